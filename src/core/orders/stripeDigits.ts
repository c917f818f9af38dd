const zeroDecimal = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
const threeDecimal = 'BHD JOD KWD OMR TND'.split(' ');

/**
 * Digits of the unit in which Stripe writes amounts of a currency.
 *
 * From Stripe's own list ("Supported currencies"), which is not ISO's: amounts of ISK and UGX are in hundredths
 * although neither has any.
 *
 * @example stripeDigits('JPY') // 0
 */
export function stripeDigits(currency: string): number {
	if (zeroDecimal.includes(currency)) return 0;
	return threeDecimal.includes(currency) ? 3 : 2;
}
