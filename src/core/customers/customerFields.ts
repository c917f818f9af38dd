import { z } from 'zod';
import { dayOfDate } from '../../values/days';

/** The name of an input field, with its default. */
export const fieldName = (name: string) => z.string().trim().min(1).default(name);

/** The fields that every scoring node reads, under the names that Compute RFM gives them. */
export const customerFieldNames = {
	customerId: fieldName('customerId'),
	asOf: fieldName('asOf'),
	daysSinceLastOrder: fieldName('daysSinceLastOrder'),
	lastOrderAt: fieldName('lastOrderAt'),
};

/** The option `asOf` of a scoring node: a date to measure everybody against; empty: each customer's own `asOf`. */
export const asOfDate = z
	.string()
	.refine((text) => text === '' || dayOfDate(text) !== undefined, {
		message: 'a date such as 2026-01-31, or nothing',
	})
	.default('');
