import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { dropoutChances, type TransactionModel } from '../../src/core/btyd/transactionModel';

/** A seeded source of random draws for simulated customers. */
export class Draws {
	private readonly generator;

	constructor(seed: number) {
		this.generator = xoroshiro128plus(seed);
		this.generator.jump();
	}

	uniform(): number {
		return uniformFloat64(this.generator);
	}

	exponential(rate: number): number {
		return -Math.log1p(-this.uniform()) / rate;
	}

	/** Marsaglia and Tsang 2000; shapes below 1 are boosted by a power of a uniform. */
	gamma(shape: number): number {
		if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape);
		const d = shape - 1 / 3;
		const c = 1 / Math.sqrt(9 * d);
		for (;;) {
			const x = this.normal();
			const v = (1 + c * x) ** 3;
			if (v > 0 && Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v))
				return d * v;
		}
	}

	beta(a: number, b: number): number {
		if (a === 0) return 0;
		const x = this.gamma(a);
		return x / (x + this.gamma(b));
	}

	normal(): number {
		return Math.sqrt(-2 * Math.log1p(-this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
	}
}

/** Times of all orders after the first, from the first order to `until`; the first is at 0. */
export function simulateOrderTimes(model: TransactionModel, until: number, draws: Draws): number[] {
	const rate = draws.gamma(model.r) / model.alpha;
	if (model.family === 'paretoNbd') {
		const active = Math.min(until, draws.exponential(draws.gamma(model.s) / model.beta));
		const times: number[] = [];
		for (let time = draws.exponential(rate); time < active; time += draws.exponential(rate)) {
			times.push(time);
		}
		return times;
	}
	const leave = draws.beta(model.a, model.b);
	const times: number[] = [];
	if (dropoutChances(model.family, 0) > 0 && draws.uniform() < leave) return times;
	for (let time = 0; ; ) {
		for (let event = 0; event < model.regularity; event++) time += draws.exponential(rate);
		if (!(time < until)) return times;
		times.push(time);
		if (model.family !== 'nbd' && draws.uniform() < leave) return times;
	}
}
