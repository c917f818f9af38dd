import { InvalidInputError } from '../../../values/invalidInputError';
import { z } from 'zod';
import type { Calendar, SyncContext } from '../../run/context';
import { isSameJson } from '../../run/isSameJson';
import type { KlaviyoClient } from '../api/klaviyoClient';
import { planOf, targetPlan } from '../../run/plan';
import type { PlanOperation } from './operation';
import type { OptionsOf } from '../options';
import { outcomeOf } from '../../run/outcomeTable';

type Condition = OptionsOf<'createSegment'>['conditions'][number];

const segmentSchema = z.object({
	id: z.string(),
	attributes: z.object({ name: z.string().nullish(), definition: z.unknown() }),
});

/**
 * Plans to create a segment from a definition, or to update the segment of that name.
 *
 * Members then follow the profiles' properties by themselves. The customers of the input pass through unchanged.
 */
export const createSegment: PlanOperation<'createSegment'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	const definition = options.definition ?? definitionOf(options, client.context);
	const existing = await findSegment(client, options.name);
	const isSame = existing !== undefined && isSameJson(existing.attributes.definition, definition);
	rows.forEach((_row, index) => {
		ledger.set(index, outcomeOf('concernsTheAccount'));
	});
	const target = targetPlan({
		target: options.name,
		targetId: existing?.id,
		added: existing === undefined ? 1 : 0,
		changed: existing !== undefined && !isSame ? 1 : 0,
		unchanged: isSame ? 1 : 0,
	});
	return {
		plan: planOf('createSegment', [target], ledger),
		intents: () => [],
		act: async () => {
			if (isSame) return { segmentId: existing.id };
			const segmentId = await write(client, existing?.id, options.name, definition);
			notices.push({
				code: 'segmentProcessing',
				message: `Klaviyo now computes the members of "${options.name}"; with many profiles this takes a few minutes.`,
				level: 'info',
			});
			return { segmentId };
		},
	};
};

/** Creates the segment, or updates the one with the ID, and returns its ID. */
async function write(
	client: KlaviyoClient,
	id: string | undefined,
	name: string,
	definition: unknown,
): Promise<string> {
	const attributes = id === undefined ? { name, definition } : { definition };
	const body = JSON.stringify({ data: { type: 'segment', id, attributes } });
	const answer = z.object({ data: segmentSchema });
	if (id === undefined) return (await client.call('create_segment', { body }, answer)).data.id;
	await client.call('update_segment', { id, body }, answer);
	return id;
}

async function findSegment(client: KlaviyoClient, name: string) {
	const filter = `equals(name,${JSON.stringify(name)})`;
	for await (const page of client.pages('get_segments', { query: { filter } }, segmentSchema)) {
		const found = page.find(({ attributes }) => attributes.name === name);
		if (found !== undefined) return found;
	}
	return undefined;
}

function definitionOf(
	{ conditions, match }: OptionsOf<'createSegment'>,
	{ calendar }: SyncContext,
) {
	if (conditions.length === 0) throw new InvalidInputError('conditions', 'at least one condition');
	const groupOf = {
		all: (_condition: Condition, place: number) => place,
		any: () => 0,
		groups: ({ group }: Condition) => group,
	}[match];
	// Groups are joined by "and", the conditions of a group by "or".
	const groups = new Map<unknown, object[]>();
	for (const [place, condition] of conditions.entries()) {
		const name = groupOf(condition, place);
		const group = groups.get(name) ?? [];
		groups.set(name, group);
		group.push({
			type: 'profile-property',
			property: `properties['${condition.property.replace(/['\\]/g, '\\$&')}']`,
			filter: filterOf(condition, calendar),
		});
	}
	return { condition_groups: [...groups.values()].map((group) => ({ conditions: group })) };
}

type ValueType = Exclude<Condition['type'], 'automatic'>;
type Operator = Condition['operator'];
type Value = NonNullable<Condition['value']>;

const compared = ['greater-than', 'greater-than-or-equal', 'less-than', 'less-than-or-equal'];

/** A type of value: its operators, and how a filter writes it; undefined where the value is not of the type. */
interface TypeRule {
	readonly operators: readonly string[];
	readonly filter: (operator: Operator, value: Value, calendar: Calendar) => object | undefined;
	/** What the value has to be. */
	readonly requirement: string;
}

const rules: Readonly<Record<ValueType, TypeRule>> = {
	text: {
		operators: ['equals', 'not-equals', 'contains', 'not-contains'],
		filter: (operator, value) => ({ type: 'string', operator, value: String(value) }),
		requirement: 'a text',
	},
	number: {
		operators: ['equals', 'not-equals', ...compared],
		filter: (operator, value) => {
			const number = numberIn(value);
			return number === undefined ? undefined : { type: 'numeric', operator, value: number };
		},
		requirement: 'a number',
	},
	boolean: {
		operators: ['equals'],
		filter: (operator, value) => {
			const answer = answers.get(value);
			return answer === undefined ? undefined : { type: 'boolean', operator, value: answer };
		},
		requirement: 'yes or no',
	},
	date: {
		operators: ['after', 'before', 'in-the-last', 'in-the-next'],
		filter: (operator, value, calendar) => {
			if (operator === 'in-the-last' || operator === 'in-the-next') {
				const quantity = numberIn(value);
				return quantity !== undefined && Number.isInteger(quantity) && quantity > 0
					? { type: 'date', operator, unit: 'day', quantity }
					: undefined;
			}
			const instant = calendar.instantOf(value);
			return Number.isNaN(instant) ? undefined : { type: 'date', operator, date: isoOf(instant) };
		},
		requirement: 'a date, or a whole number of days with "In the Last" and "In the Next"',
	},
};

const answers: ReadonlyMap<Value, boolean> = new Map<Value, boolean>([
	[true, true],
	['true', true],
	['yes', true],
	[false, false],
	['false', false],
	['no', false],
]);

function numberIn(value: Value): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** An instant as Klaviyo writes it, so that a segment read back is the same. */
function isoOf(instant: number): string {
	return `${new Date(instant).toISOString().slice(0, 19)}+00:00`;
}

/**
 * Returns the type of a condition's value where none is chosen, by the operator. With "equals" and "not-equals" a text
 * stays a text, even one of digits only (a ZIP code); a number or boolean from an expression keeps its type, and so
 * does a text "true" or "false" with "equals".
 */
function typeOf({ operator, type, value }: Condition): ValueType {
	if (type !== 'automatic') return type;
	const byOperator = (['number', 'date', 'text'] as const).filter((each) =>
		rules[each].operators.includes(operator),
	);
	if (byOperator.length === 1) return byOperator[0];
	if (typeof value === 'number') return 'number';
	if (typeof value === 'boolean') return 'boolean';
	return operator === 'equals' && (value === 'true' || value === 'false') ? 'boolean' : 'text';
}

function filterOf(condition: Condition, calendar: Calendar): object {
	const { property, operator, value } = condition;
	if (operator === 'is-set' || operator === 'not-set') return { type: 'existence', operator };
	const place = `condition on ${property}`;
	if (value === undefined) throw new InvalidInputError(place, 'a value');
	const { operators, filter, requirement } = rules[typeOf(condition)];
	if (!operators.includes(operator)) {
		throw new InvalidInputError(place, `one of ${operators.join(', ')} with its type of value`);
	}
	const found = filter(operator, value, calendar);
	if (found === undefined) throw new InvalidInputError(place, `${requirement} for "${operator}"`);
	return found;
}
