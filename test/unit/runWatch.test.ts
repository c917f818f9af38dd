import type { IExecuteFunctions } from 'n8n-workflow';
import { RunWatch } from '../../nodes/shared/files/runWatch';

/** A node of an execution, and the clock that the watch reads. */
function execution() {
	let now = 1_000_000;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	const controller = new AbortController();
	const lines: string[] = [];
	const context = {
		getExecutionCancelSignal: () => controller.signal,
		getNode: () => ({ name: 'Assign Tier' }),
		logger: { info: (line: string) => lines.push(line) },
	} as unknown as IExecuteFunctions;
	const wait = (ms: number) => (now += ms);
	return { watch: new RunWatch(context, 'customers read'), controller, lines, wait };
}

afterEach(() => jest.restoreAllMocks());

describe('RunWatch', () => {
	it('throws once the execution is cancelled', async () => {
		const { watch, controller } = execution();
		await watch.look(1);
		controller.abort(new Error('cancelled'));
		await expect(watch.look(2)).rejects.toThrow('cancelled');
	});

	it('lets others cancel the execution while it works', async () => {
		const { watch, controller, wait } = execution();
		setTimeout(() => controller.abort(new Error('cancelled')));
		const work = async () => {
			for (let count = 0; count < 1000; count++) {
				wait(1);
				await watch.look(count);
			}
		};
		await expect(work()).rejects.toThrow('cancelled');
	});

	it('logs the progress every five seconds', async () => {
		const { watch, lines, wait } = execution();
		for (let count = 0; count <= 12_000; count += 1000) {
			await watch.look(count);
			wait(1000);
		}
		expect(lines).toEqual([
			'Assign Tier: 5,000 customers read',
			'Assign Tier: 10,000 customers read',
		]);
	});

	it('ends work between two steps', async () => {
		const { watch, controller } = execution();
		const done: number[] = [];
		const steps = function* () {
			for (let step = 0; step < 3; step++) {
				done.push(step);
				if (step === 1) controller.abort(new Error('cancelled'));
				yield;
			}
		};
		await expect(watch.run(steps())).rejects.toThrow('cancelled');
		expect(done).toEqual([0, 1]);
	});
});
