/** What a holdout is drawn by: `email` falls back to the customer id where there is none. */
export const holdoutKeys = ['email', 'customerId'] as const;

/**
 * The text a customer's holdout group is drawn from: the email, trimmed and in lower case, else the customer id.
 *
 * By email, two accounts of one person are in the same group, and the group survives a change of customer ids.
 *
 * @example holdoutKey('email', ' Ann@Example.com ', '17') // 'ann@example.com'
 */
export function holdoutKey(
	by: (typeof holdoutKeys)[number],
	email: unknown,
	customerId: string,
): string {
	if (by === 'customerId' || typeof email !== 'string') return customerId;
	return email.trim().toLowerCase() || customerId;
}
