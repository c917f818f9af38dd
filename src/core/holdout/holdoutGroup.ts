import { createHash } from 'node:crypto';

/** A customer's group in an experiment: deliberately not contacted, or treated normally. */
export type HoldoutGroup = 'control' | 'treated';

/**
 * Assigns a customer to the holdout group or not: control when int(first 8 hex digits of SHA-256(salt + ":" + key)) /
 * 2^32 is below the share.
 *
 * The same salt and key always give the same group, and a greater share only adds members. A share of 0 is nobody, a
 * share of 100 everybody.
 *
 * @param key identifies the customer: the normalized email, or the customer ID
 * @param sharePercent 0 to 100
 */
export function holdoutGroup(key: string, salt: string, sharePercent: number): HoldoutGroup {
	const digest = createHash('sha256').update(`${salt}:${key}`).digest();
	return digest.readUInt32BE(0) * 100 < sharePercent * 2 ** 32 ? 'control' : 'treated';
}
