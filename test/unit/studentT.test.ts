import { studentReach, studentTails } from '../../src/core/stats/studentT';
import { expectNear } from '../support/expectNear';

// scipy.stats.t.ppf(0.975, df)
it.each([
	[1, 12.706204736174698],
	[2, 4.302652729749462],
	[10, 2.2281388519862735],
	[244.50819648058888, 1.9697130174],
])('stays within %s degrees of freedom', (degreesOfFreedom, reach) => {
	expectNear(studentReach(0.95, degreesOfFreedom), reach, 1e-6, 'reach');
	expectNear(
		studentTails(studentReach(0.95, degreesOfFreedom), degreesOfFreedom),
		0.05,
		1e-12,
		'tails',
	);
});

it('is the normal distance for a million degrees of freedom', () => {
	expectNear(studentReach(0.95, 1_000_000), 1.959963984540054, 2e-6, 'reach');
});
