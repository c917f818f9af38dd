import type { Notice } from '../../values/notice';
import type { SyncError } from '../http/errors';
import {
	AuthenticationError,
	CancelledError,
	RateLimitedError,
	RefusedError,
	RejectedError,
	TransientError,
} from '../http/errors';
import { countByCode, countByStatus, type Outcome, type RowLedger } from './outcome';
import type { SyncPlan, TargetPlan } from './plan';
import { outcomeOf } from './outcomeTable';

/** What would be done for one customer, as a sentence. */
export interface Intent {
	readonly index: number;
	readonly sentence: string;
}

/** A plan, and how to carry it out. */
export interface Planned {
	readonly plan: SyncPlan;
	/**
	 * What would be done for which customer, called in a dry run only; the others have their outcome in the ledger
	 * already.
	 */
	readonly intents: () => Iterable<Intent>;
	/** Sends, polls and reads back; writes every outcome into the ledger. Returns the operation's part of the summary. */
	readonly act: () => Promise<Readonly<Record<string, unknown>>>;
}

/** The result of a sync: the plan, an outcome for every customer by index, and the notices. */
export interface SyncResult {
	readonly plan: SyncPlan;
	readonly outcomes: readonly Outcome[];
	readonly summary: Readonly<Record<string, unknown>>;
	readonly notices: readonly Notice[];
	/** Why the run ended before its plan did; what was not reached is deferred. */
	readonly stopped?: SyncError | CancelledError;
}

export interface Run {
	readonly ledger: RowLedger;
	readonly notices: Notice[];
	readonly dryRun: boolean;
	/** Whether anything has been changed on the platform so far. */
	readonly hasWritten: () => boolean;
}

/**
 * Makes a plan and carries it out, or shows it: in a dry run every customer concerned is deferred with what would be
 * done.
 *
 * A refused plan throws `RefusedError` unless it is a dry run. An authentication error or a refusal by the platform
 * before anything was written is thrown; after that, and for cancelling, rate limits and transient faults, the run ends
 * and defers the rest, so that no outcome is lost.
 *
 * @param unplanned stands in for the plan where the run stops before there is one
 */
export async function carryOut(
	run: Run,
	unplanned: SyncPlan,
	makePlan: () => Promise<Planned>,
): Promise<SyncResult> {
	const { ledger, notices, dryRun } = run;
	const [made] = await Promise.allSettled([makePlan()]);
	if (made.status === 'rejected')
		return stopped(run, { ...unplanned, sentence: noPlan }, made.reason);
	const { plan, intents, act } = made.value;
	if (dryRun) {
		for (const { index, sentence } of intents()) {
			ledger.set(index, outcomeOf('dryRun', sentence));
		}
		if (plan.refusal !== undefined) {
			notices.push({
				code: plan.refusal.code,
				message: plan.refusal.sentence,
				level: 'warning',
			});
		}
		return result(run, plan, {}, notReached);
	}
	if (plan.refusal !== undefined) throw new RefusedError(plan.refusal.code, plan.refusal.sentence);

	const [acted] = await Promise.allSettled([act()]);
	if (acted.status === 'fulfilled') return result(run, plan, acted.value, notReached);
	return stopped(run, plan, acted.reason);
}

/** Ends a run early and defers the rest, or throws where nothing is lost by it. */
function stopped(run: Run, plan: SyncPlan, error: unknown): SyncResult {
	const stop = stopOf(error);
	const isFinal = error instanceof AuthenticationError || error instanceof RejectedError;
	if (stop === undefined || (isFinal && !run.hasWritten())) throw error;
	run.notices.push({ code: stop.code, message: stop.sentence, level: 'warning' });
	return {
		...result(run, plan, {}, stop, stop.code),
		stopped: error as SyncError | CancelledError,
	};
}

/** The plan's sentence where there is no plan: "nothing to do" would be a claim about a platform that was not read. */
const noPlan = 'Unknown, because the run ended before it could be planned.';

const notReached = outcomeOf('notReached', 'Not reached in this run: the next run continues here.');

/** The codes under which a run ends early; other errors are thrown. */
const stopCodes = [
	[CancelledError, 'cancelled'],
	[RateLimitedError, 'rateLimited'],
	[TransientError, 'platformUnavailable'],
	[AuthenticationError, 'notAuthorized'],
	[RejectedError, 'refused'],
] as const;

function stopOf(error: unknown): Outcome | undefined {
	const [, code] = stopCodes.find(([kind]) => error instanceof kind) ?? [];
	if (code === undefined) return undefined;
	if (code === 'cancelled') return outcomeOf(code);
	const { message, facts } = error as SyncError;
	return outcomeOf(code, [`${message}.`, facts.advice].filter(Boolean).join(' '));
}

function result(
	{ ledger, notices, dryRun }: Run,
	plan: SyncPlan,
	found: Readonly<Record<string, unknown>>,
	open: Outcome,
	endedBecause: string | null = null,
): SyncResult {
	const outcomes = ledger.close(open);
	const totals = { added: 0, removed: 0, changed: 0, unchanged: 0 };
	for (const target of plan.targets) {
		totals.added += target.added;
		totals.removed += target.removed;
		totals.changed += target.changed;
		totals.unchanged += target.unchanged;
	}
	return {
		plan,
		outcomes,
		notices,
		summary: {
			operation: plan.operation,
			dryRun,
			endedEarly: endedBecause !== null,
			endedBecause,
			customers: outcomes.length,
			...countByStatus(outcomes),
			reasons: countByCode(outcomes),
			plannedAdded: totals.added,
			plannedRemoved: totals.removed,
			plannedChanged: totals.changed,
			plannedUnchanged: totals.unchanged,
			plan: plan.sentence,
			targets: plan.targets.map(onlyKnown),
			...(plan.refusal === undefined ? {} : { refusal: plan.refusal.sentence }),
			...found,
		},
	};
}

/**
 * A target without its members where the platform does not report them: a row holds null or a value, never undefined.
 */
function onlyKnown(target: TargetPlan): Record<string, unknown> {
	return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== undefined));
}
