import { consentNotice } from '../../src/core/suppression/consentNotice';

const none = { email: 0, sms: 0, push: 0 };

describe('the notice about consents that are not known', () => {
	it('is not given where all are known', () => {
		expect(consentNotice(none, 'emailPromotion')).toBeUndefined();
	});

	it.each([
		[{ email: 1 }, 'whether 1 customer agreed to email.'],
		[{ sms: 1200 }, 'whether 1,200 customers agreed to SMS.'],
		[{ email: 2, push: 3 }, 'whether 2 customers agreed to email and 3 to push messages.'],
		[
			{ email: 2, sms: 5, push: 3 },
			'whether 2 customers agreed to email, 5 to SMS and 3 to push messages.',
		],
	])('names only channels where it matters: %j', (unknown, words) => {
		const notice = consentNotice({ ...none, ...unknown }, 'emailPromotion');
		expect(notice?.message).toContain(words);
		expect(notice?.level).toBe('warning');
	});

	it('is informational where only push is unknown, unless push is selected', () => {
		const unknown = { ...none, push: 349 };
		expect(consentNotice(unknown, 'sms')).toMatchObject({
			level: 'info',
			message: expect.stringContaining('If you send push messages, map the push consent') as string,
		});
		expect(consentNotice(unknown, 'push')?.level).toBe('warning');
	});
});
