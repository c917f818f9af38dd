import type { CustomerTable } from '../customers/customerTable';
import { readNumber } from '../../values/readNumber';
import { chosenValue, fieldOfValue, isEverywhere } from './chooseValue';
import { historicLtv } from './historicLtv';
import { maturityOf, type Maturity } from './maturity';
import type { TierOptions } from './options';
import { isMonth } from './rankedGroups';
import type { TierModel } from './tierModel';

/** The inputs of tiers, one column each; NaN where a number is missing. */
export interface TierColumns {
	/** 1: an order counts; 0: none does, so that there is no tier. */
	readonly hasOrders: Uint8Array;
	/** The day measured against, as a day number. */
	readonly asOfDays: Float64Array;
	readonly daysSinceLastOrder: Float64Array;
	readonly historicLtv: Float64Array;
	readonly averageOrderValue: Float64Array;
	/** Orders of the last 365 days. */
	readonly ordersLast365: Float64Array;
	/** The category that the customer buys most; undefined where not known. */
	readonly categories: ReadonlyArray<string | undefined>;
	/** Undefined without orders, and where the day of the first one is not known. */
	readonly maturities: ReadonlyArray<Maturity | undefined>;
	/** Cohort month of a new customer as `YYYY-MM`, where known. */
	readonly cohortMonths: ReadonlyArray<string | undefined>;
	/** 1: a new customer. */
	readonly isNew: Uint8Array;
	/** Revenue in the window of Compute RFM. */
	readonly revenue: Float64Array;
	readonly revenueLifetime: Float64Array;
	readonly revenueLast365: Float64Array;
}

/** The customers with the value they are ranked by. */
export interface TierCustomers extends TierColumns {
	readonly valueField: string;
	readonly values: Float64Array;
	/** 1: counts for the shares; 0: no orders or no value. */
	readonly isRanked: Uint8Array;
}

/**
 * Reads the input columns of tiers, and the value to rank by: a saved model's, else the options'.
 *
 * A customer has orders unless the number of orders is 0: where it is not known, orders are assumed. "Automatic" ranks
 * by `predictedClv` if every customer with orders has it, else by `monetaryTotal`.
 */
export class TierReader {
	private readonly columns: ReturnType<typeof emptyColumns>;
	private readonly values: Float64Array;
	private readonly limits: Pick<TierOptions, 'lifespanYears' | 'newBelowDays' | 'matureFromDays'>;
	/** Undefined: chosen by what the customers have. */
	private readonly valueField: string | undefined;
	private readonly rowField: string;

	constructor(
		private readonly table: CustomerTable,
		private readonly options: TierOptions,
		saved: TierModel | undefined,
	) {
		this.columns = emptyColumns(table.ids.length);
		this.limits = saved ?? options;
		this.valueField = saved?.valueField ?? chosenValue(options);
		this.rowField = fieldOfValue(this.valueField ?? 'predictedClv', options.fieldNames);
		this.values =
			this.valueField === 'historicLtv'
				? this.columns.historicLtv
				: new Float64Array(table.ids.length);
	}

	/** Reads customer i. */
	read(i: number): void {
		const { table, columns, values, limits } = this;
		const { fieldNames } = this.options;
		const row = table.row(i);
		const orders = table.orderCount(i);
		const age = table.customerAgeDays(i);
		const averageOrderValue = readNumber(row[fieldNames.averageOrderValue]);
		const maturity = orders === 0 ? undefined : maturityOf(age, limits);
		columns.hasOrders[i] = orders === 0 ? 0 : 1;
		columns.asOfDays[i] = table.asOfDay(i);
		columns.daysSinceLastOrder[i] = table.daysSinceLastOrder(i);
		columns.averageOrderValue[i] = averageOrderValue;
		columns.ordersLast365[i] = readNumber(row[fieldNames.orderCountLast365]);
		columns.categories[i] = textIn(row[fieldNames.topCategory]);
		columns.maturities[i] = maturity;
		if (maturity === 'new') {
			columns.isNew[i] = 1;
			columns.cohortMonths[i] =
				monthIn(row[fieldNames.cohortMonth], 7) ?? monthIn(row[fieldNames.firstOrderAt]);
		}
		columns.revenue[i] = readNumber(row[fieldNames.monetaryTotal]);
		columns.revenueLifetime[i] = readNumber(row[fieldNames.monetaryLifetime]);
		columns.revenueLast365[i] = readNumber(row[fieldNames.monetaryLast365]);
		if (this.valueField !== 'historicLtv') values[i] = readNumber(row[this.rowField]);
		columns.historicLtv[i] = historicLtv(averageOrderValue, orders, age, limits.lifespanYears);
	}

	/** All customers, once each was read. */
	finish(): TierCustomers {
		const {
			columns,
			valueField = isEverywhere(this.values, columns.hasOrders) ? 'predictedClv' : 'monetaryTotal',
		} = this;
		const values = valueField === 'monetaryTotal' ? columns.revenue : this.values;
		const isRanked = columns.hasOrders.map((has, i) => (has && !Number.isNaN(values[i]) ? 1 : 0));
		return { ...columns, valueField, values, isRanked };
	}
}

function emptyColumns(n: number) {
	return {
		hasOrders: new Uint8Array(n),
		asOfDays: new Float64Array(n),
		daysSinceLastOrder: new Float64Array(n),
		historicLtv: new Float64Array(n),
		averageOrderValue: new Float64Array(n),
		ordersLast365: new Float64Array(n),
		categories: new Array<string | undefined>(n).fill(undefined),
		maturities: new Array<Maturity | undefined>(n).fill(undefined),
		cohortMonths: new Array<string | undefined>(n).fill(undefined),
		isNew: new Uint8Array(n),
		revenue: new Float64Array(n),
		revenueLifetime: new Float64Array(n),
		revenueLast365: new Float64Array(n),
	} satisfies TierColumns;
}

function textIn(value: unknown): string | undefined {
	return typeof value === 'string' ? value.trim() || undefined : undefined;
}

/** The month that a text starts with, as `YYYY-MM`. */
function monthIn(value: unknown, longest = Infinity): string | undefined {
	if (typeof value !== 'string' || value.length > longest) return undefined;
	const month = value.slice(0, 7);
	return isMonth(month) ? month : undefined;
}
