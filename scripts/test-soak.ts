// The property tests and the hostile items with another seed in every round, until one fails or all rounds are done.
//   npm run test:soak -- [ROUNDS] [JEST ARGUMENTS]
import { randomInt } from 'node:crypto';
import { build, runTool, step } from '../harness/process/shell';

const [given, ...jestArguments] = process.argv.slice(2);
const rounds = given === undefined ? 20 : Number(given);
if (!Number.isInteger(rounds) || rounds < 1) {
	console.error(`The number of rounds has to be a whole number from 1 on, not "${given}".`);
	process.exit(1);
}
const what = jestArguments.length > 0 ? jestArguments : ['test/property', 'test/node/hostile'];

await step('Build', build);
for (let round = 1; round <= rounds; round++) {
	const seed = randomInt(2 ** 31 - 1);
	await step(`Round ${round} of ${rounds}, seed ${seed}`, async () => {
		const code = await runTool('jest/bin/jest.js', what, { CUSTOMER_VALUE_SEED: String(seed) });
		if (code !== 0) {
			console.error(`Run it again with: CUSTOMER_VALUE_SEED=${seed} npm test -- ${what.join(' ')}`);
		}
		return code;
	});
}
