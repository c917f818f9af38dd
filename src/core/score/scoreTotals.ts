import type { JsonRecord } from '../../values/jsonRecord';
import { breakdownRows, GroupTally } from '../breakdown';
import type { SetAsideRow } from '../result';
import { countByReason } from '../setAsideRows';
import { valueScoreBands, type ValueScoreBand } from './bands';

/** Facts about a customer, as bits of one number. */
export const standing = {
	hasOrdered: 1,
	hasHistory: 2,
	/** A low score means `reengage`. */
	isOpen: 4,
	isAtRisk: 8,
} as const;

/** The names of the bands; no tier has the same name. */
const bandNames = {
	vip: 'VIP Band',
	core: 'Core Band',
	reengage: 'Re-Engage Band',
} as const satisfies Record<ValueScoreBand, string>;

export interface EventCounts {
	readonly given: number;
	readonly setAside: number;
	/** Used, but without points because a machine made them. */
	readonly byMachines: number;
	/** People known only from events. */
	readonly visitors: number;
}

/** Counts the customers of one run for its summary. */
export class ScoreTotals {
	customers = 0;
	customersWithOrders = 0;
	customersWithoutHistory = 0;
	private atRisk = 0;
	private readonly bands = new GroupTally<ValueScoreBand>();
	private readonly hundredths: Record<ValueScoreBand, number> = { vip: 0, core: 0, reengage: 0 };

	/**
	 * @param bits the customer's bits of `standing`
	 * @param revenue of the customer; NaN where not known
	 */
	add(score: number, band: ValueScoreBand, bits: number, revenue: number): void {
		this.customers++;
		if ((bits & standing.hasOrdered) !== 0) this.customersWithOrders++;
		if ((bits & (standing.hasOrdered | standing.hasHistory)) === standing.hasOrdered) {
			this.customersWithoutHistory++;
		}
		if ((bits & standing.isAtRisk) !== 0) this.atRisk++;
		this.bands.add(band, revenue);
		this.hundredths[band] += Math.round(score * 100);
	}

	/** Share of all customers in a band, 0 to 1. */
	shareOf(band: ValueScoreBand): number {
		return this.customers === 0 ? 0 : this.bands.of(band).customers / this.customers;
	}

	/** The counts in the summary: rows in are customers less visitors, and set-aside rows. */
	summary(
		rowCount: number,
		setAside: readonly SetAsideRow[],
		events: EventCounts,
		setAsideEvents: readonly SetAsideRow[],
	): JsonRecord {
		return {
			rows: rowCount,
			customers: this.customers,
			customersWithOrders: this.customersWithOrders,
			visitors: this.customers - this.customersWithOrders,
			atRisk: this.atRisk,
			setAside: setAside.length,
			setAsideByReason: countByReason(setAside),
			events: events.given,
			eventsUsed: events.given - events.setAside,
			eventsByMachines: events.byMachines,
			visitorsFromEvents: events.visitors,
			eventsSetAside: events.setAside,
			eventsSetAsideByReason: countByReason(setAsideEvents),
			bands: valueScoreBands.map((band) => this.bandRow(band)),
		};
	}

	private bandRow(band: ValueScoreBand): JsonRecord {
		return {
			band,
			customers: this.bands.of(band).customers,
			share: Math.round(this.shareOf(band) * 10_000) / 10_000,
			meanScore: this.meanScore(band),
		};
	}

	private meanScore(band: ValueScoreBand): number | null {
		const { customers } = this.bands.of(band);
		return customers === 0 ? null : Math.round(this.hundredths[band] / customers) / 100;
	}

	/** The bands as rows of the output Breakdown, best first. */
	breakdown(): JsonRecord[] {
		const groups = valueScoreBands.map((code) => ({
			code,
			name: bandNames[code],
			...this.bands.of(code),
		}));
		return breakdownRows(groups, ({ code }) => ({ meanScore: this.meanScore(code) }));
	}
}
