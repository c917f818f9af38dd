import type { JsonRecord } from '../../src/values/jsonRecord';
import { buildSuppressionList } from '../../src/core/suppression/buildSuppressionList';
import { channels } from '../../src/values/channels';
import { suppressionOptions } from '../../src/core/suppression/options';

const asOf = '2025-12-31T23:59:59+01:00';
const consented = { emailConsent: true, smsConsent: true, pushConsent: true };
const everything = channels.join(',');
const emails = 'emailBroadcast,emailPromotion';
const messages = `${emails},sms,push`;

function build(rows: JsonRecord[], given: JsonRecord = {}) {
	return buildSuppressionList(rows, suppressionOptions.parse({ outputFields: 'all', ...given }));
}

/** A Mid-Tier customer whom no rule suppresses, except through the given fields. */
function only(row: JsonRecord, given: JsonRecord = {}): JsonRecord {
	const base = {
		customerId: 'a',
		asOf,
		tier: 'midTier',
		daysSinceLastOrder: 40,
		orderCountLifetime: 1,
		...consented,
	};
	return build([{ ...base, ...row }], given).customers[0].row;
}

describe('channels of a customer', () => {
	it('are all open when no rule matches', () => {
		expect(only({})).toMatchObject({
			suppressedChannels: '',
			suppressionReasons: '',
			suppressionExplanation: 'May be contacted on every channel',
			winBackAllowed: false,
			escalate: false,
		});
	});

	it.each([
		['a deletion request', { deletionRequested: true }, everything],
		['a deletion date', { deletionRequested: '2025-12-01' }, everything],
		['no email consent', { emailConsent: false }, emails],
		['no SMS consent', { smsConsent: 'unsubscribed' }, 'sms'],
		['no push consent', { pushConsent: 0 }, 'push'],
		['a bounce', { bounced: true }, emails],
		['a complaint', { complained: true }, emails],
		['the control group', { holdoutGroup: 'control' }, everything],
		['the treated group', { holdoutGroup: 'treated' }, ''],
		['unknown consents', { emailConsent: null, smsConsent: undefined, pushConsent: '' }, 'sms'],
	])('are closed by %s', (_, row, closed) => {
		expect(only(row).suppressedChannels).toBe(closed);
	});

	it.each([
		['unknownEmailConsent', 'suppress', `${emails},sms`],
		['unknownSmsConsent', 'allow', ''],
		['unknownPushConsent', 'suppress', 'sms,push'],
	])('follow "%s": %s where no consent is known', (option, choice, closed) => {
		const unknown = { emailConsent: null, smsConsent: null, pushConsent: null };
		expect(only(unknown, { [option]: choice }).suppressedChannels).toBe(closed);
	});

	it('give an unknown SMS consent as the reason', () => {
		expect(only({ smsConsent: null })).toMatchObject({
			suppressionReasons: 'sms:consentUnknown',
			suppressionExplanation: 'No SMS: not known whether the customer agreed',
		});
	});

	it.each([
		['champions', 900, 'acquisitionAds'],
		['vip', 179, 'acquisitionAds'],
		['vip', 180, `${emails},acquisitionAds`],
		['highValue', 149, 'acquisitionAds'],
		['highValue', 150, `${emails},acquisitionAds`],
		['midTier', 119, ''],
		['midTier', 120, emails],
		['midTier', 179, emails],
		['midTier', 180, messages],
		['lowValue', 89, ''],
		['lowValue', 90, emails],
		['lowValue', 180, `${messages},paidSocial`],
		['vip', 30, 'acquisitionAds'],
		['midTier', 30, 'acquisitionAds'],
		['midTier', 31, ''],
	])('of %s after %i days of silence: %s closed', (tier, daysSinceLastOrder, closed) => {
		const row = only({ tier, daysSinceLastOrder, lastEngagedAt: '2025-12-30' });
		expect(row.suppressedChannels).toBe(closed);
	});

	it.each([
		['2025-12-02', ''],
		['2025-12-01', 'sms,push'],
		[undefined, 'sms,push'],
	])('of lowValue engaged on %s: %s closed', (lastEngagedAt, closed) => {
		expect(only({ tier: 'lowValue', lastEngagedAt }).suppressedChannels).toBe(closed);
	});

	it.each([
		[2, ''],
		[3, 'acquisitionAds'],
	])('with %i orders: %s closed', (orderCountLifetime, closed) => {
		expect(only({ orderCountLifetime }).suppressedChannels).toBe(closed);
		expect(
			only({ orderCountLifetime: null, orderCount: orderCountLifetime }).suppressedChannels,
		).toBe(closed);
	});

	it.each([
		[0, '2025-12-31', ''],
		[7, '2025-12-25', messages],
		[7, '2025-12-24', ''],
		[7, undefined, ''],
	])('under a cap of %i days, contacted on %s: %s closed', (frequencyCapDays, at, closed) => {
		expect(only({ lastContactedAt: at }, { frequencyCapDays }).suppressedChannels).toBe(closed);
	});
});

describe('reasons', () => {
	it('are all that match, the most important first', () => {
		const row = only(
			{
				tier: 'lowValue',
				daysSinceLastOrder: 200,
				deletionRequested: true,
				emailConsent: false,
				bounced: true,
				complained: true,
				holdoutGroup: 'control',
				lastContactedAt: '2025-12-31',
			},
			{ frequencyCapDays: 3 },
		);
		const promotion = String(row.suppressionReasons)
			.split(',')
			.filter((reason) => reason.startsWith('emailPromotion:'))
			.map((reason) => reason.split(':')[1]);
		expect(promotion).toEqual([
			'deletionRequested',
			'unsubscribed',
			'bounced',
			'complained',
			'holdout',
			'frequencyCap',
			'inactive',
			'longInactive',
		]);
		expect(row.suppressionExplanation).toMatch(
			/^No contact at all: the customer asked to be deleted; no email broadcasts, email promotions: no consent/,
		);
	});

	it('are given per channel', () => {
		expect(only({ smsConsent: false, tier: 'lowValue' }).suppressionReasons).toBe(
			'sms:unsubscribed,sms:notEngaged,push:notEngaged',
		);
	});
});

describe('exemptions', () => {
	it.each([
		['midTier', 119, false],
		['midTier', 120, true],
		['midTier', 149, true],
		['midTier', 150, false],
		['champions', 60, true],
		['lowValue', 400, false],
	])('leave win-backs of %s after %i days free: %s', (tier, daysSinceLastOrder, exempt) => {
		expect(only({ tier, daysSinceLastOrder }).winBackAllowed).toBe(exempt);
	});

	it('of win-backs use the days that Churn Check wrote', () => {
		const lapsed = { daysSinceLastOrder: 130 };
		expect(only({ ...lapsed, lapseAfterDays: 45 }).winBackAllowed).toBe(false);
		expect(only({ ...lapsed, lapseAfterDays: 110 }).winBackAllowed).toBe(true);
		expect(only({ ...lapsed, lapseAfterDays: null }).winBackAllowed).toBe(false);
	});

	it('of win-backs end where more than silence closes the channel', () => {
		const lapsed = { daysSinceLastOrder: 130 };
		expect(only({ ...lapsed, emailConsent: false }).winBackAllowed).toBe(false);
		expect(only({ ...lapsed, holdoutGroup: 'control' }).winBackAllowed).toBe(false);
		expect(only({ ...lapsed, emailConsent: false }, { channel: 'sms' }).winBackAllowed).toBe(true);
	});

	it.each([
		['midTier', '2025-12-18', ''],
		['midTier', '2025-12-17', messages],
		['lowValue', '2025-12-31', ''],
		['highValue', '2025-12-31', `${emails},acquisitionAds`],
	])('by intent of %s on %s leave closed: %s', (tier, lastIntentAt, closed) => {
		expect(only({ tier, lastIntentAt, daysSinceLastOrder: 200 }).suppressedChannels).toBe(closed);
	});

	it('by intent never lift consent', () => {
		const row = only({ lastIntentAt: '2025-12-31', daysSinceLastOrder: 200, emailConsent: false });
		expect(row.suppressionReasons).toBe('emailBroadcast:unsubscribed,emailPromotion:unsubscribed');
	});

	it.each([
		['champions', 59, false],
		['champions', 60, true],
		['vip', 300, false],
	])('escalate %s after %i days: %s', (tier, daysSinceLastOrder, escalate) => {
		expect(only({ tier, daysSinceLastOrder }).escalate).toBe(escalate);
	});

	it('suppress Champions for all but silence', () => {
		const champion = { tier: 'champions', daysSinceLastOrder: 400 };
		expect(only({ ...champion, emailConsent: false }).suppressionReasons).toMatch(
			/^emailBroadcast:unsubscribed/,
		);
	});
});

describe('the whole', () => {
	const shop: JsonRecord[] = [
		{ customerId: 'a', asOf, tier: 'vip', daysSinceLastOrder: 200, ...consented },
		{ customerId: 'b', asOf, tier: 'midTier', daysSinceLastOrder: 200, ...consented },
		{ customerId: 'c', asOf, tier: 'midTier', daysSinceLastOrder: 5, ...consented },
		{ customerId: 'd', asOf, tier: 'lowValue', daysSinceLastOrder: 5, ...consented, bounced: true },
	];

	it('puts every customer in exactly one of the two outputs, by the deciding channel', () => {
		const ids = (rows: ReadonlyArray<{ row: JsonRecord }>) => rows.map(({ row }) => row.customerId);
		const byEmail = build(shop);
		expect(ids(byEmail.suppressed)).toEqual(['a', 'b', 'd']);
		expect(ids(byEmail.contactable)).toEqual(['c']);
		const byPush = build(shop, { channel: 'push' });
		expect(ids(byPush.suppressed)).toEqual(['b', 'd']);
		expect(ids(byPush.contactable)).toEqual(['a', 'c']);
		expect(byPush.customers.map(({ row }) => row)).toEqual(
			byEmail.customers.map(({ row }) => ({ ...row })),
		);
	});

	it('counts customers per channel and reason, and the cost avoided', () => {
		const byChannel = build(shop).summary.channels as JsonRecord[];
		expect(byChannel.map(({ channel }) => channel)).toEqual([...channels]);
		expect(byChannel[1]).toEqual({
			channel: 'emailPromotion',
			suppressed: 3,
			contactable: 1,
			costAvoidedPerSend: 0.0195,
			reasons: [
				{ code: 'bounced', customers: 1, mainReasonOf: 1, costAvoidedPerSend: 0.0065 },
				{ code: 'inactive', customers: 2, mainReasonOf: 2, costAvoidedPerSend: 0.013 },
				{ code: 'longInactive', customers: 1, mainReasonOf: 0, costAvoidedPerSend: 0 },
			],
		});
		expect(byChannel[2]).toMatchObject({
			channel: 'sms',
			suppressed: 2,
			costAvoidedPerSend: 0.045,
		});
		expect(byChannel[3]).toMatchObject({ channel: 'push', costAvoidedPerSend: 0.0055 });
		expect(byChannel[5]).toMatchObject({ channel: 'acquisitionAds', costAvoidedPerSend: null });
	});

	it('drops the order history unless told to keep it', () => {
		const row = { ...shop[0], orderHistory: '2025-06-01:9' };
		expect(build([row]).customers[0].row).not.toHaveProperty('orderHistory');
		expect(build([row], { keepOrderHistory: true }).customers[0].row.orderHistory).toBe(
			'2025-06-01:9',
		);
		expect(row.orderHistory).toBe('2025-06-01:9');
	});

	it('measures against another day on request', () => {
		const row = { ...shop[2], lastOrderAt: '2025-12-26T10:00:00+01:00' };
		expect(build([row], { asOf: '2026-04-25' }).suppressed).toHaveLength(1);
		expect(build([row], { asOf: '2026-04-24' }).suppressed).toHaveLength(0);
	});

	it.each([
		['consentUnknown', { emailConsent: null }, {}],
		['noTiers', { tier: null }, {}],
		['unknownTiers', { tier: 'gold' }, {}],
		['noEngagementData', { tier: 'lowValue' }, {}],
		['missingAsOf', { asOf: null }, {}],
	])('says %s', (code, row, given) => {
		const { notices } = build([{ ...shop[2], ...row }], given);
		expect(notices.map((notice) => notice.code)).toEqual([code]);
	});

	it.each([
		[{ emailConsent: null, daysSinceLastOrder: 10 }, ['consentUnknown']],
		[{ emailConsent: null, daysSinceLastOrder: 120 }, []],
		[{ emailConsent: null, bounced: true }, []],
		[{ pushConsent: null, daysSinceLastOrder: 120 }, ['consentUnknown']],
		[{ smsConsent: null, daysSinceLastOrder: 10 }, []],
		[{ smsConsent: null, pushConsent: null, holdoutGroup: 'control' }, []],
	])('asks for a consent only where the channel is open: %j', (more, expected) => {
		const { notices } = build([{ ...shop[2], tier: 'midTier', ...more }]);
		expect(notices.map(({ code }) => code)).toEqual(expected);
	});

	it('says how many are suppressed because their consent is unknown, on the deciding channel', () => {
		const rows = [{ ...shop[2], smsConsent: null }];
		const notice = build(rows, { channel: 'sms' }).notices.find(
			({ code }) => code === 'consentUnknownSuppressed',
		);
		expect(notice?.message).toContain('1 customer is suppressed for SMS');
		expect(notice?.message).toContain('"Unknown SMS Consent"');
		expect(build(rows).notices).toEqual([]);
	});

	it.each([
		['lastContactedAt', { frequencyCapDays: 7 }, { tier: 'vip' }],
		['lastEngagedAt', {}, { tier: 'lowValue' }],
		['lastIntentAt', {}, { tier: 'midTier', daysSinceLastOrder: 130 }],
	])('does not count a %s after the day measured against, and says so', (field, given, row) => {
		const base = { ...shop[2], ...row, asOf: '2026-01-31T23:59:59+01:00' };
		const after = build([{ ...base, [field]: '2026-03-01' }], given);
		const without = build([base], given);
		const reasons = (result: typeof after) => result.customers[0].row.suppressionReasons;
		expect(reasons(after)).toBe(reasons(without));
		expect(after.notices.map(({ code }) => code)).toContain('factsAfterAsOf');
		const sameDay = build([{ ...base, [field]: '2026-01-31T22:00:00+01:00' }], given);
		expect(reasons(sameDay)).not.toBe(reasons(without));
		expect(sameDay.notices.map(({ code }) => code)).not.toContain('factsAfterAsOf');
	});

	it('passes an unknown tier through', () => {
		const { row } = build([{ ...shop[1], tier: 'gold' }]).customers[0];
		expect(row.suppressedChannels).toBe('');
	});

	it('sets aside a row that is not a customer, and returns no rows for no rows', () => {
		expect(build([{ email: 'a@example.com' }]).setAside.map(({ code }) => code)).toEqual([
			'missingCustomerId',
		]);
		expect(build([]).customers).toEqual([]);
	});
});
