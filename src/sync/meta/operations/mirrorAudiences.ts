import { cellText } from '../../../values/cellText';
import { InvalidInputError } from '../../../values/invalidInputError';
import type { Notice } from '../../../values/notice';
import { settle } from '../../../values/settle';
import { PreviousMemberships } from '../../audience/previousMemberships';
import type { Intent, Planned } from '../../run/carryOut';
import { RowLedger, type Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { planOf } from '../../run/plan';
import type { AudienceChoice, OptionsOf } from '../options';
import type { OperationInput, PlanOperation } from './operation';
import { mirrorPart } from './syncAudience';

type Input = OperationInput<'mirrorAudiences'>;

/** One of the audiences, its customers, and its plan. */
interface Part {
	readonly audience: AudienceChoice;
	/** Rows of the input. */
	readonly indices: readonly number[];
	readonly input: OperationInput<'mirrorAudience'>;
	planned: Planned;
}

/**
 * Plans to mirror several audiences, such as one audience per tier: each gets exactly the customers with its value,
 * with its own plan, removal guard and dry run; if one is refused, nothing is sent.
 *
 * A customer belongs to at most one audience. One whose value has changed joins the new audience and leaves the old
 * one; an audience that has no customers left is emptied, as far as the removal guard allows. A no on any row counts in
 * all of them.
 */
export const mirrorAudiences: PlanOperation<'mirrorAudiences'> = async (input) => {
	const { options, ledger, memberships, notices } = input;
	const parts: Part[] = [];
	for (const { audience, indices } of groupsOf(input))
		parts.push(await planPart(input, audience, indices));
	refuseRepeats(parts);
	for (const part of parts) {
		memberships.addPart(part.indices, part.input.memberships);
		takeOver(input, part);
		notices.push(...newIn(notices, part.input.notices.splice(0)));
	}
	const targets = parts.flatMap(({ planned }) => planned.plan.targets);
	const refusal = parts.find(({ planned }) => planned.plan.refusal)?.planned.plan.refusal;
	return {
		plan: planOf(options.operation, targets, ledger, refusal),
		intents: () => parts.flatMap(intentsOf),
		act: () => carryOutAll(input, parts),
	};
};

/** The rows of each audience; several values may share one. Rows of no audience get their outcome. */
function groupsOf({ rows, options, ledger }: Input) {
	const groups = new Map<string, { audience: AudienceChoice; indices: number[] }>();
	const byValue = new Map<string, number[]>();
	for (const { value, audience } of options.audiences) {
		const key = audience.by === 'id' ? `id ${audience.id}` : `name ${audience.name}`;
		const group = groups.get(key) ?? { audience, indices: [] };
		groups.set(key, group);
		byValue.set(value, group.indices);
	}
	rows.forEach((row, index) => {
		const indices = byValue.get(cellText(row, options.audienceField));
		if (indices === undefined)
			ledger.set(index, outcomeOf('noAudienceForValue', options.audienceField));
		else indices.push(index);
	});
	return groups.values();
}

async function planPart(
	input: Input,
	audience: AudienceChoice,
	indices: readonly number[],
): Promise<Part> {
	const {
		audienceField: _field,
		audiences: _audiences,
		...shared
	}: OptionsOf<'mirrorAudiences'> = input.options;
	const partInput: OperationInput<'mirrorAudience'> = {
		...input,
		rows: indices.map((index) => input.rows[index]),
		everyRow: input.rows,
		options: { ...shared, operation: 'mirrorAudience', audience },
		ledger: new RowLedger(indices.length),
		formerLedger: new Map<number, Outcome>(),
		memberships: new PreviousMemberships(),
		notices: [],
	};
	return { audience, indices, input: partInput, planned: await mirrorPart(partInput) };
}

/** Two values that name one audience would empty it in turn. */
function refuseRepeats(parts: readonly Part[]) {
	const ids = parts.flatMap(({ planned }) => planned.plan.targets.map(({ targetId }) => targetId));
	const known = ids.filter((id) => id !== undefined);
	if (new Set(known).size < known.length) {
		throw new InvalidInputError(
			'audiences',
			'a different audience in every row, or several values with the audience chosen in the same way',
		);
	}
}

/** Copies the outcomes of one audience's customers into those of all. */
function takeOver({ ledger, formerLedger }: Input, { indices, input: part }: Part) {
	indices.forEach((index, place) => {
		const outcome = part.ledger.get(place);
		if (outcome !== undefined) ledger.set(index, outcome);
		const note = part.ledger.noteOf(place);
		if (note !== undefined) ledger.note(index, note);
	});
	for (const [source, outcome] of part.formerLedger) formerLedger.set(source, outcome);
}

function intentsOf({ indices, planned }: Part): Intent[] {
	return Array.from(planned.intents(), ({ index, sentence }) => ({
		index: indices[index],
		sentence,
	}));
}

/** Carries out one audience after the other; where the run ends early, the remaining ones are left to the next run. */
async function carryOutAll(input: Input, parts: readonly Part[]) {
	const done: Array<Readonly<Record<string, unknown>>> = [];
	for (const part of parts) {
		const acted = await settle(part.planned.act());
		takeOver(input, part);
		input.notices.push(...newIn(input.notices, part.input.notices.splice(0)));
		if (acted.status === 'rejected') throw acted.reason;
		const [{ target }] = part.planned.plan.targets;
		done.push({ audience: target, ...acted.value });
	}
	const received = done.reduce((sum, each) => sum + Number(each.received ?? 0), 0);
	return { received, audiences: done };
}

/** Notices that were not given yet: those about all customers are given once. */
function newIn(given: readonly Notice[], notices: readonly Notice[]): Notice[] {
	return notices.filter(({ message }) => !given.some((each) => each.message === message));
}
