import { stopSandboxes } from '../support/syncContext';
import { metaWorld } from '../support/syncWorlds';

afterEach(stopSandboxes);

describe('a lookalike audience', () => {
	it.each([
		[50, ['seedTooSmall']],
		[100, []],
	])('of a source with at most %i matched people warns: %j', async (matched, warnings) => {
		const world = await metaWorld({
			runs: [[{ customerId: 'c1' }]],
			options: (sandbox) => {
				const { id } = sandbox.addAudience('Customers A');
				const audience = { by: 'id', id };
				return {
					operation: 'createLookalike',
					audience,
					name: 'Alike',
					countries: ['US'],
					dryRun: true,
				};
			},
		});
		const [source] = world.sandbox.audiences.values();
		const counts = { approximate_count_lower_bound: 0, approximate_count_upper_bound: matched };
		world.server.fail({
			path: new RegExp(`/${source.id}$`),
			answer: { status: 200, body: { id: source.id, name: source.name, ...counts } },
		});
		const { notices } = await world.run();
		expect(world.server.faultsMet).toHaveLength(1);
		const codes = notices.map(({ code }) => code);
		expect(codes.filter((code) => code === 'seedTooSmall')).toEqual(warnings);
	});
});
