const digitsByCode = new Map<string, number | undefined>();

/**
 * Digits after the decimal mark of a currency's minor unit, from Intl: USD 2, JPY 0, KWD 3; undefined for a code that is none.
 *
 * @param code three capital letters (ISO 4217)
 */
export function currencyDigits(code: string): number | undefined {
	if (digitsByCode.has(code)) return digitsByCode.get(code);
	const digits = /^[A-Z]{3}$/.test(code) ? lookUp(code) : undefined;
	if (digitsByCode.size < 1000) digitsByCode.set(code, digits);
	return digits;
}

function lookUp(code: string): number | undefined {
	return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
		.maximumFractionDigits;
}
