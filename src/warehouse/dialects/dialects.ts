import type { Dialect } from './dialect';
import { duckDb } from './duckDb';
import { mariaDb, mySql } from './mySql';
import { postgres } from './postgres';

/** The engines that statements are written for. */
const all = { duckDb, mariaDb, mySql, postgres } as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof all;

export const dialects: Readonly<Record<DialectName, Dialect>> = all;

export const dialectNames = Object.keys(dialects) as [DialectName, ...DialectName[]];
