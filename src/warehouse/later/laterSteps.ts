import { InvalidInputError } from '../../values/invalidInputError';
import type { Frame } from '../frame';
import type { Step } from '../step';
import { assignTiers } from './assignTiers';
import { checkChurn } from './checkChurn';
import { optionsOf, stepsOf } from './laterOptions';
import type { StepKind } from './options';
import { scorePoints } from './scorePoints';
import { suppressContacts } from './suppressContacts';

interface LaterStep {
	/** Appends the step to the customers of a common table expression; the last one returned holds the customers. */
	write(frame: Frame, from: string): Step[];
	/** Column by which the summary counts customers. */
	readonly group: readonly [kind: string, column: string];
}

const laterSteps: Readonly<Record<StepKind, LaterStep>> = {
	points: {
		write: (frame, from) => scorePoints(frame, from, optionsOf(frame.later, 'points')),
		group: ['valueScoreBand', 'value_score_band'],
	},
	tiers: {
		write: (frame, from) => assignTiers(frame, from, optionsOf(frame.later, 'tiers')),
		group: ['tier', 'tier'],
	},
	churn: {
		write: (frame, from) => checkChurn(frame, from, optionsOf(frame.later, 'churn')),
		group: ['churnStatus', 'churn_status'],
	},
	suppression: {
		write: (frame, from) => suppressContacts(frame, from, optionsOf(frame.later, 'suppression')),
		group: ['suppressedChannels', 'suppressed_channels'],
	},
};

/** The steps behind Compute RFM, and the name of the one that holds the customers. */
export function writeLater(frame: Frame): { readonly steps: Step[]; readonly from: string } {
	let from = 'scored_customers';
	const steps = stepsOf(frame.later).flatMap((kind) => {
		const written = inOptionsOf(kind, () => laterSteps[kind].write(frame, from));
		from = written[written.length - 1].name;
		return written;
	});
	return { steps, from };
}

/** The columns by which the summary counts customers, besides segments. */
export function summaryGroups(frame: Frame): ReadonlyArray<LaterStep['group']> {
	return stepsOf(frame.later).map((kind) => laterSteps[kind].group);
}

/** An error about an option of a node is one about the option of its step. */
function inOptionsOf<Result>(kind: StepKind, work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof InvalidInputError) || error.field.startsWith(kind)) throw error;
		throw new InvalidInputError(`${kind}.${error.field}`, error.requirement, error.received);
	}
}
