import { orderPresets, type StatusMeaning } from '../../src/core/orders/presets';
import { StatusReader } from '../../src/core/orders/statusReader';

const custom = () => new StatusReader(orderPresets.custom.statuses);

describe('StatusReader', () => {
	it.each([
		['paid', 'paid'],
		['Partially Paid', 'partiallyPaid'],
		['partially-paid', 'partiallyPaid'],
		['refunded', 'refunded'],
		[' CANCELED ', 'cancelled'],
		['on hold', 'unpaid'],
		['test', 'test'],
	])('reads %j whatever its case and blanks', (word, meaning) => {
		expect(custom().read(word)).toBe(meaning);
	});

	it.each([undefined, null, '', '  '])('treats %j as paid, without a notice', (status) => {
		const reader = custom();
		expect(reader.read(status)).toBe('paid');
		expect([reader.hasUnknownWords, reader.unknownWord(status)]).toEqual([false, undefined]);
	});

	it('treats an unknown word as paid and remembers it', () => {
		const reader = custom();
		expect(reader.read('Ready to Ship')).toBe('paid');
		expect(reader.read('ready-to-ship')).toBe('paid');
		expect(reader.hasUnknownWords).toBe(true);
		expect(reader.unknownWord('Ready to Ship')).toBe('ready_to_ship');
	});

	it.each(['__proto__', 'constructor', 'toString'])(
		'knows no status from a prototype: %s',
		(word) => {
			const reader = custom();
			expect(reader.read(word)).toBe('paid');
			expect(reader.hasUnknownWords).toBe(true);
		},
	);

	it.each([
		[{ a: 1 }],
		[Object.create(null)],
		[{ toString: 1 }],
		[['paid']],
		[true],
		[7],
		[NaN],
		[10n],
	])('takes %p for an unknown word', (status) => {
		const reader = custom();
		expect(reader.read(status)).toBe('paid');
		expect(reader.hasUnknownWords).toBe(true);
	});

	it('shortens very long words', () => {
		const reader = custom();
		reader.read('x'.repeat(10_000));
		expect(reader.unknownWord('x'.repeat(10_000))).toBe('x'.repeat(40));
	});

	const words: Array<[keyof typeof orderPresets, StatusMeaning, string]> = [
		['shopify', 'paid', 'paid partially_refunded'],
		['shopify', 'partiallyPaid', 'partially_paid'],
		['shopify', 'refunded', 'refunded'],
		['shopify', 'unpaid', 'pending authorized expired'],
		['shopify', 'cancelled', 'voided'],
		['shopifyGraphql', 'paid', 'PAID PARTIALLY_REFUNDED'],
		['shopifyGraphql', 'partiallyPaid', 'PARTIALLY_PAID'],
		['shopifyGraphql', 'refunded', 'REFUNDED'],
		['shopifyGraphql', 'unpaid', 'PENDING AUTHORIZED EXPIRED'],
		['shopifyGraphql', 'cancelled', 'VOIDED'],
		['bigCommerce', 'paid', 'Shipped Partially-Shipped Completed Disputed 2 14'],
		['bigCommerce', 'refunded', 'Refunded 4'],
		['bigCommerce', 'unpaid', 'Incomplete Pending Declined Awaiting-Payment 0 7'],
		['bigCommerce', 'cancelled', 'Cancelled 5'],
		['wooCommerce', 'paid', 'processing completed'],
		['wooCommerce', 'refunded', 'refunded'],
		['wooCommerce', 'unpaid', 'pending on-hold failed checkout-draft auto-draft'],
		['wooCommerce', 'cancelled', 'cancelled trash'],
		['stripe', 'paid', 'succeeded'],
		[
			'stripe',
			'unpaid',
			'pending failed processing requires_payment_method requires_confirmation requires_action requires_capture',
		],
		['stripe', 'cancelled', 'canceled'],
	];
	it.each(words)('knows of %s as %s: %s', (source, meaning, list) => {
		const reader = new StatusReader(orderPresets[source].statuses);
		for (const word of list.split(' ')) expect([word, reader.read(word)]).toEqual([word, meaning]);
		expect(reader.hasUnknownWords).toBe(false);
	});

	it('knows WooCommerce’s words with their prefix', () => {
		expect(custom().read('wc-cancelled')).toBe('cancelled');
		const woo = new StatusReader(orderPresets.wooCommerce.statuses);
		expect(woo.read('wc-on-hold')).toBe('unpaid');
	});

	it('prefers custom words, in any case', () => {
		const reader = new StatusReader(orderPresets.custom.statuses, [
			{ word: 'Bezahlt (bar)', meaning: 'paid' },
			{ word: 'PENDING', meaning: 'paid' },
			{ word: 'wc-made', meaning: 'cancelled' },
		]);
		expect(reader.read('pending')).toBe('paid');
		expect(reader.read('bezahlt (BAR)')).toBe('paid');
		expect(reader.read('wc_made')).toBe('cancelled');
		expect(reader.hasUnknownWords).toBe(false);
	});
});
