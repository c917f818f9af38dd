import { settle } from '../../src/values/settle';

it('returns the value of a promise that is fulfilled', async () => {
	expect(await settle(Promise.resolve(0))).toEqual({ status: 'fulfilled', value: 0 });
});

it('returns the very reason of a promise that is rejected, and does not reject itself', async () => {
	const reason = new Error('no answer');
	const settled = await settle(Promise.reject(reason));
	expect(settled.status === 'rejected' && settled.reason).toBe(reason);
});
