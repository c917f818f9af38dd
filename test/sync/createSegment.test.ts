import { workflowCalendar } from '../../nodes/shared/syncs/workflowCalendar';
import { htmlPage } from '../../sandbox/server';
import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

type Started = Awaited<ReturnType<typeof startKlaviyo>>;
type Conditions = ReadonlyArray<Record<string, unknown>>;

const risky = { property: 'churn_risk', operator: 'greater-than', value: '70' };
const active = { property: 'active', operator: 'equals', value: true };

function create({ context }: Started, conditions: Conditions, given = {}) {
	const options = { operation: 'createSegment', name: 'Churn risk above 70', dryRun: false };
	return syncToKlaviyo(
		[{ email: 'ann@example.com' }],
		klaviyoOptions.parse({ ...options, conditions, ...given }),
		context,
	);
}

interface Definition {
	condition_groups: Array<{ conditions: Array<{ property: string; filter: object }> }>;
}

const groupsIn = ({ sandbox }: Started) =>
	[...sandbox.segments.values()].flatMap(
		({ definition }) => (definition as Definition).condition_groups,
	);

async function filterOf(condition: Record<string, unknown>): Promise<unknown> {
	const started = await startKlaviyo({}, { calendar: workflowCalendar('America/New_York') });
	await create(started, [{ property: 'x', ...condition }]);
	return groupsIn(started)[0].conditions[0].filter;
}

const numeric = (operator: string, value: number) => ({ type: 'numeric', operator, value });
const string = (operator: string, value: string) => ({ type: 'string', operator, value });

describe('a condition', () => {
	it.each([
		['greater-than', '70', 'automatic', numeric('greater-than', 70)],
		['less-than-or-equal', 0, 'automatic', numeric('less-than-or-equal', 0)],
		['equals', '02134', 'automatic', string('equals', '02134')],
		['not-equals', '543', 'automatic', string('not-equals', '543')],
		['equals', '', 'automatic', string('equals', '')],
		['equals', 543, 'automatic', numeric('equals', 543)],
		['equals', '543', 'number', numeric('equals', 543)],
		['equals', 543, 'text', string('equals', '543')],
		['contains', '5', 'automatic', string('contains', '5')],
		['not-contains', 'sms', 'automatic', string('not-contains', 'sms')],
		['equals', 'true', 'automatic', { type: 'boolean', operator: 'equals', value: true }],
		['equals', false, 'automatic', { type: 'boolean', operator: 'equals', value: false }],
		['equals', 'no', 'boolean', { type: 'boolean', operator: 'equals', value: false }],
		['equals', 'true', 'text', string('equals', 'true')],
		['not-equals', 'true', 'automatic', string('not-equals', 'true')],
		['in-the-last', '30', 'automatic', date('in-the-last', { unit: 'day', quantity: 30 })],
		['in-the-next', 7, 'date', date('in-the-next', { unit: 'day', quantity: 7 })],
		['after', '2026-01-02T03:04:05Z', 'date', date('after', { date: '2026-01-02T03:04:05+00:00' })],
		['before', '2026-01-02', 'automatic', date('before', { date: '2026-01-02T05:00:00+00:00' })],
		['is-set', undefined, 'number', { type: 'existence', operator: 'is-set' }],
	])(
		'with %s %j of type %s is a filter of the kind meant',
		async (operator, value, type, filter) => {
			expect(await filterOf({ operator, value, type })).toEqual(filter);
		},
	);

	it.each([
		['equals', undefined, 'automatic', 'a value'],
		['greater-than', 'many', 'automatic', 'a number for "greater-than"'],
		['equals', 'perhaps', 'boolean', 'yes or no for "equals"'],
		['after', 'soon', 'automatic', 'a date, or a whole number of days'],
		['in-the-last', '1.5', 'automatic', 'a date, or a whole number of days'],
		['contains', '5', 'number', 'one of equals, not-equals, greater-than'],
		['not-equals', 'true', 'boolean', 'one of equals with its type'],
	])('with %s %j of type %s is refused before any request', async (operator, value, type, why) => {
		const started = await startKlaviyo();
		await expect(create(started, [{ property: 'x', operator, value, type }])).rejects.toMatchObject(
			{
				field: 'condition on x',
				requirement: expect.stringContaining(why) as string,
			},
		);
		expect(started.sandbox.server.requests).toEqual([]);
	});
});

function date(operator: string, given: object) {
	return { type: 'date', operator, ...given };
}

it.each([
	['all', [['a'], ['b'], ['c']]],
	['any', [['a', 'b', 'c']]],
	['groups', [['a', 'c'], ['b']]],
])(
	'matches %s by groups that Klaviyo joins by "and", with "or" inside',
	async (match, expected) => {
		const started = await startKlaviyo();
		const conditions = ['a', 'b', 'c'].map((property, place) => ({
			property,
			operator: 'is-set',
			group: place === 1 ? '' : 'A ',
		}));
		await create(started, conditions, { match });
		expect(
			groupsIn(started).map((group) => group.conditions.map(({ property }) => property)),
		).toEqual(expected.map((names) => names.map((name) => `properties['${name}']`)));
	},
);

describe('a segment', () => {
	it('is created once, whatever stands in its name, and changed when its definition has changed', async () => {
		const started = await startKlaviyo();
		const given = { name: 'Risk "above" 70' };
		await create(started, [risky, active], given);
		const again = await create(started, [risky, active], given);
		expect(again.plan.targets).toMatchObject([{ added: 0, changed: 0, unchanged: 1 }]);
		const changed = await create(started, [risky], given);
		expect(changed.plan.targets).toMatchObject([{ added: 0, changed: 1 }]);
		expect(groupsIn(started)).toMatchObject([{ conditions: [{ type: 'profile-property' }] }]);
		expect(started.sandbox.segments.size).toBe(1);
	});

	it('is the same with the keys of its definition in another order', async () => {
		const started = await startKlaviyo();
		await create(started, [risky]);
		const [segment] = started.sandbox.segments.values();
		segment.definition = JSON.parse(JSON.stringify(segment.definition), (_key, value: unknown) =>
			typeof value === 'object' && value !== null && !Array.isArray(value)
				? Object.fromEntries(Object.entries(value).reverse())
				: value,
		) as object;
		const again = await create(started, [risky]);
		expect(again.plan.targets).toMatchObject([{ unchanged: 1 }]);
	});

	it.each([
		['a dropped answer', { drop: 'after' as const }],
		['a page of HTML after it was made', { answer: htmlPage, acts: true }],
		['a 504 after it was made', { answer: { status: 504 }, acts: true }],
	])('has no twin after %s', async (_name, fault) => {
		const started = await startKlaviyo();
		started.sandbox.server.fail({ method: 'POST', ...fault });
		const lost = await create(started, [risky]);
		expect(lost.stopped).toBeDefined();
		const again = await create(started, [risky]);
		expect(again.plan.targets).toMatchObject([{ added: 0, unchanged: 1 }]);
		expect(started.sandbox.segments.size).toBe(1);
	});
});
