import { createHash } from 'node:crypto';

/** What a customer is in an experiment: not contacted, or treated like everybody else. */
export type HoldoutGroup = 'control' | 'treated';

/**
 * Puts a customer into the holdout group or not: control when int(first 8 hex digits of SHA-256(salt + ":" + key)) / 2^32
 * is below the share.
 *
 * The same salt and key always give the same group, and a greater share only adds members. A share of 0 is nobody, a
 * share of 100 everybody.
 *
 * @param key what identifies the customer: the normalised email, or the customer id
 * @param sharePercent 0 to 100
 */
export function holdoutGroup(key: string, salt: string, sharePercent: number): HoldoutGroup {
	const digest = createHash('sha256').update(`${salt}:${key}`).digest();
	return digest.readUInt32BE(0) * 100 < sharePercent * 2 ** 32 ? 'control' : 'treated';
}
