import { RandomStream, randomTopics } from '../../src/core/sampleShop/randomStream';

const draws = 40_000;

function moments(draw: (random: RandomStream) => number, seed = 7) {
	const random = new RandomStream(seed, 'buying');
	const values = Array.from({ length: draws }, () => draw(random));
	const mean = values.reduce((sum, value) => sum + value, 0) / draws;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws;
	return { mean, variance, values };
}

describe('RandomStream', () => {
	it('returns these numbers on every machine', () => {
		const random = new RandomStream(1, 'buying');
		const first = [
			random.uniform(),
			random.normal(),
			random.gamma(1.2),
			random.beta(7 / 3, 4 / 3),
			random.exponential(0.5),
			random.index(1000),
		];
		expect(first).toEqual([
			0.5516269059277428, -0.029697799196245458, 0.7502957884587627, 0.5563585161934507,
			0.9017537431426436, 267,
		]);
	});

	it('repeats its numbers only for the same seed and topic', () => {
		const start = (seed: number, topic: (typeof randomTopics)[number]) => {
			const random = new RandomStream(seed, topic);
			return [random.uniform(), random.uniform(), random.uniform()].join();
		};
		expect(start(5, 'orders')).toBe(start(5, 'orders'));
		const all = [0, 1, 2, 4_294_967_295].flatMap((seed) =>
			randomTopics.map((topic) => start(seed, topic)),
		);
		expect(new Set(all).size).toBe(all.length);
	});

	it('starts neighboring seeds with unrelated numbers', () => {
		const starts = Array.from({ length: 2000 }, (_, seed) =>
			new RandomStream(seed, 'buying').uniform(),
		);
		const mean = starts.reduce((sum, value) => sum + value, 0) / starts.length;
		const product = starts
			.slice(1)
			.reduce((sum, value, index) => sum + (value - 0.5) * (starts[index] - 0.5), 0);
		// Standard errors over 2,000 starts: 0.0065 for the mean, 0.0224 for the correlation; four of each.
		expect(Math.abs(mean - 0.5)).toBeLessThan(0.026);
		expect(Math.abs((product / 1999) * 12)).toBeLessThan(0.09);
	});

	// Tolerances are five standard errors of a mean and of a variance over 40,000 draws.
	it.each<[string, (random: RandomStream) => number, number, number, number]>([
		['uniform', (random) => random.uniform(), 1 / 2, 1 / 12, 1.8],
		['exponential of rate 2', (random) => random.exponential(2), 1 / 2, 1 / 4, 9],
		['normal', (random) => random.normal(), 0, 1, 3],
		['gamma of shape 1', (random) => random.gamma(1), 1, 1, 9],
		['gamma of shape 2.6', (random) => random.gamma(2.6), 2.6, 2.6, 5.4],
		['beta (2, 4)', (random) => random.beta(2, 4), 1 / 3, 2 / 63, 2.7],
		['geometric of 0.2', (random) => random.geometric(0.2), 4, 20, 9.2],
	])('draws %s with its mean and variance', (_, draw, mean, variance, kurtosis) => {
		const found = moments(draw);
		const meanError = Math.sqrt(variance / draws);
		const varianceError = variance * Math.sqrt((kurtosis - 1) / draws);
		expect(Math.abs(found.mean - mean)).toBeLessThan(5 * meanError);
		expect(Math.abs(found.variance - variance)).toBeLessThan(5 * varianceError);
	});

	it('draws in proportion to the weights, and never a weight of 0', () => {
		const random = new RandomStream(3, 'orders');
		const counts = [0, 0, 0];
		for (let draw = 0; draw < draws; draw++) counts[random.weighted([1, 0, 3])]++;
		expect(counts[1]).toBe(0);
		expect(Math.abs(counts[0] / draws - 0.25)).toBeLessThan(0.011);
	});
});
