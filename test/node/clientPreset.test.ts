import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { basePresets } from '../../src/core/preset/basePresets';
import {
	type PresetSection,
	presetSectionNames,
	presetSections,
} from '../../src/core/preset/presetSections';
import { loadBuiltNodes } from '../../harness/engine/builtNodes';
import { runWorkflow, type WorkflowRun } from '../../harness/engine/runWorkflow';
import { chain, own } from '../../harness/engine/workflowParts';

const ownTypes = loadBuiltNodes();

/**
 * Nodes that compare two runs, two groups or two days, read surveys, or report on all of them, are not in the chain;
 * each has its own engine test.
 */
const besideTheChain = [
	'measureLift',
	'suggestNextPurchase',
	'trackMigration',
	'tuneScore',
	'analyseNps',
	'valueReport',
] as const satisfies PresetSection[];
type ChainSection = Exclude<PresetSection, (typeof besideTheChain)[number]>;
const chainSections = presetSectionNames.filter(
	(section): section is ChainSection => !(besideTheChain as readonly string[]).includes(section),
);
const typeOf = (section: PresetSection) =>
	ownTypes[`n8n-nodes-customer-value.${section}`].description;

const asOf = '2026-06-30';
const shop = { customers: 200, options: { asOf } };

/** One node alone, with one meaningless item. */
const alone = (section: PresetSection, options: IDataObject) =>
	chain(own(section, section, { options }, { typeVersion: 1 }));

/** An invented shop through all nodes that use a preset, each with its parameters. */
const wholeChain = (parameters: Readonly<Record<ChainSection, IDataObject>>) =>
	chain(
		own('Sample Shop', 'sampleShop', shop),
		...chainSections.map((section) =>
			own(section, section, measuredAsOf(section, parameters[section]), { typeVersion: 1 }),
		),
	);

/** Only Compute RFM gets the day; it passes it to the others. */
function measuredAsOf(section: PresetSection, parameters: IDataObject): IDataObject {
	if (section !== 'computeRfm') return parameters;
	return { ...parameters, asOf };
}

const forAll = (parameters: (section: ChainSection) => IDataObject) =>
	Object.fromEntries(chainSections.map((section) => [section, parameters(section)])) as Record<
		ChainSection,
		IDataObject
	>;

const presetEverywhere = (clientPreset: unknown) =>
	wholeChain(forAll(() => ({ options: { clientPreset } as IDataObject })));

/** The parameters that a user would set in the panel for a section of a preset. */
function inPanel(section: PresetSection, given: object): IDataObject {
	const { properties } = typeOf(section);
	const collection = properties.find(({ name }) => name === 'options')
		?.options as INodeProperties[];
	const options: IDataObject = {};
	const parameters: IDataObject = { options };
	for (const [name, value] of Object.entries(given)) {
		const top = properties.find((property) => property.name === name);
		const property = top ?? collection.find((member) => member.name === name);
		const group = property?.type === 'fixedCollection' ? property.options?.[0].name : undefined;
		const held = group === undefined ? value : { [group]: value };
		(top === undefined ? options : parameters)[name] = held;
	}
	return parameters;
}

/** The output of all nodes, without the summaries' facts about the preset itself. */
function results(run: WorkflowRun): unknown {
	expect(run.error).toBeUndefined();
	return chainSections.map((section) =>
		Array.from({ length: typeOf(section).outputNames?.length ?? 1 }, (_, output) =>
			run.rows(section, output).map((row) => {
				const {
					clientPreset: _a,
					clientPresetChanges: _b,
					clientPresetChangesText: _c,
					...rest
				} = row;
				return rest;
			}),
		),
	);
}

const summaryOf = (run: WorkflowRun, section: PresetSection) =>
	run.rows(section, typeOf(section).outputNames?.indexOf('Summary'))[0];

/** A field of each node's output that must differ if its preset does. */
const versions = {
	computeRfm: 'rfmModelVersion',
	scoreCustomer: 'scoreModelVersion',
	predictClv: 'clvModelVersion',
	assignTier: 'tierModelVersion',
	churnCheck: 'churnModelVersion',
} as const satisfies Partial<Record<PresetSection, string>>;

const acme = {
	name: 'Acme Fashion',
	extends: 'fashion',
	computeRfm: { bins: 4 },
	scoreCustomer: { vipAbove: 300 },
	predictClv: { marginPercent: 60 },
	assignTier: { championsShare: 2, holdoutShare: 10 },
	churnCheck: { riskThreshold: 60 },
	buildSuppressionList: { channel: 'sms', keepOrderHistory: true, longInactivityDays: 150 },
	planOffers: { playbook: 'luxury', offer: 20 },
};

describe('a client preset', () => {
	it('gives what the same settings in the panels give, node by node', async () => {
		const sections: Record<ChainSection, object> = {
			computeRfm: { ...basePresets.fashion.computeRfm, ...acme.computeRfm },
			scoreCustomer: { ...basePresets.fashion.scoreCustomer, ...acme.scoreCustomer },
			predictClv: acme.predictClv,
			assignTier: acme.assignTier,
			churnCheck: { ...basePresets.fashion.churnCheck, ...acme.churnCheck },
			buildSuppressionList: acme.buildSuppressionList,
			planOffers: acme.planOffers,
		};
		const byPanel = await runWorkflow(
			wholeChain(forAll((section) => inPanel(section, sections[section]))),
		);
		const byText = await runWorkflow(presetEverywhere(JSON.stringify(acme)));
		expect(results(byText)).toEqual(results(byPanel));
		const byDefault = await runWorkflow(wholeChain(forAll(() => ({}))));
		for (const [section, version] of Object.entries(versions)) {
			expect([section, byText.rows(section)[0][version]]).not.toEqual([
				section,
				byDefault.rows(section)[0][version],
			]);
		}
		expect(byText.rows('buildSuppressionList', 1)).not.toEqual(
			byDefault.rows('buildSuppressionList', 1),
		);
	});

	it.each(['supplements', 'subscription', 'luxury'] as const)(
		'may be the name of a built-in one: %s',
		async (base) => {
			const sections: Partial<Record<ChainSection, object>> = basePresets[base];
			const byPanel = await runWorkflow(
				wholeChain(forAll((section) => inPanel(section, sections[section] ?? {}))),
			);
			const byName = await runWorkflow(presetEverywhere(base));
			expect(results(byName)).toEqual(results(byPanel));
			for (const section of chainSections)
				expect(byName.hints(section).filter((hint) => /preset|usually/i.test(hint))).toEqual([]);
		},
	);

	it('tells in every summary whose it is and what differs from the defaults', async () => {
		const run = await runWorkflow(
			presetEverywhere(
				'={{ ({ name: "Acme Fashion", assignTier: { championsShare: 2, holdoutShare: 10 } }) }}',
			),
		);
		for (const section of chainSections) {
			expect(summaryOf(run, section)).toMatchObject({ clientPreset: 'Acme Fashion' });
		}
		expect(summaryOf(run, 'assignTier')).toMatchObject({
			clientPresetChanges: [
				{ path: 'championsShare', default: 1, value: 2 },
				{ path: 'holdoutShare', default: 0, value: 10 },
			],
			clientPresetChangesText: 'championsShare: 2 instead of 1; holdoutShare: 10 instead of 0',
		});
	});

	it('leaves the summary as it was where none is set', async () => {
		const run = await runWorkflow(wholeChain(forAll(() => ({}))));
		for (const section of chainSections)
			expect(summaryOf(run, section)).not.toHaveProperty('clientPreset');
	});

	it('wins over the panel, and leaves the panel what it does not name', async () => {
		const parameters = forAll(() => ({}));
		const clientPreset = JSON.stringify({ assignTier: { championsShare: 5 } });
		parameters.assignTier = { options: { clientPreset, championsShare: 3, holdoutShare: 10 } };
		const run = await runWorkflow(wholeChain(parameters));
		expect(summaryOf(run, 'assignTier').clientPresetChangesText).toBe(
			'championsShare: 5 instead of 1; holdoutShare: 10 instead of 0',
		);
	});

	it.each(presetSectionNames)('stops %s if the expression finds none', async (section) => {
		for (const clientPreset of ['={{ $json.presetOfTheClient }}', '={{ null }}', '']) {
			const run = await runWorkflow(alone(section, { clientPreset }));
			expect(run.error?.message).toContain('The client preset has a fault: it needs a JSON object');
			expect(run.error?.message).toContain('but got nothing');
		}
	});

	it('stops the first node for a fault in the section of a later one', async () => {
		const run = await runWorkflow(
			presetEverywhere({ churnCheck: { silenceDays: 'long' }, asignTier: {} }),
		);
		expect(run.error?.message).toBe(
			'The client preset has 2 faults: "asignTier" is not a valid section (did you mean "assignTier"?); "churnCheck.silenceDays" needs a number, but got "long"',
		);
		expect(Object.keys(run.runs)).toEqual(['Start', 'Sample Shop', 'computeRfm']);
	});

	it('is named as the place of an option that contradicts another', async () => {
		const parameters = forAll(() => ({}));
		parameters.assignTier = {
			options: { clientPreset: { assignTier: { championsShare: 5, vipShare: 3 } } },
		};
		const run = await runWorkflow(wholeChain(parameters));
		expect(run.error?.message).toContain('"Client Preset → assignTier.vipShare"');
	});

	it('tells which of its options come to nothing', async () => {
		const moneyTiers = [{ name: 'everyone', atLeast: 0 }];
		const run = await runWorkflow(presetEverywhere({ name: 'Acme', assignTier: { moneyTiers } }));
		expect(run.hints('assignTier').join()).toContain(
			'The client preset sets assignTier.moneyTiers, which has no effect',
		);
		expect(run.hints('churnCheck').join()).not.toContain('The client preset sets');
	});

	it('is read by the nodes’ own schemas', () => {
		for (const section of presetSectionNames) expect(typeOf(section).name).toBe(section);
		expect(Object.keys(presetSections)).toHaveLength(13);
	});
});
