import type { RowLedger } from './outcome';

/** What a run would do to one list, segment or audience. */
export interface TargetPlan {
	/** Name of the list or audience as people know it; its id where the name is unknown. */
	readonly target: string;
	readonly targetId?: string;
	/** Members before the run; absent where the platform does not tell. */
	readonly members?: number;
	readonly added: number;
	readonly removed: number;
	readonly changed: number;
	readonly unchanged: number;
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

/** Says a plan in words: what is added, removed, changed and left alone, target by target. */
export function describePlan(targets: readonly TargetPlan[], leftOut: number): string {
	const parts = targets.map(({ target, added, removed, changed, unchanged }) => {
		const counts = [
			[added, 'added'],
			[removed, 'removed'],
			[changed, 'changed'],
			[unchanged, 'unchanged'],
		] as const;
		const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
		return `${target}: ${said.join(', ') || 'nothing to do'}`;
	});
	if (leftOut > 0) parts.push(`${leftOut} left out`);
	return `${parts.join('; ') || 'Nothing to do'}.`;
}

/** Puts a plan together; the customers that are skipped or rejected already are its left-out ones. */
export function planOf(
	operation: string,
	targets: readonly TargetPlan[],
	ledger: RowLedger,
	refusal?: Refusal,
): SyncPlan {
	const leftOut: Record<string, number> = {};
	let count = 0;
	for (let index = 0; index < ledger.size; index++) {
		const outcome = ledger.get(index);
		if (outcome?.status !== 'skipped' && outcome?.status !== 'rejected') continue;
		leftOut[outcome.code] = (leftOut[outcome.code] ?? 0) + 1;
		count++;
	}
	return { operation, targets, leftOut, refusal, sentence: describePlan(targets, count) };
}
