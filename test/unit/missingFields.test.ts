import { missingFieldsNotice, type ExpectedField } from '../../src/core/customers/missingFields';

const tier: ExpectedField = {
	anyOf: ['tier'],
	from: 'Assign Tier',
	assumed: 'no rule applies',
	isEssential: true,
	toldBy: 'noTiers',
};
const lapse: ExpectedField = {
	anyOf: ['lapseAfterDays'],
	from: 'Churn Check',
	assumed: 'the table counts',
	isEssential: false,
};
const silence: ExpectedField = {
	anyOf: ['daysSinceLastOrder', 'lastOrderAt'],
	from: 'Compute RFM',
	assumed: 'nobody is inactive',
	isEssential: true,
};
const notice = (rows: Array<Record<string, unknown>>, told: string[] = []) =>
	missingFieldsNotice(rows, [tier, lapse, silence], new Set(told));

it('names every field that nobody has, the node that writes it, and what was assumed', () => {
	const [{ code, message }] = notice([{ customerId: 'a' }]);
	expect(code).toBe('fieldsMissing');
	expect(message).toContain('"tier" (Assign Tier): no rule applies');
	expect(message).toContain('"lapseAfterDays" (Churn Check): the table counts');
	expect(message).toContain('"daysSinceLastOrder" (Compute RFM): nobody is inactive');
});

it('says nothing where only fields of optional nodes are missing', () => {
	expect(notice([{ tier: null, lastOrderAt: '2026-01-31' }])).toEqual([]);
});

it('counts a field that one customer has as present', () => {
	expect(notice([{}, { tier: 'vip' }, { daysSinceLastOrder: 0 }])).toEqual([]);
});

it('does not repeat another notice', () => {
	expect(notice([{ daysSinceLastOrder: 3 }], ['noTiers'])).toEqual([]);
	expect(notice([], [])).toEqual([]);
});
