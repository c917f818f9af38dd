import { z } from 'zod';
import { textEncodings } from './decodeText';
import { rowFormatCodes } from './rowFormats';

/** The source of a node's rows: the items themselves, or files that they carry. */
export const fileOptions = z.object({
	customersAs: z.enum(['items', ...rowFormatCodes]).default('items'),
	ordersAs: z.enum(['items', 'file']).default('items'),
	/** Names of binary fields, separated by commas; an item may lack some of them. */
	binaryFields: z
		.string()
		.default('data')
		.transform((names) => names.split(',').map((name) => name.trim()))
		.refine((names) => names.every((name) => name !== ''), 'names of binary fields, such as data'),
	fileEncoding: z.enum(['automatic', ...textEncodings]).default('automatic'),
});

export type FileOptions = z.output<typeof fileOptions>;
