/**
 * Digits after the decimal mark of a currency's minor unit, from Intl: USD 2, JPY 0, KWD 3; undefined for an unknown
 * code.
 *
 * Asking Intl takes about 50 µs, so call this once per currency and not once per row.
 *
 * @param code three capital letters (ISO 4217)
 */
export function currencyDigits(code: string): number | undefined {
	if (!/^[A-Z]{3}$/.test(code)) return undefined;
	return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
		.maximumFractionDigits;
}
