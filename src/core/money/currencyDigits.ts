/**
 * Digits after the decimal mark of a currency's minor unit, from Intl: USD 2, JPY 0, KWD 3; undefined for a code that is none.
 *
 * Asking Intl takes some 50 µs, so ask once per currency and not once per row.
 *
 * @param code three capital letters (ISO 4217)
 */
export function currencyDigits(code: string): number | undefined {
	if (!/^[A-Z]{3}$/.test(code)) return undefined;
	return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
		.maximumFractionDigits;
}
