import type { z } from 'zod';
import { TransientError, type Platform } from './errors';

/** Reads an answer by its schema; throws `TransientError` for one that does not fit. */
export function readAnswer<Schema extends z.ZodTypeAny>(
	platform: Platform,
	doing: string,
	schema: Schema,
	json: unknown,
): z.output<Schema> {
	const read = schema.safeParse(json);
	if (read.success) return read.data;
	throw notUnderstood(platform, doing, 'unexpectedAnswer');
}

/** The error for an answer that can't be read, or for pages that repeat and would be read forever. */
export function notUnderstood(
	platform: Platform,
	doing: string,
	code: 'unexpectedAnswer' | 'pagesRepeat',
): TransientError {
	const what =
		code === 'pagesRepeat'
			? `${platform} returned the same page twice`
			: `${platform} sent an unexpected response`;
	return new TransientError(`${what} (${doing})`, {
		platform,
		doing,
		code,
		advice: 'Run the workflow again later. If the error persists, update the package.',
	});
}
