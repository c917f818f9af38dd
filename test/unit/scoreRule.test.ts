import { InvalidInputError } from '../../src/values/invalidInputError';
import { parseOptions } from '../../src/values/parseOptions';
import { readRuleSet } from '../../src/core/score/readRuleSet';
import { scoreOptions } from '../../src/core/score/options';
import { scoreRules } from '../../src/core/score/scoreRule';

const rule = { code: 'big', source: 'order', operator: 'above', value: 200, points: 50 };
const faultOf = (act: () => unknown): InvalidInputError => {
	try {
		act();
	} catch (error) {
		if (error instanceof InvalidInputError) return error;
		throw error;
	}
	throw new Error('no fault');
};
const readJson = (rulesJson: unknown) =>
	readRuleSet(parseOptions(scoreOptions, { rulesFrom: 'json', rulesJson }));

describe('a rule set as JSON', () => {
	it('is a list or an object with rules, as text or as a value', () => {
		const forms = [
			[rule],
			{ rules: [rule] },
			JSON.stringify([rule]),
			JSON.stringify({ rules: [rule] }),
		];
		const [first, ...others] = forms.map(readJson);
		expect(first[0]).toMatchObject(rule);
		others.forEach((other) => expect(other).toEqual(first));
	});

	it.each([
		[[{ ...rule, points: 'ten' }], 'rulesJson.0.points', 'a number'],
		[[rule, { ...rule, code: '1st' }], 'rulesJson.1.code', 'starts with a letter'],
		[[rule, rule], 'rulesJson.1.code', 'no other rule'],
		[[{ ...rule, code: 'engagementCap' }], 'rulesJson.0.code', 'no other rule'],
		[{ rules: [{ ...rule, value: 'much' }] }, 'rulesJson.rules.0.value', 'number to compare'],
		[[{ ...rule, operator: 'between', valueTo: 100 }], 'rulesJson.0.valueTo', 'at least 200'],
		[[{ ...rule, operator: 'is', value: '' }], 'rulesJson.0.value', 'value to compare'],
		[[{ ...rule, operator: 'over' }], 'rulesJson.0.operator', 'one of always, above'],
		[[{ ...rule, source: 'field' }], 'rulesJson.0.field', 'name of a customer field'],
		[[{ ...rule, source: 'event' }], 'rulesJson.0.eventTypes', 'at least one event type'],
		[
			[{ ...rule, source: 'field', field: 'x', halfLifeDays: 5 }],
			'rulesJson.0.dateField',
			'a date field',
		],
		[[{ ...rule, halflife: 5 }], 'rulesJson.0', 'no member called halflife'],
		[[{ ...rule, points: 1e6 }], 'rulesJson.0.points', 'at most 100000'],
		[[], 'rulesJson', 'at least 1 entry'],
		['[{"code":', 'rulesJson', 'valid JSON'],
		['', 'rulesJson', 'valid JSON'],
		[undefined, 'rulesJson', 'valid JSON'],
		[7, 'rulesJson', 'valid JSON'],
	])('with the fault of %j names %s', (given, field, requirement) => {
		const fault = faultOf(() => readJson(given));
		expect(fault.field).toBe(field);
		expect(fault.requirement).toContain(requirement);
	});
});

describe('a list of rules', () => {
	it('names the rule at fault', () => {
		const rules = [rule, { ...rule, code: 'two', points: Infinity }];
		const fault = faultOf(() => parseOptions(scoreOptions, { rulesFrom: 'list', rules }));
		expect(fault.field).toBe('rules.1.points');
	});

	it('reads a number written as text as the number, and nothing else', () => {
		const read = (value: unknown) =>
			parseOptions(scoreRules, [{ ...rule, operator: 'is', value }])[0].value;
		expect(['200', '0.5', '007', 'vip', true].map(read)).toEqual([200, 0.5, '007', 'vip', true]);
	});

	it('is the standard one unless told otherwise', () => {
		const standard = readRuleSet(parseOptions(scoreOptions, {}));
		expect(readRuleSet(parseOptions(scoreOptions, { rulesFrom: 'list' }))).toEqual(standard);
		expect(standard).toHaveLength(18);
	});
});

describe('rules beside the standard ones', () => {
	const read = (...ownRules: unknown[]) =>
		readRuleSet(parseOptions(scoreOptions, { rulesFrom: 'standardAndOwn', ownRules }));
	const standard = readRuleSet(parseOptions(scoreOptions, {}));

	it('come after the standard rules, which stay as they are', () => {
		const rules = read(rule, { ...rule, code: 'bigger', value: 500 });
		expect(rules.slice(0, standard.length)).toEqual(standard);
		expect(rules.slice(standard.length).map(({ code }) => code)).toEqual(['big', 'bigger']);
	});

	it('replace the standard rule of the same code in its place', () => {
		const recent = { code: 'recentOrder', source: 'field', field: 'visits', points: 7 };
		const rules = read(recent);
		const at = standard.findIndex(({ code }) => code === 'recentOrder');
		expect(rules).toHaveLength(standard.length);
		expect(rules[at]).toMatchObject(recent);
		expect(rules.filter((_, index) => index !== at)).toEqual(
			standard.filter((_, index) => index !== at),
		);
	});

	it('may be none', () => {
		expect(read()).toEqual(standard);
	});

	it.each([
		[[rule, rule], 'ownRules.1.code'],
		[[{ ...rule, code: 'engagementCap' }], 'ownRules.0.code'],
		[[{ ...rule, points: 'ten' }], 'ownRules.0.points'],
	])('name the rule at fault in %j', (ownRules, field) => {
		expect(faultOf(() => read(...ownRules)).field).toBe(field);
	});
});
