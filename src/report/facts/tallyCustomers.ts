import type { ReportOptions } from '../../core/report/options';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { storedDay } from '../../values/storedDay';
import type {
	CellSums,
	CountedField,
	CustomerTally,
	GroupSums,
	NamedCustomer,
} from './customerTally';
import { isShowable } from '../figures';
import { publicText, versionText } from '../publicText';

/** Money is added as ten-thousandths, so that sums don't depend on the order of the customers. */
const unitsPerAmount = 10_000;
const daysInYear = 365;
/** A first order within this many days can still be followed up. */
const recentDays = 60;

/** Versions of saved models on the customers. */
const versionFields = [
	'rfmModelVersion',
	'scoreModelVersion',
	'clvModelVersion',
	'tierModelVersion',
	'churnModelVersion',
] as const;

/** Cut points of the scores, for customers without the scores themselves. */
export interface ScoreReader {
	readonly recency: (row: JsonRecord, days: number) => number;
	readonly frequency: (row: JsonRecord, orders: number) => number;
}

/**
 * Counts and adds up the customers' facts for the report; reads each one once and keeps none.
 *
 * Money counts in one currency: the option's, else the most common one.
 */
export function tallyCustomers(
	rows: readonly JsonRecord[],
	options: ReportOptions,
	scores: ScoreReader,
): CustomerTally {
	const tally = new Tally(rows, options, scores);
	for (const row of rows) tally.add(row);
	return tally.finish();
}

class Tally {
	private readonly names: ReportOptions['fieldNames'];
	private readonly has = new Set<CountedField>();
	private readonly revenueField: 'monetaryLast365' | 'monetaryTotal';
	private readonly currency: string;
	private readonly all = noSums();
	private readonly tiers = new Map<string, GroupSums>();
	private readonly cells = new Map<number, CellSums>();
	private readonly moves = new Map<string, Map<string, number>>();
	private readonly revenues: Float64Array;
	private readonly predicted: Float64Array;
	private readonly versions = new Map<string, Set<string>>();
	private readonly texts = new Map<unknown, string>();
	private top: NamedCustomer[] = [];
	private revenueCount = 0;
	private predictedCount = 0;
	private otherCurrency = 0;
	private lastAsOf: unknown;
	private asOfDay: number | undefined;
	private readonly counts = {
		customers: 0,
		withOrders: 0,
		active: 0,
		repeat: 0,
		newOneTime: 0,
		lapsedHighValue: 0,
		control: 0,
		treated: 0,
	};

	constructor(
		rows: readonly JsonRecord[],
		private readonly options: ReportOptions,
		private readonly scores: ScoreReader,
	) {
		this.names = options.fieldNames;
		this.revenues = new Float64Array(rows.length);
		this.predicted = new Float64Array(rows.length);
		this.currency = options.currency || commonCurrency(rows, this.names.currency);
		const { monetaryLast365 } = this.names;
		const hasLast365 = rows.some((row) => !Number.isNaN(readNumber(row[monetaryLast365])));
		this.revenueField = hasLast365 ? 'monetaryLast365' : 'monetaryTotal';
	}

	add(row: JsonRecord): void {
		const { names, counts, has, all } = this;
		counts.customers++;
		this.noteDay(row[names.asOf]);
		const orders = this.number(row, 'orderCount');
		const days = this.number(row, 'daysSinceLastOrder');
		const hasOrders = orders > 0 || (Number.isNaN(orders) && days >= 0);
		if (hasOrders) counts.withOrders++;
		if (hasOrders && days < daysInYear) counts.active++;
		if (orders > 1) counts.repeat++;
		if (orders === 1 && days <= recentDays) counts.newOneTime++;
		const units = this.money(row, hasOrders);
		const tierText = this.text(row[names.tier]);
		if (tierText !== '') has.add('tier');
		const tier = tierText === '' ? undefined : this.tierSums(tierText);
		this.addTo(all, units, row);
		if (tier !== undefined) this.addTo(tier, units, row);
		if (hasOrders) this.addCell(row, days, orders, units);
		this.addMove(row);
		this.addGroup(row.holdoutGroup);
		if (row.lapsedHighValue === true || row.lapsedHighValue === 'true') counts.lapsedHighValue++;
		for (const field of versionFields) this.noteVersion(field, row[field]);
		if (this.options.topCustomers > 0) this.noteTop(row, tierText, units);
	}

	finish(): CustomerTally {
		const inMajorUnits = (sums: GroupSums) => {
			for (const field of ['revenue', 'atRiskRevenue', 'lapsedRevenue'] as const) {
				sums[field] /= unitsPerAmount;
			}
		};
		inMajorUnits(this.all);
		for (const sums of this.tiers.values()) inMajorUnits(sums);
		for (const cell of this.cells.values()) cell.revenue /= unitsPerAmount;
		return {
			...this.counts,
			has: this.has,
			revenueField: this.revenueField,
			all: this.all,
			tiers: this.tiers,
			cells: [...this.cells.values()],
			moves: this.moves,
			revenues: this.revenues.subarray(0, this.revenueCount).sort(),
			predicted: this.predicted.subarray(0, this.predictedCount).sort(),
			asOfDay: this.asOfDay,
			currency: this.currency,
			otherCurrency: this.otherCurrency,
			versions: this.versions,
			top: best(this.top, this.options.topCustomers),
		};
	}

	/** A number of a customer; NaN where it has none. */
	private number(row: JsonRecord, field: keyof typeof this.names & CountedField): number {
		const value = readNumber(row[this.names[field]]);
		if (!isShowable(value)) return NaN;
		this.has.add(field);
		return value;
	}

	/** The customer's revenue in ten-thousandths; 0 in another currency than the report's. */
	private money(row: JsonRecord, hasOrders: boolean): number {
		const own = row[this.names.currency];
		const isOther = typeof own === 'string' && own !== '' && own !== this.currency;
		if (isOther) {
			this.otherCurrency++;
			return 0;
		}
		const revenue = this.number(row, this.revenueField);
		const predicted = this.number(row, 'predictedClv');
		if (predicted === predicted) this.predicted[this.predictedCount++] = predicted;
		if (revenue !== revenue) return 0;
		if (hasOrders || revenue !== 0) this.revenues[this.revenueCount++] = revenue;
		return Math.round(revenue * unitsPerAmount);
	}

	private tierSums(tier: string): GroupSums {
		let sums = this.tiers.get(tier);
		if (sums === undefined) this.tiers.set(tier, (sums = noSums()));
		return sums;
	}

	private addTo(sums: GroupSums, units: number, row: JsonRecord): void {
		sums.customers++;
		sums.revenue += units;
		const status = row[this.names.churnStatus];
		if (status !== 'ok' && status !== 'atRisk' && status !== 'lapsed') return;
		this.has.add('churnStatus');
		sums[status]++;
		if (readNumber(row.lapseAfterDays) > 0) {
			this.has.add('lapseAfterDays');
			sums.withLimit++;
		}
		if (status === 'atRisk') sums.atRiskRevenue += units;
		if (status === 'lapsed') sums.lapsedRevenue += units;
	}

	private addCell(row: JsonRecord, days: number, orders: number, units: number): void {
		const recency = this.scores.recency(row, days);
		const frequency = this.scores.frequency(row, orders);
		if (!isScore(recency) || !isScore(frequency)) return;
		const key = recency * 16 + frequency;
		let cell = this.cells.get(key);
		if (cell === undefined) {
			this.cells.set(key, (cell = { recency, frequency, customers: 0, revenue: 0 }));
		}
		cell.customers++;
		cell.revenue += units;
	}

	private addMove(row: JsonRecord): void {
		if (row.migration === undefined) return;
		const from = this.text(row.migrationFrom);
		const to = this.text(row.migrationTo);
		if (from === '' || to === '') return;
		let targets = this.moves.get(from);
		if (targets === undefined) this.moves.set(from, (targets = new Map()));
		targets.set(to, (targets.get(to) ?? 0) + 1);
	}

	private addGroup(group: unknown): void {
		if (group !== 'control' && group !== 'treated') return;
		this.has.add('holdoutGroup');
		this.counts[group]++;
	}

	private noteDay(asOf: unknown): void {
		// Most customers share it.
		if (asOf === this.lastAsOf) return;
		this.lastAsOf = asOf;
		const day = storedDay(asOf);
		if (day !== undefined && !(this.asOfDay !== undefined && this.asOfDay >= day)) {
			this.asOfDay = day;
		}
	}

	private noteVersion(field: string, version: unknown): void {
		if (version === undefined) return;
		const text = versionText(version);
		if (text === '') return;
		let versions = this.versions.get(field);
		if (versions === undefined) this.versions.set(field, (versions = new Set()));
		if (versions.size < mostVersions) versions.add(text);
	}

	private noteTop(row: JsonRecord, tier: string, units: number): void {
		const { topCustomers } = this.options;
		const id = row[this.names.customerId];
		if (typeof id !== 'string' && typeof id !== 'number') return;
		this.top.push({ id: String(id), tier, revenue: units / unitsPerAmount });
		if (this.top.length >= 2 * topCustomers + 100) this.top = best(this.top, topCustomers);
	}

	/** A text in publishable form; each one is processed once, because there are few. */
	private text(value: unknown): string {
		let text = this.texts.get(value);
		if (text !== undefined) return text;
		text = publicText(value);
		if (this.texts.size < mostTexts) this.texts.set(value, text);
		return text;
	}
}

const mostVersions = 20;
const mostTexts = 10_000;

function best(customers: readonly NamedCustomer[], count: number): NamedCustomer[] {
	return [...customers]
		.sort((a, b) => b.revenue - a.revenue || (a.id < b.id ? -1 : 1))
		.slice(0, count);
}

function isScore(score: number): boolean {
	return Number.isInteger(score) && score >= 1 && score <= 10;
}

function noSums(): GroupSums {
	return {
		customers: 0,
		revenue: 0,
		ok: 0,
		atRisk: 0,
		lapsed: 0,
		withLimit: 0,
		atRiskRevenue: 0,
		lapsedRevenue: 0,
	};
}

/** The currency that most customers name; of equally common ones the first by its code. */
function commonCurrency(rows: readonly JsonRecord[], field: string): string {
	const counts = new Map<string, number>();
	for (const row of rows) {
		const currency = row[field];
		if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) continue;
		counts.set(currency, (counts.get(currency) ?? 0) + 1);
	}
	const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
	return most === undefined ? '' : most[0];
}
