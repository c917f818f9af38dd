import { noticeCodes, people, sync } from '../support/metaRuns';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const targeting = {
	age_min: 25,
	geo_locations: { countries: ['US'], location_types: ['home', 'recent'] },
	flexible_spec: [{ interests: [{ id: '6003107902433', name: 'Football' }] }],
	targeting_automation: { advantage_audience: 0 },
};

async function withAdSets(...targetings: object[]) {
	const started = await startMeta();
	const { id } = started.sandbox.addAudience('Customers A');
	const other = started.sandbox.addAudience('Others').id;
	const adSets = targetings.map((each, place) =>
		started.sandbox.addAdSet(`Set ${place}`, { ...targeting, ...each }),
	);
	const options = {
		operation: 'excludeFromAdSets',
		audience: { by: 'id', id },
		adSets: adSets.map((each) => each.id),
	} as const;
	return { started, id, other, adSets, options };
}

const writesOf = ({ sandbox }: Awaited<ReturnType<typeof startMeta>>) =>
	sandbox.server.requests.filter(({ method }) => method !== 'GET');

describe('excluding an audience in ad sets', () => {
	it('shows the targeting before and after in a dry run, and changes nothing', async () => {
		const { started, id, options } = await withAdSets({});
		const result = await sync(started, people(0, 1), { ...options, dryRun: true });
		expect(result.plan.targets).toEqual([
			expect.objectContaining({
				target: 'Ad set "Set 0": exclude "Customers A"',
				added: 1,
				before: targeting,
				after: { ...targeting, excluded_custom_audiences: [{ id, name: 'Customers A' }] },
			}),
		]);
		expect(writesOf(started)).toEqual([]);
	});

	it('keeps all other targeting and what is excluded already, and has nothing to do the second time', async () => {
		const { started, id, other, adSets, options } = await withAdSets({}, {});
		adSets[1].targeting = { ...targeting, excluded_custom_audiences: [{ id: other }] };
		await sync(started, people(0, 1), options);
		expect(adSets.map((each) => each.targeting)).toEqual([
			{ ...targeting, excluded_custom_audiences: [{ id, name: 'Customers A' }] },
			{
				...targeting,
				excluded_custom_audiences: [
					{ id: other, name: 'Others' },
					{ id, name: 'Customers A' },
				],
			},
		]);
		const before = writesOf(started).length;
		const again = await sync(started, people(0, 1), options);
		expect(again.plan.targets).toMatchObject([
			{ added: 0, unchanged: 1 },
			{ added: 0, unchanged: 1 },
		]);
		expect(writesOf(started)).toHaveLength(before);
	});

	it('changes none where Meta refuses one of them', async () => {
		const { started, adSets, options } = await withAdSets({}, {});
		const answer = { status: 400, body: { error: { code: 100, error_subcode: 1885272 } } };
		started.sandbox.server.fail({ method: 'POST', path: new RegExp(adSets[1].id), answer });
		await expect(sync(started, people(0, 1), options)).rejects.toThrow('checking the targeting');
		expect(adSets.map((each) => each.targeting)).toEqual([targeting, targeting]);
	});

	it('does not write over a change that was made in the meantime', async () => {
		const { started, id, adSets, options } = await withAdSets({});
		const handled = started.sandbox.server;
		const context = {
			...started.context,
			transport: async (request: Parameters<typeof started.context.transport>[0]) => {
				const answer = await started.context.transport(request);
				const isTrial = String(request.body).includes('validate_only');
				if (isTrial) adSets[0].targeting = { ...targeting, age_min: 40 };
				return answer;
			},
		};
		await sync({ ...started, context }, people(0, 1), options);
		expect(adSets[0].targeting).toEqual({
			...targeting,
			age_min: 40,
			excluded_custom_audiences: [{ id, name: 'Customers A' }],
		});
		expect(handled.faultsMet).toEqual([]);
	});

	it('says what is not as it was written', async () => {
		const { started, adSets, options } = await withAdSets({});
		const { transport } = started.context;
		const context = {
			...started.context,
			transport: async (request: Parameters<typeof transport>[0]) => {
				const answer = await transport(request);
				const isWrite =
					request.method === 'POST' && !String(request.body).includes('validate_only');
				if (isWrite) {
					const { flexible_spec: _, ...left } = adSets[0].targeting;
					adSets[0].targeting = left;
				}
				return answer;
			},
		};
		const { notices } = await sync({ ...started, context }, people(0, 1), options);
		expect(notices).toContainEqual({
			code: 'targetingDiffers',
			level: 'warning',
			message: expect.stringContaining('flexible_spec'),
		});
	});

	it('is refused where an ad set targets the audience', async () => {
		const { started, id, adSets, options } = await withAdSets({});
		adSets[0].targeting = { ...targeting, custom_audiences: [{ id }] };
		await expect(sync(started, people(0, 1), options)).rejects.toMatchObject({
			code: 'adSetTargetsAudience',
		});
	});

	it('is refused for ad sets of another account, and for targeting with a number that JSON rounds', async () => {
		const { started, options } = await withAdSets({});
		const foreign = started.sandbox.addAdSet('Foreign', targeting, 'act_999').id;
		await expect(sync(started, people(0, 1), { ...options, adSets: [foreign] })).rejects.toThrow(
			'ad sets of the ad account',
		);
		const exact = started.sandbox.addAdSet('Exact', { ...targeting, key: 2 ** 60 }).id;
		await expect(sync(started, people(0, 1), { ...options, adSets: [exact] })).rejects.toThrow(
			'written back unchanged',
		);
	});

	it('plans a dry run for an audience that is still to be made', async () => {
		const { started, options } = await withAdSets({});
		const byName = { ...options, audience: { by: 'name', name: 'New' } };
		const result = await sync(started, people(0, 1), { ...byName, dryRun: true });
		expect(result.plan.targets).toMatchObject([{ added: 1 }]);
		expect(noticeCodes(result)).toContain('audienceMissing');
	});
});
