import { z } from 'zod';
import { modelVersion } from '../model/modelVersion';
import { rfmOptions, type RfmOptions } from './options';

const cuts = z
	.array(z.number().finite().nullable())
	.min(3)
	.max(10)
	.refine(isAscending, 'cut points that rise from score to score');

/** The options that shape numbers: they are saved in the model, so that applying it gives the numbers of its batch. */
const shaping = rfmOptions
	.pick({
		monetaryBasis: true,
		costOfGoodsPercent: true,
		excludeTax: true,
		excludeShipping: true,
		countFreeOrders: true,
		leaveOutPromotions: true,
		promotionSharePercent: true,
		windowDays: true,
		exchangeRates: true,
		bins: true,
		recencyWeight: true,
		frequencyWeight: true,
		monetaryWeight: true,
		segmentMap: true,
		segments: true,
		trendDays: true,
	})
	.strip();

const content = z.object({
	kind: z.literal('rfm'),
	version: z.string(),
	/** Base currency of the cut points. */
	currency: z.string(),
	options: shaping,
	/** Minus the days since the last order: large is good. */
	recencyCuts: cuts,
	frequencyCuts: cuts,
	/** In major units of the base currency. */
	monetaryCuts: cuts,
	/** Mean `monetaryTotal` of customers with orders, in major units; the basis of `spendBand`. */
	meanMonetaryTotal: z.number().finite(),
	/** Customers that the model was fitted on. */
	customers: z.number().int().min(0),
});

/** The part of the whole base that Compute RFM needs to score one customer: as many cut points as there are scores. */
export const rfmModel = content.superRefine((model, context) => {
	const { bins } = model.options;
	for (const name of ['recencyCuts', 'frequencyCuts', 'monetaryCuts'] as const) {
		if (model[name].length === bins) continue;
		context.addIssue({
			code: z.ZodIssueCode.custom,
			path: [name],
			message: `${bins} entries, one for each score`,
		});
	}
});

/** Scores that nobody reached have no cut point. */
function isAscending(cutPoints: ReadonlyArray<number | null>): boolean {
	const reached = cutPoints.filter((cut) => cut !== null);
	return reached.every((cut, index) => index === 0 || cut > reached[index - 1]);
}

export type RfmModel = z.output<typeof rfmModel>;

/**
 * The options of a run with everything that shapes numbers taken from a saved model; the run's own exchange rates have
 * priority.
 */
export function withModelOptions(options: RfmOptions, model: RfmModel): RfmOptions {
	const rates = new Map(
		[...model.options.exchangeRates, ...options.exchangeRates].map((entry) => [
			entry.currency,
			entry,
		]),
	);
	return {
		...options,
		...model.options,
		exchangeRates: [...rates.values()],
		baseCurrency: model.currency,
	};
}

/** A model with its version, which names its content by 12 hex digits. */
export function namedModel(
	options: RfmOptions,
	fitted: Omit<RfmModel, 'kind' | 'version' | 'options'>,
): RfmModel {
	const shape = shaping.parse(options);
	return {
		kind: 'rfm',
		version: modelVersion({ options: shape, ...fitted }),
		options: shape,
		...fitted,
	};
}
