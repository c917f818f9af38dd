import { isBase } from './baseCurrency';
import type { RowCurrency } from './moneyReader';
import type { Settlement } from './settlement';

/** Converts the money of all rows to the base currency; rows in a currency without a rate are set aside. */
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
		if (reader.frame.ignoresMoney) return;
		isOpen[k] = 0;
		const known = tally.amountWithoutRate.get(currency.code) ?? 0;
		tally.amountWithoutRate.set(currency.code, known + readable.amount[k]);
		return reader.refuse(readable.source[k], 'noFxRate', explainCurrency(currency));
	}
	const row = settlement.rowOf(k);
	const conversion = settlement.conversionOf(k);
	const amount = reader.amounts.read(row, currency, conversion);
	const refund = reader.amounts.refund(row, currency, conversion);
	if (Number.isNaN(amount) || Number.isNaN(refund)) {
		isOpen[k] = 0;
		return reader.refuse(readable.source[k], 'unparseableAmount');
	}
	// A row that refunds another order is negative whatever its amount's sign.
	readable.amount[k] = readable.amount[k] < 0 ? -Math.abs(amount) : amount;
	readable.discount[k] = settlement.optionalMinor(k, 'discount');
	readable.refund[k] = refund;
}

function explainCurrency({ code, codes }: RowCurrency): string {
	if (codes.length > 1) {
		return `The order is in "${code}", which can mean ${codes.slice(0, 3).join(', ')}: set yours under Base Currency, or use three-letter codes.`;
	}
	if (codes.length === 0) {
		return `The order is in "${code}", which is not a three-letter currency code such as USD.`;
	}
	return `The order is in ${code}; add an exchange rate to count it.`;
}
