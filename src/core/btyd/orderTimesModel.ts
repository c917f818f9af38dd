import { z } from 'zod';
import { orderDropoutFamilies } from './transactionModel';

const positive = z.number().positive().finite();
const returnShare = z.number().min(0).max(1).optional();

/** A fitted model of order times in the form of saved models; α and β in weeks. */
export const orderTimesModel = z.union([
	z.object({
		family: z.enum(orderDropoutFamilies),
		regularity: z.number().int().min(1).max(12),
		r: positive,
		alpha: positive,
		a: z.number().min(0).finite(),
		b: positive,
		returnShare,
	}),
	z.object({
		family: z.literal('paretoNbd'),
		regularity: z.literal(1),
		r: positive,
		alpha: positive,
		s: z.number().min(0).finite(),
		beta: positive,
		returnShare,
	}),
]);
