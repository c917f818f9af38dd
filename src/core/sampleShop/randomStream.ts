import ln from '@stdlib/math-base-special-ln';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';

/**
 * The topics that the shop draws random numbers for; each has its own stream, so that leaving one out changes no other.
 */
export const randomTopics = [
	'buying',
	'traits',
	'orders',
	'people',
	'engagement',
	'surveys',
	'dirt',
] as const;

export type RandomTopic = (typeof randomTopics)[number];

/**
 * A seeded source of random numbers that gives the same numbers on every machine and engine.
 *
 * xoroshiro128+ uses whole numbers, and everything after it uses only operations that ECMAScript defines to the last
 * bit: + − × ÷ and the square root. `Math.log`, `Math.exp` and `Math.pow` may differ between engines in the last bit,
 * so the logarithm is written in JavaScript arithmetic and the other two are not needed. Topics are 2^64 draws apart.
 */
export class RandomStream {
	private readonly generator: JumpableRandomGenerator;
	private spareNormal: number | undefined;

	/** @param seed a whole number from 0 to 2^32 − 1 */
	constructor(seed: number, topic: RandomTopic) {
		this.generator = xoroshiro128plus(seed);
		// Neighboring seeds start with similar numbers; one jump is enough to separate them.
		for (let jumps = 0; jumps <= randomTopics.indexOf(topic); jumps++) this.generator.jump();
	}

	/** A number from 0 to below 1. */
	uniform(): number {
		return uniformFloat64(this.generator);
	}

	between(low: number, high: number): number {
		return low + (high - low) * this.uniform();
	}

	chance(probability: number): boolean {
		return this.uniform() < probability;
	}

	/** A whole number from 0 to below `count`. */
	index(count: number): number {
		return Math.floor(this.uniform() * count);
	}

	/** The index of a weight, drawn in proportion to the weights. */
	weighted(weights: readonly number[]): number {
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		let left = this.uniform() * total;
		for (let index = 0; index < weights.length - 1; index++) {
			left -= weights[index];
			if (left < 0) return index;
		}
		return weights.length - 1;
	}

	exponential(rate: number): number {
		return -ln(1 - this.uniform()) / rate;
	}

	/** The number of successes before the first failure, with a given probability to fail. */
	geometric(probabilityToFail: number): number {
		return Math.floor(ln(1 - this.uniform()) / ln(1 - probabilityToFail));
	}

	/** Standard normal: the polar method of Marsaglia and Bray (1964). */
	normal(): number {
		if (this.spareNormal !== undefined) {
			const spare = this.spareNormal;
			this.spareNormal = undefined;
			return spare;
		}
		for (;;) {
			const x = 2 * this.uniform() - 1;
			const y = 2 * this.uniform() - 1;
			const square = x * x + y * y;
			if (square > 0 && square < 1) {
				const scale = Math.sqrt((-2 * ln(square)) / square);
				this.spareNormal = y * scale;
				return x * scale;
			}
		}
	}

	/** Gamma with rate 1 and a shape of at least 1: Marsaglia and Tsang, ACM TOMS 26 (2000), p. 363. */
	gamma(shape: number): number {
		const d = shape - 1 / 3;
		const c = 1 / Math.sqrt(9 * d);
		for (;;) {
			const x = this.normal();
			const root = 1 + c * x;
			if (root <= 0) continue;
			const v = root * root * root;
			const u = 1 - this.uniform();
			if (u < 1 - 0.0331 * x * x * x * x) return d * v;
			if (ln(u) < 0.5 * x * x + d * (1 - v + ln(v))) return d * v;
		}
	}

	/** Beta with both parameters at least 1. */
	beta(a: number, b: number): number {
		const left = this.gamma(a);
		return left / (left + this.gamma(b));
	}
}
