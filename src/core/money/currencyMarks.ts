import { currencyDigits } from './currencyDigits';

const dollars = 'USD AUD CAD NZD HKD SGD TWD MXN ARS CLP COP BRL UYU'.split(' ');

/**
 * Signs, abbreviations and words for currencies, in lower case without a closing dot, and the codes they can mean. One
 * with a single code is as good as the code.
 */
export const codesOfMark: Readonly<Record<string, readonly string[]>> = {
	'€': ['EUR'],
	euro: ['EUR'],
	euros: ['EUR'],
	'£': ['GBP'],
	'₹': ['INR'],
	'₽': ['RUB'],
	руб: ['RUB'],
	'₺': ['TRY'],
	tl: ['TRY'],
	'₴': ['UAH'],
	грн: ['UAH'],
	'₪': ['ILS'],
	'₩': ['KRW'],
	'₫': ['VND'],
	'₱': ['PHP'],
	'฿': ['THB'],
	'₦': ['NGN'],
	'₵': ['GHS'],
	'৳': ['BDT'],
	tk: ['BDT'],
	'₸': ['KZT'],
	'₾': ['GEL'],
	r$: ['BRL'],
	us$: ['USD'],
	a$: ['AUD'],
	au$: ['AUD'],
	c$: ['CAD'],
	ca$: ['CAD'],
	nz$: ['NZD'],
	hk$: ['HKD'],
	s$: ['SGD'],
	nt$: ['TWD'],
	mx$: ['MXN'],
	zł: ['PLN'],
	zl: ['PLN'],
	kč: ['CZK'],
	kc: ['CZK'],
	ft: ['HUF'],
	лв: ['BGN'],
	rm: ['MYR'],
	rp: ['IDR'],
	fr: ['CHF'],
	sfr: ['CHF'],
	ksh: ['KES'],
	r: ['ZAR'],
	's/': ['PEN'],
	元: ['CNY'],
	円: ['JPY'],
	원: ['KRW'],
	$: dollars,
	'¥': ['JPY', 'CNY'],
	'￥': ['JPY', 'CNY'],
	kr: ['SEK', 'NOK', 'DKK', 'ISK'],
	rs: ['INR', 'PKR', 'LKR', 'NPR', 'MUR'],
	lei: ['RON', 'MDL'],
	dh: ['AED', 'MAD'],
	dhs: ['AED', 'MAD'],
};

const known = new Set(Intl.supportedValuesOf('currency'));

/**
 * The ISO 4217 codes that a code, sign, abbreviation or word can mean; empty for anything else.
 *
 * @example codesOf('€') // ['EUR']
 */
export function codesOf(mark: string): readonly string[] {
	const code = mark.trim().toUpperCase();
	if (known.has(code)) return [code];
	const word = mark.trim().toLowerCase().replace(/\.$/, '');
	if (Object.hasOwn(codesOfMark, word)) return codesOfMark[word];
	return currencyDigits(code) === undefined ? [] : [code];
}

const marked =
	/^(?<before>(?:[\p{L}\p{Sc}]+[./]?)?)\s*(?<number>[-+]?\s*[.,]?\d(?:.*\d)?)\s*(?<after>(?:[\p{L}\p{Sc}]+\.?)?)$/su;

/** An amount text without its currency, and the currency as it is written there. */
export interface MarkedAmount {
	readonly number: string;
	readonly mark: string;
}

/** Splits an amount text; undefined where something other than a currency stands beside the number. */
export function splitMark(text: string): MarkedAmount | undefined {
	const parts = marked.exec(text)?.groups;
	if (parts === undefined || !isMark(parts.before) || !isMark(parts.after)) return undefined;
	const { before, number, after } = parts;
	return { number, mark: codesOf(after).length === 1 ? after : before || after };
}

function isMark(mark: string): boolean {
	if (mark === '' || /^\p{Sc}+$/u.test(mark)) return true;
	const word = mark.toLowerCase().replace(/\.$/, '');
	if (Object.hasOwn(codesOfMark, word)) return true;
	// "USD.50" may be half a dollar or fifty.
	return known.has(mark.toUpperCase());
}
