import { untilAnswers } from '../../../harness/process/untilAnswers';

describe('untilAnswers', () => {
	it('asks again until the server answers', async () => {
		let asked = 0;
		const ask = () => (++asked < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve());
		await untilAnswers(ask, { exitCode: null, spawnfile: 'server' });
		expect(asked).toBe(3);
	});

	it('does not take the answer of another server for that of one that has ended', async () => {
		const server = { exitCode: null as number | null, spawnfile: 'server' };
		const ask = () => {
			server.exitCode = 1;
			return Promise.resolve();
		};
		await expect(untilAnswers(ask, server)).rejects.toThrow('server ended before it answered');
	});
});
