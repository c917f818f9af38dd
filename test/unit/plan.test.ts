import { describePlan, targetPlan } from '../../src/sync/run/plan';

const target = targetPlan({ target: 'VIP' });

describe('targetPlan', () => {
	it('has zero for what is missing, and no member for what the platform does not report', () => {
		expect(targetPlan({ target: 'VIP', added: 2 })).toEqual({
			target: 'VIP',
			added: 2,
			removed: 0,
			changed: 0,
			unchanged: 0,
		});
	});
});

describe('describePlan', () => {
	it('groups the digits of its numbers and leaves zeros out', () => {
		expect(describePlan([{ ...target, added: 1940, unchanged: 3 }], {})).toBe(
			'VIP: 1,940 added, 3 unchanged.',
		);
	});

	it('says for each reason how many are left out', () => {
		expect(describePlan([target], { noConsent: 1200, duplicateContact: 2 })).toBe(
			'VIP: nothing to do; skipped: 1,200 without explicit consent, 2 with the same email or phone as another customer.',
		);
	});

	it("names a platform's own code, also one named like a member of every object", () => {
		expect(describePlan([], { constructor: 1 })).toBe('skipped: 1 refused (constructor).');
	});

	it('says that there is nothing to do', () => {
		expect(describePlan([], {})).toBe('Nothing to do.');
	});
});
