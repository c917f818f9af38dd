import { cellText } from '../../values/cellText';
import { isEmpty } from '../../values/isEmpty';
import { readNumber } from '../../values/readNumber';
import type { CustomerTable } from '../customers/customerTable';
import { readSavedModel } from '../model/readSavedModel';
import { laddersOf, rungOf } from '../tier/tierLadder';
import { tierModel } from '../tier/tierModel';
import type { NextPurchaseOptions } from './options';

/** The next better tier of a customer, and what is missing to reach it. */
export interface NextTier {
	readonly tier: string;
	readonly name: string;
	/** In the unit of the value that tiers are based on, rounded up to a hundredth. */
	readonly amount: number;
	/** Whether that value is money spent, so that buying for the amount is enough. */
	readonly isSpend: boolean;
}

/** Values that rise with a customer's spend. */
const spent: ReadonlySet<string> = new Set([
	'monetaryTotal',
	'monetaryLast365',
	'monetaryLifetime',
]);

/**
 * A function that finds the next better tier of a customer of a table, by the saved model of Assign Tier; undefined
 * where no model is given.
 *
 * The next tier is the lowest one above the customer's own that needs more than the customer's value.
 */
export function nextTierReader({
	tierModel: given,
	fieldNames,
}: Pick<NextPurchaseOptions, 'tierModel' | 'fieldNames'>):
	| ((table: CustomerTable, i: number) => NextTier | undefined)
	| undefined {
	if (isEmpty(given)) return undefined;
	const model = readSavedModel('tier', given, tierModel, 'tierModel');
	const ladderOf = laddersOf(model);
	const isSpend = spent.has(model.valueField);
	return (table, i) => {
		const row = table.row(i);
		const value = readNumber(row[fieldNames.tierValue]);
		if (Number.isNaN(value)) return undefined;
		const month = monthOf(
			cellText(row, fieldNames.cohortMonth) || cellText(row, fieldNames.firstOrderAt),
		);
		const ladder = ladderOf(table.customerAgeDays(i) < model.newBelowDays, month);
		const own = ladder.findIndex(({ tier }) => tier === table.tier(i));
		let rung = own >= 0 ? own : rungOf(value, ladder);
		do rung--;
		while (rung >= 0 && !(Number.isFinite(ladder[rung].atLeast) && ladder[rung].atLeast > value));
		if (rung < 0) return undefined;
		const { tier, name, atLeast } = ladder[rung];
		return { tier, name, amount: roundedUp(atLeast - value), isSpend };
	};
}

function monthOf(text: string): string | undefined {
	return /^\d{4}-\d{2}/.exec(text)?.[0];
}

/** Rounded up to a hundredth; a difference that is whole hundredths except for the last digits stays. */
function roundedUp(amount: number): number {
	return Math.ceil(amount * 100 - 1e-6) / 100;
}
