import { InvalidInputError } from '../inputError';
import type { CustomerProfiles } from './customerProfiles';
import type { RfmOptions } from './options';
import type { RfmModel } from './rfmModel';
import { readThresholds, scoreOf } from './scoreCuts';
import { noOrdersSegment, segmentMap, segmentNames, type SegmentOf } from './segments';

type Profile = ReturnType<CustomerProfiles['describe']>;

/** What a cell of three scores says; the same for all of its customers. */
interface CellText {
	readonly rfmCell: string;
	readonly rfmScore: number;
	readonly rfmSegment: string;
	readonly rfmReasons: string;
	/** How the explanation of its customers begins. */
	readonly opening: string;
}

/** Scores customers by a model. */
export class RfmScorer {
	private readonly segmentOf: SegmentOf;
	private readonly cells = new Map<number, CellText>();
	private readonly days = new NumberTexts(
		(days) => `last order ${days} ${days === 1 ? 'day' : 'days'} ago, `,
	);
	private readonly orders = new NumberTexts(
		(orders) => `${orders} ${orders === 1 ? 'order' : 'orders'}, `,
	);
	private readonly ending: string;

	constructor(
		private readonly options: RfmOptions,
		private readonly model: RfmModel,
	) {
		this.segmentOf = segmentMap(options.segmentMap, options.segments, options.bins);
		this.ending = `${model.currency === '' ? '' : ` ${model.currency}`} in all.`;
	}

	/** Throws an `InvalidInputError` for options that can't be scored with. */
	static check(options: RfmOptions): void {
		segmentMap(options.segmentMap, options.segments, options.bins);
		const weights = options.recencyWeight + options.frequencyWeight + options.monetaryWeight;
		if (weights <= 0) throw new InvalidInputError('recencyWeight', 'weights that are not all 0', 0);
		if (options.use === 'savedModel') return;
		for (const score of ['recency', 'frequency', 'monetary'] as const) {
			if (options[`${score}Method`] !== 'thresholds') continue;
			readThresholds(options[`${score}Thresholds`], options.bins, `${score}Thresholds`);
		}
	}

	/** Fills in the scores of a customer; one without an order that counts has none. */
	score(profile: Profile): void {
		const { model } = this;
		profile.rfmModelVersion = model.version;
		if (profile.daysSinceLastOrder === null) {
			profile.rfmSegment = noOrdersSegment;
			profile.rfmReasons = noOrdersSegment;
			profile.rfmExplanation = 'No order that counts, so there is nothing to score.';
			return;
		}
		const isInWindow = profile.orderCount > 0;
		const recency = scoreOf(-profile.daysSinceLastOrder, model.recencyCuts);
		const frequency = isInWindow ? scoreOf(profile.orderCount, model.frequencyCuts) : 1;
		const monetary = isInWindow ? scoreOf(profile.monetaryTotal, model.monetaryCuts) : 1;
		const cell = this.cell(recency, frequency, monetary);
		profile.recencyScore = recency;
		profile.frequencyScore = frequency;
		profile.monetaryScore = monetary;
		profile.rfmCell = cell.rfmCell;
		profile.rfmScore = cell.rfmScore;
		profile.rfmSegment = cell.rfmSegment;
		profile.rfmReasons = cell.rfmReasons;
		profile.rfmExplanation = this.explain(profile, cell);
	}

	private cell(recency: number, frequency: number, monetary: number): CellText {
		const key = (recency * 11 + frequency) * 11 + monetary;
		let cell = this.cells.get(key);
		if (cell === undefined) {
			const { bins, recencyWeight, frequencyWeight, monetaryWeight } = this.options;
			const weights = recencyWeight + frequencyWeight + monetaryWeight;
			const sum = recency * recencyWeight + frequency * frequencyWeight + monetary * monetaryWeight;
			const rfmSegment = this.segmentOf(recency, frequency, monetary);
			cell = {
				rfmCell: [recency, frequency, monetary].join(bins > 9 ? '-' : ''),
				rfmScore: Math.round((sum / weights) * 100) / 100,
				rfmSegment,
				rfmReasons: `recency:${recency},frequency:${frequency},monetary:${monetary}`,
				opening: `${segmentNames[rfmSegment] ?? rfmSegment} (R ${recency}, F ${frequency}, M ${monetary}): `,
			};
			this.cells.set(key, cell);
		}
		return cell;
	}

	/** One sentence of pieces that customers share: there is one for every customer, and most of it is the same. */
	private explain(profile: Profile, cell: CellText): string {
		const days = this.days.of(profile.daysSinceLastOrder as number);
		const orders = this.orders.of(profile.orderCount);
		return cell.opening + days + orders + profile.monetaryTotal + this.ending;
	}
}

/** Texts of small whole numbers, made once each. */
class NumberTexts {
	private readonly texts: string[] = [];

	constructor(private readonly write: (number: number) => string) {}

	of(number: number): string {
		return number < 10_000 ? (this.texts[number] ??= this.write(number)) : this.write(number);
	}
}
