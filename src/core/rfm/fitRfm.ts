import type { OrderBook } from '../orders/orderBook';
import type { ScoredValues } from './customerProfiles';
import type { RfmOptions } from './options';
import { namedModel, type RfmModel } from './rfmModel';
import { fixedCuts, isDegenerate, quantileCuts, readThresholds, type ScoreCuts } from './scoreCuts';
import { sumOf } from '../stats/sumOf';

export interface RfmFit {
	readonly model: RfmModel;
	/** Scores whose quantiles had only one distinct value to cut. */
	readonly degenerate: ReadonlyArray<'recency' | 'frequency' | 'monetary'>;
}

/** Fits the cut points of the three scores, and the mean spend, on all customers with a counted order. */
export function fitRfm(options: RfmOptions, book: OrderBook, values: ScoredValues): RfmFit {
	const { recency, frequency, monetary } = columnsOf(values, 10 ** book.digits);
	const scale = 10 ** book.digits;
	const { bins } = options;
	const byQuantiles = {
		recency: options.recencyMethod === 'quantiles',
		frequency:
			options.frequencyMethod === 'quantiles' ||
			(options.frequencyMethod === 'orderCounts' && bins !== 5),
		monetary: options.monetaryMethod === 'quantiles',
	};
	const model = namedModel(options, {
		currency: book.currency,
		recencyCuts: byQuantiles.recency
			? quantileCuts(recency, bins)
			: fixedCuts(
					readThresholds(options.recencyThresholds, bins, 'recencyThresholds')
						.map((days) => -days)
						.reverse(),
				),
		frequencyCuts: frequencyCuts(options, byQuantiles.frequency, frequency),
		monetaryCuts: byQuantiles.monetary
			? quantileCuts(monetary, bins)
			: fixedCuts(readThresholds(options.monetaryThresholds, bins, 'monetaryThresholds')),
		meanMonetaryTotal:
			monetary.length === 0 ? 0 : sumOf(values.monetaryMinor) / monetary.length / scale,
		customers: monetary.length,
	} as Omit<RfmModel, 'kind' | 'version' | 'options'>);
	const columns = { recency, frequency, monetary };
	const scores = ['recency', 'frequency', 'monetary'] as const;
	return {
		model,
		degenerate: scores.filter((score) => byQuantiles[score] && isDegenerate(columns[score])),
	};
}

function frequencyCuts(
	options: RfmOptions,
	isByQuantiles: boolean,
	frequency: Float64Array,
): ScoreCuts {
	if (isByQuantiles) return quantileCuts(frequency, options.bins);
	if (options.frequencyMethod === 'orderCounts') return fixedCuts([2, 3, 4, 5]);
	return fixedCuts(
		readThresholds(options.frequencyThresholds, options.bins, 'frequencyThresholds'),
	);
}

/** The values of customers with a counted order; large is good. */
function columnsOf(values: ScoredValues, scale: number) {
	const { days, orderCount, monetaryMinor } = values;
	const recency = new Float64Array(days.length);
	const frequency = new Float64Array(days.length);
	const monetary = new Float64Array(days.length);
	let count = 0;
	for (let c = 0; c < days.length; c++) {
		if (Number.isNaN(days[c])) continue;
		recency[count] = -days[c];
		frequency[count] = orderCount[c];
		monetary[count] = monetaryMinor[c] / scale;
		count++;
	}
	return {
		recency: recency.subarray(0, count),
		frequency: frequency.subarray(0, count),
		monetary: monetary.subarray(0, count),
	};
}
