import { NumberTexts } from '../customers/numberTexts';
import { InvalidInputError } from '../../values/invalidInputError';
import { AmountWriter } from '../money/amountWriter';
import type { CustomerProfiles } from './customerProfiles';
import type { RfmOptions } from './options';
import type { RfmModel } from './rfmModel';
import { readThresholds, scoreOf } from './scoreCuts';
import { noOrdersSegment, segmentMap, segmentNames, type SegmentOf } from './segments';

type Profile = ReturnType<CustomerProfiles['describe']>;

/** The texts of a cell of three scores; the same for all of its customers. */
interface CellText {
	readonly rfmCell: string;
	readonly rfmScore: number;
	readonly rfmSegment: string;
	readonly rfmReasons: string;
	/** The start of its customers' explanations, by their number of orders. */
	readonly opening: NumberTexts;
}

/** Scores customers by a model. */
export class RfmScorer {
	private readonly segmentOf: SegmentOf;
	private readonly cells = new Map<number, CellText>();
	private readonly amounts: AmountWriter;
	private readonly scale: number;
	/** The end of explanations, by the days since the last order. */
	private readonly endings: NumberTexts;

	/** @param digits digits of the currency's minor unit */
	constructor(
		private readonly options: RfmOptions,
		private readonly model: RfmModel,
		digits: number,
	) {
		this.segmentOf = segmentMap(options.segmentMap, options.segments, options.bins);
		this.amounts = new AmountWriter(digits);
		this.scale = 10 ** digits;
		const currency = model.currency === '' ? '' : ` ${model.currency}`;
		this.endings = new NumberTexts((days) => {
			const ago = days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} ago`;
			return `${currency} in total, last order ${ago}.`;
		});
	}

	/** Throws an `InvalidInputError` for options that can't be used for scoring. */
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

	/** Fills in the scores of a customer, and returns them as reason codes; one without a counted order has none. */
	score(profile: Profile): string {
		const { model } = this;
		if (profile.daysSinceLastOrder === null) {
			profile.rfmSegment = noOrdersSegment;
			profile.rfmExplanation = 'No orders count, so there is nothing to score.';
			return noOrdersSegment;
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
		profile.rfmExplanation = this.explain(profile, cell);
		return cell.rfmReasons;
	}

	private cell(recency: number, frequency: number, monetary: number): CellText {
		const key = (recency * 11 + frequency) * 11 + monetary;
		let cell = this.cells.get(key);
		if (cell === undefined) {
			const { bins, recencyWeight, frequencyWeight, monetaryWeight } = this.options;
			const weights = recencyWeight + frequencyWeight + monetaryWeight;
			const sum = recency * recencyWeight + frequency * frequencyWeight + monetary * monetaryWeight;
			const rfmSegment = this.segmentOf(recency, frequency, monetary);
			const title = `${segmentNames[rfmSegment] ?? rfmSegment} (R ${recency}, F ${frequency}, M ${monetary})`;
			cell = {
				rfmCell: [recency, frequency, monetary].join(bins > 9 ? '-' : ''),
				rfmScore: Math.round((sum / weights) * 100) / 100,
				rfmSegment,
				rfmReasons: `recency:${recency},frequency:${frequency},monetary:${monetary}`,
				opening: new NumberTexts(
					(orders) => `${title}: ${orders} ${orders === 1 ? 'order' : 'orders'}, `,
					100,
				),
			};
			this.cells.set(key, cell);
		}
		return cell;
	}

	/** One sentence from pieces that customers share: every customer has one, and most of it is the same. */
	private explain(profile: Profile, cell: CellText): string {
		const spent = this.amounts.text(Math.round(profile.monetaryTotal * this.scale));
		const ending = this.endings.of(profile.daysSinceLastOrder as number);
		return cell.opening.of(profile.orderCount) + spent + ending;
	}
}
