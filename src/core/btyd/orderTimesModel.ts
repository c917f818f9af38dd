import { z } from 'zod';
import { transactionFamilies } from './transactionModel';

const positive = z.number().positive().finite();

/** A fitted model of order times as saved models carry it; α in weeks. */
export const orderTimesModel = z.object({
	family: z.enum(transactionFamilies),
	regularity: z.number().int().min(1).max(12),
	r: positive,
	alpha: positive,
	a: z.number().min(0).finite(),
	b: positive,
});
