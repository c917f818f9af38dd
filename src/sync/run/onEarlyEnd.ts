import { z } from 'zod';

/** What a node does about a run that ended before its plan did: fail, or continue with the rest deferred. */
export const onEarlyEnd = z.enum(['fail', 'continue']).default('fail');

export type OnEarlyEnd = z.output<typeof onEarlyEnd>;
