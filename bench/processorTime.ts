import { median } from '../src/core/stats/median';

/** Microseconds of processor time that work takes, so that other work on the machine hardly affects it. */
export function processorTime(work: () => unknown): number {
	globalThis.gc?.();
	const start = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(start);
	return user + system;
}

/**
 * Runs a plain pass and the code in turn: microseconds of the pass per unit, and how many times as long the code takes.
 *
 * @param warmUps rounds before those that count
 * @returns the medians as text, with the lowest and the highest ratio of one round
 */
export function besideBarePass(
	{ bare, node, units }: { bare: () => unknown; node: () => unknown; units: number },
	{ rounds, warmUps }: { rounds: number; warmUps: number },
): string {
	const passes: number[] = [];
	const ratios: number[] = [];
	for (let round = -warmUps; round < rounds; round++) {
		const [ofBare, ofNode] = [bare, node].map(processorTime);
		if (round < 0) continue;
		passes.push(ofBare / units);
		ratios.push(ofNode / ofBare);
	}
	const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
	return `${median(passes).toFixed(2)} µs  ${median(ratios).toFixed(1)} × (${low.toFixed(1)} to ${high.toFixed(1)})`;
}
