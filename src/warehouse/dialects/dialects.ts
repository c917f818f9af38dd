import type { Dialect } from './dialect';
import { duckDb } from './duckDb';
import { postgres } from './postgres';

/** The engines that statements are written for. */
export const dialects = { duckDb, postgres } as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof dialects;

export const dialectNames = Object.keys(dialects) as [DialectName, ...DialectName[]];
