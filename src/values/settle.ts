/**
 * How a promise ended: its value, or the reason it was rejected with. The result itself never rejects.
 *
 * For code that continues after a failure, where `try` would also catch the errors of what follows.
 *
 * @example
 * await settle(Promise.resolve(1)) // { status: 'fulfilled', value: 1 }
 */
export async function settle<Value>(
	promise: PromiseLike<Value>,
): Promise<PromiseSettledResult<Awaited<Value>>> {
	const [settled] = await Promise.allSettled([promise]);
	return settled;
}
