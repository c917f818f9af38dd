import { z } from 'zod';

/**
 * Minutes of the longest single wait for a rate limit; a longer one ends the run and defers the rest. 0: no waiting.
 */
export const longestWaitMinutes = z.number().min(0).max(60).default(15);
