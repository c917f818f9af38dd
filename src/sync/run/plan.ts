import { grouped } from '../../values/wording';
import type { RowLedger } from './outcome';
import { leftOutWords } from './outcomeTable';

/** What a run would do to one list, segment or audience. */
export interface TargetPlan {
	/** Name of the list or audience as people know it; its ID where the name is unknown. */
	readonly target: string;
	readonly targetId?: string;
	/** Members before the run; absent where the platform does not report them. */
	readonly members?: number;
	readonly added: number;
	readonly removed: number;
	readonly changed: number;
	readonly unchanged: number;
	/** Requests that change it; absent where they are not counted in advance. */
	readonly requests?: number;
	/** What a plan replaces as a whole, as it is and as it would be. */
	readonly before?: unknown;
	readonly after?: unknown;
}

/** Returns what a run would do to one target: the counts given, and zero for the others. */
export function targetPlan(given: Pick<TargetPlan, 'target'> & Partial<TargetPlan>): TargetPlan {
	return { added: 0, removed: 0, changed: 0, unchanged: 0, ...given };
}

/** What a run would do, made before anything is sent. */
export interface SyncPlan {
	readonly operation: string;
	readonly targets: readonly TargetPlan[];
	/** Customers that are left out, by reason code. */
	readonly leftOut: Readonly<Record<string, number>>;
	/** Why the plan may not be carried out, where a safety rule forbids it. */
	readonly refusal?: Refusal;
	/** The plan in one sentence. */
	readonly sentence: string;
}

export interface Refusal {
	readonly code: string;
	readonly sentence: string;
}

/**
 * Describes a plan in words: what is added, removed, changed and unchanged, by target, and who is skipped for which
 * reason.
 *
 * @param leftOut number of customers by reason code
 */
export function describePlan(
	targets: readonly TargetPlan[],
	leftOut: Readonly<Record<string, number>>,
): string {
	const parts = targets.map(({ target, added, removed, changed, unchanged }) => {
		const counts = [
			[added, 'added'],
			[removed, 'removed'],
			[changed, 'changed'],
			[unchanged, 'unchanged'],
		] as const;
		const said = counts
			.filter(([count]) => count > 0)
			.map(([count, word]) => `${grouped(count)} ${word}`);
		return `${target}: ${said.join(', ') || 'nothing to do'}`;
	});
	const reasons = Object.entries(leftOut).map(
		([code, count]) => `${grouped(count)} ${leftOutWords(code)}`,
	);
	if (reasons.length > 0) parts.push(`skipped: ${reasons.join(', ')}`);
	return `${parts.join('; ') || 'Nothing to do'}.`;
}

/** Puts a plan together; the customers that are already skipped or rejected count as left out. */
export function planOf(
	operation: string,
	targets: readonly TargetPlan[],
	ledger: RowLedger,
	refusal?: Refusal,
): SyncPlan {
	const leftOut: Record<string, number> = {};
	for (let index = 0; index < ledger.size; index++) {
		const outcome = ledger.get(index);
		if (outcome?.status !== 'skipped' && outcome?.status !== 'rejected') continue;
		leftOut[outcome.code] = (leftOut[outcome.code] ?? 0) + 1;
	}
	return { operation, targets, leftOut, refusal, sentence: describePlan(targets, leftOut) };
}
