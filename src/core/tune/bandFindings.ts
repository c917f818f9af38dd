import { compareMeans, type Comparison } from '../stats/compareMeans';
import { JointMoments } from '../stats/jointMoments';
import { percentile } from '../stats/percentile';
import type { TuneRun } from './tuneRun';

/** The later value of customers in a band, or in a tenth of the score. */
export interface BandFinding {
	readonly kind: 'band' | 'tenth';
	/** Code of the band, or number of the tenth, 1 the lowest. */
	readonly name: string;
	readonly scoreFrom: number;
	readonly scoreTo: number;
	readonly customers: number;
	readonly revenuePerCustomer: number;
	readonly marginPerCustomer: number;
	readonly shareOrdered: number;
	/** IDs of VIPs who were at or below the median later. */
	readonly falseVips: string[];
	/** IDs of others who were in the top tenth later. */
	readonly missedVips: string[];
}

/** Bands and tenths, and whether VIPs are worth more than the rest. */
export interface BandFindings {
	readonly bands: BandFinding[];
	readonly tenths: BandFinding[];
	/** Inner edges of the tenths; a score equal to one lies above it. */
	readonly tenthEdges: number[];
	readonly vipAgainstRest: Comparison;
	readonly vipsAreMostProfitable: 'yes' | 'no' | 'uncertain';
}

const vip = 'vip';
/** The usual bands, best first; others follow by name. */
const bandOrder = [vip, 'core', 'reengage'];

/** Later value by band and by tenth of the score, and the VIPs who turned out not to be. */
export function bandFindings(run: TuneRun): BandFindings {
	const { bands, target, scores } = run;
	const names = [...new Set(bands)].sort((a, b) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1));
	const placeOf = new Map(names.map((name, place) => [name, place]));
	const byBand = gather(run, names.length, (i) => placeOf.get(bands[i]) ?? 0);

	const sorted = scores.todaysScore.slice().sort();
	const quantiles = Array.from({ length: 9 }, (_, i) => percentile(sorted, (i + 1) / 10));
	const tenthEdges = sorted.length === 0 ? [] : [...new Set(quantiles)];
	// Equal edges are skipped together, so that the best customers are in tenth 10 however many ties there are below.
	const byTenth = gather(run, quantiles.length + 1, (i) => {
		let place = 0;
		while (place < quantiles.length && scores.todaysScore[i] >= quantiles[place]) place++;
		return place;
	});

	const [rest, vips] = [new JointMoments(), new JointMoments()];
	for (let i = 0; i < target.length; i++) (bands[i] === vip ? vips : rest).add(target[i]);
	const vipAgainstRest = compareMeans(rest.sample, vips.sample);
	const { low, high } = vipAgainstRest;
	return {
		bands: byBand.map((tally, place) => tally.finding('band', names[place])),
		tenths: byTenth
			.map((tally, place) => tally.finding('tenth', String(place + 1)))
			.filter(({ customers }) => customers > 0),
		tenthEdges,
		vipAgainstRest,
		vipsAreMostProfitable:
			low !== null && low > 0 ? 'yes' : high !== null && high < 0 ? 'no' : 'uncertain',
	};
}

function orderOf(band: string): number {
	const place = bandOrder.indexOf(band);
	return place < 0 ? bandOrder.length : place;
}

function gather(run: TuneRun, count: number, placeOf: (i: number) => number): Tally[] {
	const tallies = Array.from({ length: count }, () => new Tally());
	const sorted = run.target.slice().sort();
	const median = percentile(sorted, 0.5);
	const topFrom = sorted[sorted.length - Math.ceil(sorted.length / 10)];
	for (let i = 0; i < run.ids.length; i++) {
		const tally = tallies[placeOf(i)];
		tally.add(run, i);
		const worth = run.target[i];
		if (run.bands[i] !== vip) {
			if (worth > 0 && worth >= topFrom) tally.missedVips.push(run.ids[i]);
		} else if (worth <= median) tally.falseVips.push(run.ids[i]);
	}
	return tallies;
}

class Tally {
	readonly falseVips: string[] = [];
	readonly missedVips: string[] = [];
	private customers = 0;
	private buyers = 0;
	private revenue = 0;
	private margin = 0;
	private scoreFrom = Infinity;
	private scoreTo = -Infinity;

	add({ revenue, margin, orders, scores }: TuneRun, i: number): void {
		const score = scores.todaysScore[i];
		this.customers++;
		this.revenue += revenue[i];
		this.margin += margin[i];
		if (orders[i] > 0) this.buyers++;
		if (score < this.scoreFrom) this.scoreFrom = score;
		if (score > this.scoreTo) this.scoreTo = score;
	}

	finding(kind: BandFinding['kind'], name: string): BandFinding {
		const { customers, scoreFrom, scoreTo, falseVips, missedVips } = this;
		return {
			kind,
			name,
			scoreFrom,
			scoreTo,
			customers,
			revenuePerCustomer: this.revenue / customers,
			marginPerCustomer: this.margin / customers,
			shareOrdered: this.buyers / customers,
			falseVips,
			missedVips,
		};
	}
}
