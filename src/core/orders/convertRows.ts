import { isBase } from './baseCurrency';
import type { Settlement } from './settlement';

/** Turns the money of all rows into the base currency; rows in a currency without a rate are set aside. */
export function convertRows(settlement: Settlement): void {
	const { reader, base, tally, isOpen } = settlement;
	const { readable } = reader;
	const isInBase = reader.money.currencies.map((currency) => isBase(base, currency));
	for (let k = 0; k < isOpen.length; k++) {
		if (!isInBase[readable.currency[k]]) convertRow(settlement, k);
		if (isOpen[k] === 1) tally.amountIn += readable.amount[k];
	}
}

function convertRow(settlement: Settlement, k: number): void {
	const { reader, base, tally, isOpen } = settlement;
	const { readable } = reader;
	const currency = settlement.currencyOf(k);
	if (!base.rates.has(currency.code)) {
		isOpen[k] = 0;
		const known = tally.amountWithoutRate.get(currency.code) ?? 0;
		tally.amountWithoutRate.set(currency.code, known + readable.amount[k]);
		const explanation = `The order is in ${currency.code}; give an exchange rate for it to count.`;
		return reader.refuse(readable.source[k], 'noFxRate', explanation);
	}
	const amount = settlement.minor(k, 'amount');
	if (Number.isNaN(amount)) {
		isOpen[k] = 0;
		return reader.refuse(readable.source[k], 'unparseableAmount');
	}
	readable.amount[k] = amount;
	readable.discount[k] = settlement.optionalMinor(k, 'discount');
	readable.refund[k] = reader.refundMinor(
		settlement.rowOf(k),
		currency,
		settlement.conversionOf(k),
	);
}
