import { estimateMetric } from '../../src/core/lift/estimateMetric';
import { liftOptions } from '../../src/core/lift/options';
import { RandomStream } from '../../src/core/sampleShop/randomStream';
import { adjustByCovariate } from '../../src/core/stats/adjustByCovariate';
import { compareMeans } from '../../src/core/stats/compareMeans';
import { confidenceSequence } from '../../src/core/stats/confidenceSequence';
import { JointMoments } from '../../src/core/stats/jointMoments';

const options = liftOptions.parse({});
const experiments = 1000;
const planned = options.plannedCustomers;
const perDay = 60;
const firstLook = 400;
const days = 60;

/** A customer's revenue before and after: most buy nothing, some buy much, and past buyers buy again. */
function customer(random: RandomStream, lift: number): [after: number, before: number] {
	const worth = random.exponential(1);
	const before = random.chance(0.35) ? 60 * worth * (0.5 + random.uniform()) : 0;
	const after = random.chance(0.25) ? 50 * worth * (0.5 + random.uniform()) * (1 + lift) : 0;
	return [after, before];
}

function addDay(random: RandomStream, groups: readonly [JointMoments, JointMoments], lift: number) {
	for (let i = 0; i < perDay; i++) {
		const isTreated = i % 2;
		groups[isTreated].add(...customer(random, isTreated * lift));
	}
}

const random = new RandomStream(Number(process.env.CUSTOMER_VALUE_SEED ?? 20_260_101), 'buying');
const isAway = (low: number | null, high: number | null) =>
	low !== null && high !== null && (low > 0 || high < 0);

it('raises a false alarm in at most 5% of experiments without effect that are looked at daily', () => {
	let alwaysValid = 0;
	let fixed = 0;
	for (let experiment = 0; experiment < experiments; experiment++) {
		const groups = [new JointMoments(), new JointMoments()] as const;
		let hasAlarm = false;
		let hasFixedAlarm = false;
		for (let day = 1; day <= days; day++) {
			addDay(random, groups, 0);
			if (day * perDay < firstLook) continue;
			const { control, treated } = adjustByCovariate(...groups);
			const { difference, standardError, low, high } = compareMeans(control, treated);
			const n = control.n + treated.n;
			const sequence = confidenceSequence(difference ?? NaN, standardError ?? NaN, n, planned);
			hasFixedAlarm ||= isAway(low, high);
			hasAlarm ||= Math.abs(difference ?? 0) > (sequence?.halfWidth ?? Infinity);
		}
		if (hasAlarm) alwaysValid++;
		if (hasFixedAlarm) fixed++;
	}

	if (process.env.CUSTOMER_VALUE_FIGURES) console.info({ alwaysValid, fixed });
	expect(alwaysValid / experiments).toBeLessThanOrEqual(0.05);
	expect(fixed / experiments).toBeGreaterThan(0.15);
}, 120_000);

it('covers a planted lift in 93 to 97% of experiments, plain and adjusted', () => {
	const lift = 0.2;
	const trueDifference = 0.25 * 50 * lift;
	const covered = { plain: 0, adjusted: 0, relative: 0 };
	for (let experiment = 0; experiment < experiments; experiment++) {
		const groups = [new JointMoments(), new JointMoments()] as const;
		for (let day = 0; day < 40; day++) addDay(random, groups, lift);
		const { plain, adjusted } = estimateMetric(groups[0], groups[1], 'mean', options);
		if (holds(plain.low, plain.high, trueDifference)) covered.plain++;
		if (holds(adjusted?.low, adjusted?.high, trueDifference)) covered.adjusted++;
		if (holds(adjusted?.relative.low, adjusted?.relative.high, lift)) covered.relative++;
	}

	if (process.env.CUSTOMER_VALUE_FIGURES) console.info(covered);
	for (const count of Object.values(covered)) {
		expect(count / experiments).toBeGreaterThanOrEqual(0.93);
		expect(count / experiments).toBeLessThanOrEqual(0.97);
	}
}, 120_000);

function holds(low: number | null = null, high: number | null = null, value: number): boolean {
	return low !== null && high !== null && low <= value && value <= high;
}
