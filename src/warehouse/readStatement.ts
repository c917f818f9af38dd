import { z } from 'zod';
import { rfmOptions } from '../core/rfm/options';
import { rfmModel } from '../core/rfm/rfmModel';
import { InvalidInputError } from '../values/invalidInputError';
import { scoreOptions } from '../core/score/options';
import { churnOptions } from '../core/churn/options';
import { suppressionOptions } from '../core/suppression/options';
import { tierOptions } from '../core/tier/options';
import { isRecord } from '../values/isRecord';
import { parseJson } from '../values/parseJson';
import { parseOptions } from '../values/parseOptions';
import type { Reading } from './readCustomers';

const cuts = z.array(z.number().nullable()).nullable();

const reading = z.object({
	asOf: z.number(),
	timeZone: z.string(),
	options: rfmOptions,
	saved: rfmModel.optional(),
	cuts: z.object({ recency: cuts, frequency: cuts, monetary: cuts }),
	later: z
		.object({
			points: scoreOptions.optional(),
			tiers: tierOptions.optional(),
			churn: churnOptions.optional(),
			suppression: suppressionOptions.optional(),
		})
		.default({}),
});

/** Reads the item that came with a statement, JSON text or an object, for reading the statement's rows. */
export function readStatement(given: unknown): Reading {
	const item = typeof given === 'string' ? parseJson(given) : given;
	if (!isRecord(item) || !isRecord(item.reading)) {
		throw new InvalidInputError(
			'statement',
			'the item that Write Statement returned, as an expression',
			given,
		);
	}
	return parseOptions(reading, item.reading, 'statement.reading') as Reading;
}
