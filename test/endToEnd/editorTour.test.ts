import { NodeHelpers, type INode, type INodeProperties, type INodeType } from 'n8n-workflow';
import { findChromium } from '../../harness/n8n/chromium';
import { Editor } from '../../harness/n8n/editor';
import { ensureOwner } from '../../harness/n8n/server';
import { loadBuiltNodes } from '../../harness/engine/builtNodes';
import type { EndToEndSetup } from '../../harness/n8n/endToEndSetup';
import { readEndToEndResult } from '../support/endToEndSetup';

const { runtime } = readEndToEndResult<EndToEndSetup>('setup.json');
// The previous line has another editor; its panels show the same fields.
const isCurrentLine = runtime.version.startsWith('2.');
const canTour = isCurrentLine && findChromium() !== undefined;
const tour = canTour ? describe : describe.skip;
if (isCurrentLine && !canTour)
	console.warn('The tour of the editor is skipped: Chromium or Chrome was not found.');

/** Search terms, and the node that should be among the first results. */
const searches: Record<string, readonly string[]> = {
	'Analyse NPS': ['net promoter score', 'customer satisfaction', 'detractors'],
	'Assign Tier': ['VIP', 'loyalty tiers', 'best customers', 'segmentation'],
	'Build Suppression List': ['suppression', 'do not contact', 'exclude from ads', 'frequency cap'],
	'Churn Check': ['churn', 'win back', 'lapsed customers', 'retention'],
	'Compute RFM': ['RFM', 'recency', 'segmentation', 'cohort'],
	'Customer Value SQL': ['RFM in SQL', 'millions of orders'],
	'Measure Lift': ['incrementality', 'control group', 'did it work'],
	'Plan Offers': ['discount', 'what to offer', 'playbook'],
	'Predict CLV': ['LTV', 'CLV', 'lifetime value', 'cohort'],
	'Sample Shop': ['sample data', 'demo data', 'fake orders'],
	'Score Customer': ['lead scoring', 'points', 'engagement score'],
	'Suggest Next Purchase': ['product recommendations', 'cross-sell', 'what to buy next'],
	'Sync to Google': ['customer match', 'google ads', 'audience'],
	'Sync to Klaviyo': ['klaviyo', 'email marketing', 'newsletter'],
	'Sync to Meta': ['custom audience', 'lookalike', 'facebook ads', 'retargeting'],
	'Track Migration': ['tier changes', 'what changed', 'segment changes'],
	'Tune Score': ['score weights', 'which points are right', 'calibrate score'],
	'Value Report': ['monthly report', 'dashboard', 'client report'],
};
const amongTheFirst = 5;

const types = Object.entries(loadBuiltNodes());
const nodes = types.map(([, { description }]) => description);

/** The newest version of one of these nodes; 1 for those of n8n. */
const newestOf = (type: string) => {
	const found = types.find(([name]) => name === type)?.[1].description.version ?? 1;
	return Array.isArray(found) ? Math.max(...found) : found;
};

const node = (name: string, type: string, parameters: object = {}, at = 0): INode => ({
	id: name,
	name,
	type,
	typeVersion: newestOf(type),
	position: [300 * (at % 10), 200 * Math.floor(at / 10)],
	parameters: parameters as INode['parameters'],
});

const isCollection = ({ type }: INodeProperties) => type === 'collection';
const membersOf = ({ options }: INodeProperties) => (options ?? []) as INodeProperties[];

/** A node's default values, except for those given. */
const valuesAtRest = (description: INodeType['description'], given: object = {}) =>
	NodeHelpers.getNodeParameters(
		description.properties,
		given as INode['parameters'],
		true,
		false,
		null,
		description,
	) as INode['parameters'];

/** The node panel's name for a node's default operation, where the node has operations. */
function actionAtRest({ properties }: INodeType['description']): string | undefined {
	const operation = properties.find(({ name }) => name === 'operation');
	const choice = (operation?.options ?? []).find(
		(option) => 'value' in option && option.value === operation?.default,
	);
	return choice && 'action' in choice ? choice.action : undefined;
}

interface View {
	readonly title: string;
	readonly node: INode;
	/** The labels that are visible with every option added. */
	readonly labels: readonly string[];
}

/** What the panel of a node shows for given values when all options are added. */
function viewOf([type, { description }]: [string, INodeType], given: object): View {
	const { properties } = description;
	const values = valuesAtRest(description, given);
	const isShown = (property: INodeProperties, inside = values) =>
		NodeHelpers.displayParameter(inside, property, null, description, values);
	// n8n shows the choice of an authentication inside the credential's field.
	const shown = properties.filter(
		(property) =>
			property.type !== 'notice' && property.name !== 'authentication' && isShown(property),
	);
	const parameters = { ...given } as Record<string, unknown>;
	const labels = shown.flatMap((property) => {
		if (!isCollection(property)) return [property.displayName];
		const all = Object.fromEntries(membersOf(property).map((one) => [one.name, one.default]));
		const members = membersOf(property).filter((member) =>
			isShown(member, all as INode['parameters']),
		);
		parameters[property.name] = Object.fromEntries(
			members.map((member) => [member.name, structuredClone(member.default)]),
		);
		// n8n may drop an empty table when it opens a workflow; the test above checks that it can be added.
		const lasting = members.filter(
			(member) =>
				Object.keys(Object(member.default)).length > 0 || member.type !== 'fixedCollection',
		);
		return [property.displayName, ...lasting.map(({ displayName }) => displayName)];
	});
	const choices = Object.values(given).map(String).join(', ');
	const title = choices ? `${description.displayName}: ${choices}` : description.displayName;
	return { title, node: node(title, type, parameters), labels };
}

/** The values of one field that other fields depend on, each with the values it needs itself. */
function switchesOf({ properties }: INodeType['description']): object[] {
	const conditions = (property: INodeProperties): string[] => [
		...Object.keys({ ...property.displayOptions?.show, ...property.displayOptions?.hide }),
		...(isCollection(property) ? membersOf(property).flatMap(conditions) : []),
	];
	const names = new Set(properties.flatMap(conditions).map((path) => path.replace('/', '')));
	return properties
		.filter(({ name, type }) => ['options', 'boolean'].includes(type) && names.has(name))
		.flatMap((property) => {
			const needs = Object.entries(property.displayOptions?.show ?? {}).map(([path, values]) => [
				path.replace('/', ''),
				(values as unknown[])[0],
			]);
			const choices: unknown[] =
				property.type === 'boolean'
					? [true, false]
					: (property.options ?? []).map((option) => 'value' in option && option.value);
			return choices
				.filter((choice) => choice !== property.default)
				.map((choice) => ({ ...Object.fromEntries(needs), [property.name]: choice }));
		});
}

/** The panels that show every field of every node at least once. */
const views = types.flatMap((type) => {
	const seen = new Set<string>();
	return [{}, ...switchesOf(type[1].description)]
		.map((given) => viewOf(type, given))
		.filter(({ labels }) => {
			const isNew = labels.some((label) => !seen.has(label));
			for (const label of labels) seen.add(label);
			return isNew;
		});
});

const inGroupsOf = <Member>(size: number, members: readonly Member[]) =>
	Array.from({ length: Math.ceil(members.length / size) }, (_, group) => {
		const first = group * size;
		const inGroup = members.slice(first, first + size);
		return { first: first + 1, last: first + inGroup.length, members: inGroup };
	});

tour('a tour of the editor (skipped without Chromium, and in the previous line of n8n)', () => {
	let light: Editor;
	let dark: Editor;

	beforeAll(async () => {
		const { url, userFolder } = readEndToEndResult<EndToEndSetup>('setup.json');
		const login = await ensureOwner({ url }, userFolder);
		[light, dark] = await Promise.all([
			Editor.open({ url, login, theme: 'light' }),
			Editor.open({ url, login, theme: 'dark' }),
		]);
	}, 120_000);
	afterAll(async () => await Promise.all([light?.close(), dark?.close()]));

	// A test that fails with a panel open must not fail the next one.
	afterEach(async () => await Promise.all([light?.closeNode(), dark?.closeNode()]));

	describe('adding nodes', () => {
		beforeAll(async () => {
			const start = node('Start', 'n8n-nodes-base.manualTrigger');
			const id = await light.createWorkflow({ name: 'Added', nodes: [start], connections: {} });
			await light.openWorkflow(id);
		}, 120_000);

		it.each(nodes)(
			'$displayName is found by what people search for, and opens',
			async (tried) => {
				const { displayName, properties } = tried;
				for (const words of searches[displayName]) {
					const found = await light.findNodes(words);
					expect({ words, found: found.slice(0, amongTheFirst) }).toEqual({
						words,
						found: expect.arrayContaining([displayName]) as string[],
					});
				}
				await light.addFoundNode(displayName, actionAtRest(tried));
				for (const collection of properties.filter(isCollection)) {
					const offered = membersOf(collection)
						.filter((member) =>
							NodeHelpers.displayParameter({}, member, null, tried, valuesAtRest(tried)),
						)
						.map((member) => member.displayName);
					if (!(await light.labels()).includes(collection.displayName)) continue;
					expect(await light.offered(collection.displayName)).toEqual(offered);
				}
			},
			120_000,
		);
	});

	describe.each(['light', 'dark'] as const)('every option, %s', (theme) => {
		const editor = () => (theme === 'light' ? light : dark);
		const chosen = theme === 'light' ? views : views.filter(({ title }) => !title.includes(':'));

		// n8n takes longer to open a node the more nodes a workflow has.
		describe.each(inGroupsOf(10, chosen))('nodes $first to $last', ({ members }) => {
			beforeAll(async () => {
				const id = await editor().createWorkflow({
					name: `Every option, ${theme}`,
					nodes: members.map(({ node: { name, type, parameters } }, at) =>
						node(name, type, parameters, at),
					),
					connections: {},
				});
				await editor().openWorkflow(id);
			}, 120_000);

			it.each(members)(
				'$title shows all of them, in whole',
				async ({ node: { name }, labels }) => {
					await editor().openNode(name);
					expect(await editor().labels()).toEqual(expect.arrayContaining([...labels]));
					expect(await editor().unknownParameters()).toEqual([]);
					expect(await editor().cutOffTexts()).toEqual([]);
				},
				60_000,
			);
		});
	});

	it('shows what the node before it will give, before anything has run', async () => {
		const [shop, rfm, next] = [
			node('Sample Shop', 'n8n-nodes-customer-value.sampleShop'),
			node('Compute RFM', 'n8n-nodes-customer-value.computeRfm', {}, 1),
			node('Assign Tier', 'n8n-nodes-customer-value.assignTier', {}, 2),
		];
		const to = ({ name }: INode) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
		const connections = { 'Sample Shop': to(rfm), 'Compute RFM': to(next) };
		const id = await light.createWorkflow({
			name: 'Preview',
			nodes: [shop, rfm, next],
			connections,
		});
		await light.openWorkflow(id);
		await light.openNode('Assign Tier');
		expect(await light.inputFields('rfmSegment')).toEqual(
			expect.arrayContaining(['customerId', 'email', 'rfmSegment']),
		);
	}, 120_000);

	it('runs a shop and reads what came out, and what to do next', async () => {
		const [start, shop, rfm] = [
			node('Start', 'n8n-nodes-base.manualTrigger'),
			node('Sample Shop', 'n8n-nodes-customer-value.sampleShop', { customers: 60 }, 1),
			node('Compute RFM', 'n8n-nodes-customer-value.computeRfm', {}, 2),
		];
		const to = ({ name }: INode) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
		const connections = { Start: to(shop), 'Sample Shop': to(rfm) };
		const id = await light.createWorkflow({ name: 'Run', nodes: [start, shop, rfm], connections });
		await light.openWorkflow(id);
		expect(await light.execute()).toBe('success');
		await light.openNode('Compute RFM');
		const { columns, rows } = await light.outputTable();
		expect(columns).toEqual(expect.arrayContaining(['customerId', 'email', 'orderCountLifetime']));
		expect(rows).toBeGreaterThan(9);
		// The shop is small, and the node says so.
		expect((await light.outputHints()).join('\n')).toMatch(/customers/);
		expect(await light.cutOffTexts()).toEqual([]);
		await light.showOutput('Summary');
	}, 120_000);

	it('has made the browser complain about nothing', () => {
		expect([...light.complaints, ...dark.complaints]).toEqual([]);
	});
});
