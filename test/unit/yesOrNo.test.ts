import { hasHappened, isNo, isYes, readConsent } from '../../src/values/yesOrNo';

describe('a flag', () => {
	it.each([true, 1, 'true', ' Yes ', 'Y', '1'])('says yes with %p', (value) => {
		expect([isYes(value), isNo(value)]).toEqual([true, false]);
	});

	it.each([false, 0, 'false', 'NO', ' n', '0'])('says no with %p', (value) => {
		expect([isYes(value), isNo(value)]).toEqual([false, true]);
	});

	it.each([undefined, null, '', 'perhaps', 2, {}, ['yes']])('says neither with %p', (value) => {
		expect([isYes(value), isNo(value)]).toEqual([false, false]);
	});
});

describe('readConsent', () => {
	it.each([true, 1, 'true', 'Yes', ' SUBSCRIBED ', '1', 'opted_in'])(
		'takes %p as a yes',
		(value) => {
			expect(readConsent(value)).toBe(true);
		},
	);

	it.each([false, 0, 'false', 'NO', 'unsubscribed', 'NEVER_SUBSCRIBED', 'not_subscribed', '0'])(
		'takes %p as a no',
		(value) => {
			expect(readConsent(value)).toBe(false);
		},
	);

	it.each([
		'PENDING',
		'cleaned',
		'Bounced',
		'complained',
		'blocked',
		'unconfirmed',
		'marked as spam',
	])('takes %p, which is not a yes yet or no longer, as a no', (value) => {
		expect(readConsent(value)).toBe(false);
	});

	it.each([undefined, null, '', 'perhaps', 7, {}])('is unknown for %p', (value) => {
		expect(readConsent(value)).toBeUndefined();
	});
});

describe('hasHappened', () => {
	it.each([
		true,
		1,
		'true',
		'hard',
		'bounced',
		'complained',
		'pending',
		'2026-01-05',
		'Y',
		new Date(0),
	])('takes %p as a yes', (value) => {
		expect(hasHappened(value)).toBe(true);
	});

	it.each([undefined, null, '', ' ', false, 0, 'false', 'No', 'none', 'null', '0'])(
		'takes %p as a no',
		(value) => {
			expect(hasHappened(value)).toBe(false);
		},
	);
});
