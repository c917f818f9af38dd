/** The key of a holdout draw: `email` falls back to the customer ID where there is none. */
export const holdoutKeys = ['email', 'customerId'] as const;

/**
 * The text from which a customer's holdout group is drawn: the email, trimmed and in lower case, else the customer ID.
 *
 * By email, two accounts of one person are in the same group, and a change of customer IDs does not change the group.
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
