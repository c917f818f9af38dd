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

/** The error for an answer that is not understood, or for pages that come round again and would be read for ever. */
export function notUnderstood(
	platform: Platform,
	doing: string,
	code: 'unexpectedAnswer' | 'pagesRepeat',
): TransientError {
	const what =
		code === 'pagesRepeat'
			? `${platform} gives the same page again`
			: `${platform}'s answer is not understood`;
	return new TransientError(`${what} (${doing})`, {
		platform,
		doing,
		code,
		advice: 'Run the workflow again later. If it stays, update the package.',
	});
}
