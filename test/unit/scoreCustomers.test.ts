import type { JsonRecord } from '../../src/values/jsonRecord';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleCustomers } from '../../src/core/sampleShop/sampleCustomers';
import { sampleEvents } from '../../src/core/sampleShop/sampleEvents';
import { asOf, now, ownRules, runScore, scoreOne } from '../support/runScore';

const old = '2024-01-01T00:00:00Z';
/** A day in 2025, N days before the day of `asOf`. */
const daysAgo = (days: number): string =>
	new Date(Date.UTC(2025, 5, 30) - days * 86_400_000).toISOString().slice(0, 10);
const event = (type: string, days = 0, more = {}) => ({
	customerId: 'a',
	type,
	time: `${daysAgo(days)}T08:00:00Z`,
	...more,
});
const points = (row: Record<string, unknown>): Map<string, number> =>
	new Map(
		String(row.scoreReasons)
			.split(',')
			.filter(Boolean)
			.map((reason) => [reason.split(':')[0], Number(reason.split(':')[1])]),
	);

describe('standard rules', () => {
	it.each([
		[200.01, 'orderAbove200', 50],
		[200, 'order50To200', 25],
		[50, 'order50To200', 25],
		[49.99, 'orderBelow50', 10],
	])('give an order of %d the points of %s', (amount, code, expected) => {
		const row = scoreOne({ orderHistory: `${daysAgo(60)}:${amount}` });
		expect(row.valueScore).toBe(expected);
		expect(row.scoreReasons).toBe(`${code}:+${expected}`);
	});

	it('count orders of less than 365 days', () => {
		const row = scoreOne({ orderHistory: `${daysAgo(365)}:300;${daysAgo(364)}:300` });
		expect(points(row).get('orderAbove200')).toBe(50);
	});

	it.each([
		[1, undefined, undefined],
		[2, 'secondTimeBuyer', 20],
		[4, 'secondTimeBuyer', 20],
		[5, 'fifthTimeBuyer', 60],
		[9, 'fifthTimeBuyer', 60],
	])('give %d orders the highest step only', (count, code, expected) => {
		const orderHistory = Array.from({ length: count }, () => `${daysAgo(500)}:20`).join(';');
		const given = points(scoreOne({ orderHistory }));
		const steps = ['secondTimeBuyer', 'fifthTimeBuyer'].filter((step) => given.has(step));
		expect(steps).toEqual(code === undefined ? [] : [code]);
		if (code !== undefined) expect(given.get(code)).toBe(expected);
	});

	it.each([
		[0, 30],
		[30, 30],
		[31, 0],
		[89, 0],
		[90, -25],
	])('give %d days of silence %d points', (days, expected) => {
		const given = points(scoreOne({ orderHistory: `${daysAgo(days)}:100` }));
		expect((given.get('recentOrder') ?? 0) + (given.get('silent90Days') ?? 0)).toBe(expected);
	});

	it.each([
		['email_open', 2],
		['Clicked Email', 5],
		['review', 25],
		['unsubscribe', -50],
		['category_view', 1],
		['comparisonTool', 3],
		['review_read', 2],
		['cart_abandoned', 10],
		['product_linger', 3],
	])('give the event %s %d points', (type, expected) => {
		expect(scoreOne({}, {}, [event(type)]).valueScore).toBe(expected);
	});

	it('count the unsubscribe once, without decay', () => {
		const events = [event('unsubscribe', 300), event('unsubscribe', 10)];
		expect(scoreOne({}, {}, events).valueScore).toBe(-50);
	});

	it.each([
		[10, 20],
		[9, 20],
		[8, 0],
		[7, 0],
		[6, -20],
		[0, -20],
		['9', 20],
		[null, 0],
		['', 0],
	])('give the NPS answer %p %d points', (npsScore, expected) => {
		expect(scoreOne({ npsScore }).valueScore).toBe(expected);
	});
});

describe('engagement', () => {
	it('halves in 30 days', () => {
		expect(scoreOne({}, {}, [event('review', 30)]).valueScore).toBe(12.5);
	});

	it('is capped at 100 points in all, and the reasons say so', () => {
		const row = scoreOne({ emailOpenCount: 60, reviewCount: 2 });
		expect(row.valueScore).toBe(100);
		expect(row.healthScore).toBe(100);
		expect(row.scoreReasons).toBe('emailOpen:+120,review:+50,engagementCap:-70');
		expect(row.scoreExplanation).toBe(
			'100 points: +120 opened emails; +50 wrote reviews; -70 capped: engagement gives at most 100.',
		);
	});

	it('does not fade where it is a count on the customer', () => {
		expect(scoreOne({ emailClickCount: 3 }).valueScore).toBe(15);
	});

	it('counts events rather than the count where both came in', () => {
		const row = scoreOne({ emailClickCount: 3, reviewCount: 1 }, {}, [event('email_click')]);
		expect(row.scoreReasons).toBe('emailClick:+5,review:+25');
	});

	it.each([-1, 0, NaN, Infinity, 'many', null, {}, false])(
		'takes no points from the count %p',
		(c) => {
			expect(scoreOne({ emailOpenCount: c }).valueScore).toBe(0);
		},
	);

	it('leaves out machine opens when the flag says so', () => {
		const events = [event('email_open', 0, { isMachineOpen: true }), event('email_open')];
		expect(scoreOne({}, {}, events).valueScore).toBe(2);
		expect(scoreOne({}, { leaveOutMachineEvents: false }, events).valueScore).toBe(4);
		expect(runScore([{ customerId: 'a', asOf }], {}, events).summary).toMatchObject({
			eventsUsed: 2,
			eventsByMachines: 1,
		});
	});

	it('has a custom half-life and cap', () => {
		const options = { engagementHalfLifeDays: 10, engagementCap: 20 };
		const row = scoreOne({}, options, [event('review', 10)]);
		expect(row.valueScore).toBe(12.5);
		expect(row.healthScore).toBe(62.5);
		expect(scoreOne({}, { engagementHalfLifeDays: 0 }, [event('review', 400)]).valueScore).toBe(25);
	});
});

describe('the dates of the last engagement and intent', () => {
	const dates = (customer: JsonRecord, events: JsonRecord[], options: JsonRecord = {}) => {
		const { lastEngagedAt, lastIntentAt } = scoreOne(customer, options, events);
		return [lastEngagedAt, lastIntentAt];
	};

	it.each([
		['email_open', [0], [0, null]],
		['Wrote nothing known, review', [], [null, null]],
		['review', [3, 1, 2], [1, null]],
		['category_view', [5], [5, null]],
		['cart_abandoned', [4], [4, 4]],
		['comparison_tool', [400], [400, 400]],
		['product_linger', [2, 9], [2, 2]],
		['unsubscribe', [1], [null, null]],
	])('of %s %p days ago are %p days ago', (type, days, expected) => {
		const events = [event('danced'), ...days.map((ago) => event(type, ago))];
		const written = expected.map((ago) => (ago === null ? null : `${daysAgo(ago)}T08:00:00Z`));
		expect(dates({}, events)).toEqual(written);
	});

	it('are those of different events', () => {
		expect(dates({}, [event('cart_abandoned', 9), event('email_click', 2)])).toEqual([
			`${daysAgo(2)}T08:00:00Z`,
			`${daysAgo(9)}T08:00:00Z`,
		]);
	});

	it('are not added where no event came in', () => {
		const row = scoreOne({ emailClickCount: 3 });
		expect(row).not.toHaveProperty('lastEngagedAt');
		expect(row).not.toHaveProperty('lastIntentAt');
	});

	it('are in the shop’s zone, and not after the day measured against', () => {
		const events = [event('review', 1), event('review', -1), event('review', 20)];
		const chosen = { timeZone: 'America/New_York' };
		expect(dates({}, events, chosen)[0]).toBe(`${daysAgo(1)}T04:00:00-04:00`);
		expect(dates({}, events, { ...chosen, asOf: daysAgo(10) })[0]).toBe(
			`${daysAgo(20)}T04:00:00-04:00`,
		);
	});

	it.each([
		[daysAgo(1), daysAgo(1)],
		[`${daysAgo(2)}T09:00:00+01:00`, `${daysAgo(2)}T09:00:00+01:00`],
		[daysAgo(2), `${daysAgo(2)}T08:00:00Z`],
		['', `${daysAgo(2)}T08:00:00Z`],
		['once', `${daysAgo(2)}T08:00:00Z`],
		[null, `${daysAgo(2)}T08:00:00Z`],
	])('keep the later of %p and an event two days ago', (lastEngagedAt, expected) => {
		expect(dates({ lastEngagedAt }, [event('email_open', 2)])[0]).toBe(expected);
	});

	it('keep what the customer came with where no event fits', () => {
		const customer = { lastEngagedAt: 'once', lastIntentAt: daysAgo(3) };
		expect(dates(customer, [event('unsubscribe')])).toEqual(['once', daysAgo(3)]);
	});

	it('leave machine opens out when the flag says so', () => {
		const events = [event('email_open', 1, { isMachineOpen: true })];
		expect(dates({}, events)[0]).toBeNull();
		expect(dates({}, events, { leaveOutMachineEvents: false })[0]).toBe(`${daysAgo(1)}T08:00:00Z`);
	});

	it.each([
		[{}, [true, false]],
		[{ points: -5 }, [false, false]],
		[{ group: 'other' }, [false, false]],
		[{ signal: 'intent' }, [true, true]],
		[{ signal: 'engagement', points: -5 }, [true, false]],
		[{ signal: 'none' }, [false, false]],
		[{ operator: 'above', value: 100 }, [false, false]],
		[{ lookBackDays: 10 }, [true, false]],
	])('follow a rule of one’s own, %j', (more, expected) => {
		const rule = { code: 'demo', source: 'event', eventTypes: 'demo', points: 5, ...more };
		const found = dates({}, [event('demo', 30, { value: 50 })], ownRules(rule));
		expect(found.map((date) => date !== null)).toEqual(expected);
	});

	it('are written for visitors, and under the names of one’s own', () => {
		const options = { unknownPeople: 'score', fieldNames: { lastIntentAt: 'wantedAt' } };
		const { customers } = runScore([], options, [event('cart_abandoned', 0)]);
		expect(customers[0].row).toMatchObject({
			lastEngagedAt: `${daysAgo(0)}T08:00:00Z`,
			wantedAt: `${daysAgo(0)}T08:00:00Z`,
		});
	});

	it('agree with what the sample shop says about its customers', () => {
		const shop = sampleShopOptions.parse({ customers: 400, asOf: '2025-06-30', timeZone: 'UTC' });
		const known = [...sampleCustomers(shop)];
		const strangers = known.map(({ customerId }) => ({ customerId, asOf }));
		const result = runScore(strangers, {}, [...sampleEvents(shop)]);
		const datesOf = (row: JsonRecord) => [row.customerId, row.lastEngagedAt, row.lastIntentAt];
		expect(known.filter((row) => row.lastIntentAt !== null).length).toBeGreaterThan(20);
		expect(result.customers.map(({ row }) => datesOf(row))).toEqual(known.map(datesOf));
	});
});

describe('custom rules', () => {
	it('look at the value of events', () => {
		const rule = { code: 'bigCart', source: 'event', eventTypes: 'cart', points: 7 };
		const options = ownRules({ ...rule, operator: 'atLeast', value: '100', halfLifeDays: 0 });
		const events = [
			event('cart', 0, { value: 100 }),
			event('cart', 0, { value: 99 }),
			event('cart'),
		];
		expect(scoreOne({}, options, events).valueScore).toBe(7);
	});

	it('multiply by units, up to a cap', () => {
		const rule = { code: 'spend', source: 'order', points: 0.5, pointsFor: 'unit' };
		const customer = { orderHistory: `${daysAgo(3)}:100;${daysAgo(1)}:40` };
		expect(scoreOne(customer, ownRules(rule)).valueScore).toBe(70);
		expect(scoreOne(customer, ownRules({ ...rule, cap: 60 })).valueScore).toBe(60);
		expect(scoreOne(customer, ownRules({ ...rule, points: -0.5, cap: 60 })).valueScore).toBe(-60);
	});

	it('fade and end by the date of a field', () => {
		const rule = {
			code: 'survey',
			source: 'field',
			field: 'stars',
			dateField: 'answeredAt',
			points: 8,
		};
		const customer = { stars: 5, answeredAt: daysAgo(10) };
		expect(scoreOne(customer, ownRules({ ...rule, halfLifeDays: 10 })).valueScore).toBe(4);
		expect(scoreOne(customer, ownRules({ ...rule, lookBackDays: 11 })).valueScore).toBe(8);
		expect(scoreOne(customer, ownRules({ ...rule, lookBackDays: 10 })).valueScore).toBe(0);
		expect(scoreOne({ stars: 5 }, ownRules({ ...rule, lookBackDays: 10 })).valueScore).toBe(0);
	});

	it('add to their group', () => {
		const rules = ownRules(
			{ code: 'one', source: 'field', field: 'x', points: 5, group: 'transaction' },
			{ code: 'two', source: 'field', field: 'x', points: 7, group: 'engagement' },
			{ code: 'three', source: 'field', field: 'x', points: 9 },
		);
		expect(scoreOne({ x: 1 }, rules)).toMatchObject({
			valueScore: 21,
			transactionScore: 5,
			healthScore: 7,
		});
	});
});

describe('bands', () => {
	const rule = { code: 'worth', source: 'field', field: 'worth', points: 1, pointsFor: 'unit' };
	const bandOf = (customer: object, options: object = {}) =>
		scoreOne({ ...customer }, { ...ownRules(rule), ...options }).valueScoreBand;
	const quiet = { orderHistory: `${daysAgo(200)}:10` };

	it.each([
		[500, 'core'],
		[500.01, 'vip'],
		[100, 'core'],
		[99.99, 'reengage'],
	])('put %d points of a quiet customer into %s', (worth, band) => {
		expect(bandOf({ ...quiet, worth })).toBe(band);
	});

	it.each([
		['a recent buyer', { orderHistory: `${daysAgo(200)}:10;${daysAgo(30)}:10` }],
		['a new customer', { orderHistory: `${daysAgo(89)}:10` }],
		['someone who never ordered', {}],
		['someone whose last order is not known', { orderCountLifetime: 2 }],
	])('keep %s out of reengage, unless bands are literal', (_, customer) => {
		expect(bandOf(customer)).toBe('core');
		expect(bandOf(customer, { literalBands: true })).toBe('reengage');
	});

	it.each([
		['31 days after the last order', { orderHistory: `${daysAgo(200)}:10;${daysAgo(31)}:10` }],
		['90 days after the first order', { orderHistory: `${daysAgo(90)}:10` }],
		['by fields alone', { orderCountLifetime: 2, daysSinceLastOrder: 31, customerAgeDays: 90 }],
	])('let reengage begin %s', (_, customer) => {
		expect(bandOf(customer)).toBe('reengage');
	});

	it('come from the shop’s own percentiles on request', () => {
		const rows = Array.from({ length: 100 }, (_, i) => ({
			customerId: String(i).padStart(3, '0'),
			asOf,
			...quiet,
			worth: i,
		}));
		const visitors = Array.from({ length: 300 }, (_, i) => ({ customerId: `v${i}`, asOf }));
		const options = { ...ownRules(rule), bandLimits: 'percentiles' };
		const result = runScore([...rows, ...visitors], options);
		const count = (band: string) =>
			result.customers.filter(({ row }) => row.valueScoreBand === band).length;
		expect(count('vip')).toBe(10);
		expect(count('reengage')).toBe(20);
		expect(result.summary).toMatchObject({ vipAbove: 89, reengageBelow: 20 });
	});

	it('are core for everybody where all scores are equal', () => {
		const rows = Array.from({ length: 9 }, (_, i) => ({ customerId: `${i}`, asOf, ...quiet }));
		const result = runScore(rows, { bandLimits: 'percentiles' });
		expect(new Set(result.customers.map(({ row }) => row.valueScoreBand))).toEqual(
			new Set(['core']),
		);
	});
});

describe('change and risk', () => {
	it('compares with the previous score where there is one', () => {
		expect(scoreOne({ previousValueScore: 10.5 }).valueScoreChange).toBe(-10.5);
		expect(scoreOne({ previousValueScore: '10' }).valueScoreChange).toBe(-10);
		expect(scoreOne({}).valueScoreChange).toBeNull();
		expect(scoreOne({ previousValueScore: null }).valueScoreChange).toBeNull();
	});

	it.each([
		['50 points and 30%', 100, 50, true],
		['49 points', 100, 51, false],
		['50 points but less than 30%', 200, 150, false],
		['30% and 60 points', 200, 140, true],
		['nothing', 50, 50, false],
	])('sees a fall of %s', (_, previousValueScore, npsScore, isAtRisk) => {
		const rule = { code: 'x', source: 'field', field: 'npsScore', points: 1, pointsFor: 'unit' };
		const row = scoreOne({ previousValueScore, npsScore }, ownRules(rule));
		expect(row.scoreAtRisk).toBe(isAtRisk);
	});

	it.each([
		[89, false],
		[90, true],
	])('sees %d days of silence', (days, isAtRisk) => {
		expect(scoreOne({ orderHistory: `${daysAgo(days)}:10` }).scoreAtRisk).toBe(isAtRisk);
	});
});

describe('measuring', () => {
	it('uses each customer’s own asOf and the days as given', () => {
		expect(scoreOne({ daysSinceLastOrder: 95, lastOrderAt: old }).scoreReasons).toBe(
			'silent90Days:-25',
		);
	});

	it('recounts against another asOf, without the orders after it', () => {
		const row = scoreOne(
			{
				orderHistory: '2025-01-10:100;2025-06-01:300',
				daysSinceLastOrder: 29,
				orderCountLifetime: 2,
				lastOrderAt: '2025-06-01T10:00:00Z',
			},
			{ asOf: '2025-01-20' },
		);
		expect(row.scoreReasons).toBe('order50To200:+25,recentOrder:+30');
		expect(row.asOf).toBe(asOf);
	});

	it('gives those without asOf the latest of the others, else now', () => {
		const rows = [{ customerId: 'a', asOf }, { customerId: 'b' }, { customerId: 'c', asOf: '' }];
		const dates = runScore(rows).customers.map(({ row }) => row.asOf);
		expect(dates).toEqual([asOf, asOf, asOf]);
		expect(runScore([{ customerId: 'b' }]).customers[0].row.asOf).toBe(
			new Date(now).toISOString().replace('.000', ''),
		);
	});

	it('takes days in the shop’s zone', () => {
		const berlin = { asOf: '2025-06-30T23:59:59+02:00', customerId: 'a' };
		const rule = {
			code: 'visit',
			source: 'event',
			eventTypes: 'visit',
			points: 8,
			halfLifeDays: 1,
		};
		const visit = { customerId: 'a', type: 'visit', time: '2025-06-28T22:30:00Z' };
		const options = { ...ownRules(rule), timeZone: 'Europe/Berlin' };
		expect(runScore([berlin], options, [visit]).customers[0].row.valueScore).toBe(4);
	});

	it('knows the same instant in any offset', () => {
		const times = ['2025-06-20T23:30:00Z', '2025-06-21T01:30:00+02:00', 1750462200];
		const scores = times.map((time) => scoreOne({}, {}, [event('review', 0, { time })]).valueScore);
		expect(new Set(scores).size).toBe(1);
	});
});

describe('people', () => {
	it('are found by ID, else by email; of several, the one who ordered last', () => {
		const rows = [
			{ customerId: 'a', email: 'One@example.com', lastOrderAt: '2025-01-01', asOf },
			{ customerId: 'b', email: 'one@example.com ', lastOrderAt: '2025-02-01', asOf },
		];
		const events = [
			{ ...event('review'), customerId: 'unknown', email: 'ONE@example.com' },
			{ ...event('email_click'), customerId: undefined, email: 'one@example.com' },
			event('email_open'),
		];
		const scores = runScore(rows, {}, events).customers.map(({ row }) => points(row));
		expect(Object.fromEntries(scores[0])).toEqual({ silent90Days: -25, emailOpen: 2 });
		expect(Object.fromEntries(scores[1])).toEqual({ silent90Days: -25, emailClick: 5, review: 25 });
	});

	it('without orders are scored', () => {
		expect(scoreOne({}, {}, [event('cart_abandoned')])).toMatchObject({
			valueScore: 10,
			transactionScore: 0,
			valueScoreBand: 'core',
			scoreAtRisk: false,
		});
	});

	it('known by events alone become visitors on request', () => {
		const events = [
			event('review', 0, { customerId: 'z', email: 'old@example.com', time: '2025-06-01' }),
			event('review', 0, { customerId: 'z', email: 'New@example.com', time: '2025-06-02' }),
			event('review', 0, { customerId: null, email: 'new@example.com' }),
			event('email_click', 0, { customerId: null, email: 'alone@example.com' }),
		];
		const result = runScore([{ customerId: 'm', asOf }], { unknownPeople: 'score' }, events);
		const rows = result.customers.map(({ row }) => row);
		expect(rows.map((row) => [row.customerId, row.email])).toEqual([
			[expect.stringMatching(/^guest_[0-9a-f]{16}$/), 'alone@example.com'],
			['m', undefined],
			['z', 'new@example.com'],
		]);
		expect(rows[2].scoreReasons).toMatch(/^review:\+/);
		expect(rows[0]).toMatchObject({ asOf, valueScore: 5, valueScoreBand: 'core' });
		expect(result.summary).toMatchObject({ visitorsFromEvents: 2, eventsUsed: 4 });
	});

	it('may have an ID that is a property name of every object', () => {
		const ids = ['__proto__', 'constructor', '🛍️'];
		const rows = ids.map((customerId) => ({ customerId, asOf }));
		const events = ids.map((customerId) => event('review', 0, { customerId }));
		const result = runScore(rows, {}, events);
		expect(result.customers.map(({ row }) => row.valueScore)).toEqual([25, 25, 25]);
	});
});

describe('ids with blanks around them', () => {
	it('are trimmed: a review of " c1 " counts for c1', () => {
		for (const [customerId, eventId] of [
			[' c1 ', ' c1 '],
			['c1', '\tc1'],
			[' c1', 'c1 '],
		]) {
			const result = runScore([{ customerId, asOf }], { unknownPeople: 'score' }, [
				event('review', 0, { customerId: eventId }),
			]);
			expect(result.setAsideEvents).toEqual([]);
			expect(result.customers.map(({ row }) => row.valueScore)).toEqual([25]);
		}
	});

	it('are empty where they are blank: the event belongs to nobody and makes no visitor', () => {
		const blank = event('review', 0, { customerId: '  ', email: null });
		const result = runScore([{ customerId: 'a', asOf }], { unknownPeople: 'score' }, [blank]);
		expect(result.setAsideEvents.map(({ code }) => code)).toEqual(['missingIdentity']);
		expect(result.customers).toHaveLength(1);
	});
});

describe('set aside', () => {
	it.each([
		['missingIdentity', { customerId: '', email: ' ' }],
		['missingEventType', { type: '' }],
		['unknownEventType', { type: 'Danced' }],
		['unknownEventType', { type: 'constructor' }],
		['missingDate', { time: null }],
		['unparseableDate', { time: '2025-02-30' }],
		['unknownPerson', { customerId: 'nobody' }],
		['afterAsOf', { time: '2025-07-01T00:00:00Z' }],
	])('an event as %s', (code, more) => {
		const result = runScore([{ customerId: 'a', asOf }], {}, [event('review', 0, more)]);
		expect(result.setAsideEvents).toEqual([
			{ source: 0, code, explanation: expect.stringMatching(/\.$/), row: event('review', 0, more) },
		]);
		expect(result.customers[0].row.valueScore).toBe(0);
	});

	it.each([
		['missingCustomerId', { asOf }],
		['unparseableAsOf', { customerId: 'x', asOf: 'yesterday' }],
		['unreadableOrderHistory', { customerId: 'x', asOf, orderHistory: '2025-13-01:5' }],
	])('a row as %s', (code, row) => {
		const result = runScore([{ customerId: 'a', asOf }, row]);
		expect(result.setAside.map((one) => [one.source, one.code, one.row])).toEqual([[1, code, row]]);
		expect(result.customers).toHaveLength(1);
	});

	it('the events of a customer who can’t be scored', () => {
		const result = runScore([{ customerId: 'a', asOf, orderHistory: 'x' }], {}, [event('review')]);
		expect(result.setAsideEvents.map(({ code }) => code)).toEqual(['unknownPerson']);
	});
});

describe('two models', () => {
	it('stand on one customer under a prefix', () => {
		const first = scoreOne({ orderHistory: `${daysAgo(10)}:300`, loyaltyPreviousValueScore: 4 });
		const rule = { code: 'visit', source: 'field', field: 'visits', points: 3, pointsFor: 'unit' };
		const options = { ...ownRules(rule), fieldPrefix: 'loyalty' };
		const both = scoreOne({ ...first, visits: 4 }, options);
		expect(both).toMatchObject({ ...first, loyaltyValueScore: 12, loyaltyValueScoreChange: 8 });
		expect(both.loyaltyScoreModelVersion).not.toBe(both.scoreModelVersion);
	});
});

describe('notices', () => {
	const codes = (result: { notices: { code: string }[] }) => result.notices.map(({ code }) => code);
	const base = (count: number, customer: object) =>
		Array.from({ length: count }, (_, i) => ({ customerId: `${i}`, asOf, ...customer }));

	it('warn of too few VIPs and too many to re-engage', () => {
		const result = runScore(base(100, { orderHistory: `${daysAgo(200)}:10` }));
		expect(codes(result)).toEqual(['vipShareLow', 'reengageShareHigh']);
		expect(result.summary.notices).toEqual(result.notices);
	});

	it('tell of a small base, of missing histories and of unusable events', () => {
		const result = runScore(base(2, { orderCountLifetime: 3 }), {}, [event('Danced')]);
		expect(codes(result)).toEqual([
			'smallBase',
			'vipShareLow',
			'missingOrderHistory',
			'eventsSetAside',
		]);
	});

	it('say nothing about the base where a saved model is applied', () => {
		const { model: savedModel } = runScore(base(2, {})).summary;
		expect(codes(runScore(base(1, {}), { use: 'savedModel', savedModel }))).toEqual([]);
	});

	it('say that percentiles need orders', () => {
		const result = runScore(base(200, {}), { bandLimits: 'percentiles' });
		expect(codes(result)).toEqual(['noPercentiles', 'vipShareLow']);
		expect(result.summary.vipAbove).toBe(500);
	});
});

describe('versions', () => {
	const version = (options: JsonRecord = {}, customer: JsonRecord = {}) =>
		scoreOne(customer, options).scoreModelVersion;

	it('change with every option that changes numbers', () => {
		const changes = [{}, { engagementCap: 50 }, { vipAbove: 400 }, { literalBands: true }];
		expect(new Set(changes.map((options) => version(options))).size).toBe(changes.length);
	});

	it('do not change with dates, names and customers', () => {
		const same = [
			{},
			{ asOf: '2025-01-01' },
			{ fieldNames: { email: 'mail' } },
			{ timeZone: 'Asia/Tokyo' },
		];
		expect(new Set(same.map((options) => version(options))).size).toBe(1);
		expect(version({}, { npsScore: 10 })).toBe(version());
	});
});

it('returns no rows for no rows', () => {
	const result = runScore([]);
	expect(result).toMatchObject({ customers: [], setAside: [], setAsideEvents: [], notices: [] });
});
