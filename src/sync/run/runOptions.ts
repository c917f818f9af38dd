import { z } from 'zod';
import { longestWaitMinutes } from '../http/longestWait';
import { onEarlyEnd } from './onEarlyEnd';

/** Options of every sync, whatever it does. */
export const runOptions = {
	dryRun: z.boolean().default(true),
	longestWaitMinutes,
	onEarlyEnd,
	/** `$runIndex` of the host: 0 outside loops. */
	loopIteration: z.number().int().min(0).default(0),
	/** Whether the loop that contains the node has further customers. */
	loopHasMore: z.boolean().default(false),
};

/** Limits of the removal guard. */
export const removalOptions = {
	maxRemovalShare: z.number().min(0).max(1).default(0.3),
	maxRemovals: z.number().int().min(0).default(10),
};
