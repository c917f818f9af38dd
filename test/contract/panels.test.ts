import { outputCountOf } from '../../harness/engine/builtNodes';
import { currentProperties } from '../../harness/generated/currentProperties';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import type { z } from 'zod';
import { AnalyseNps } from '../../nodes/AnalyseNps/AnalyseNps.node';
import { AssignTier } from '../../nodes/AssignTier/AssignTier.node';
import { BuildSuppressionList } from '../../nodes/BuildSuppressionList/BuildSuppressionList.node';
import { ChurnCheck } from '../../nodes/ChurnCheck/ChurnCheck.node';
import { ComputeRfm } from '../../nodes/ComputeRfm/ComputeRfm.node';
import { CustomerValueSql } from '../../nodes/CustomerValueSql/CustomerValueSql.node';
import { MeasureLift } from '../../nodes/MeasureLift/MeasureLift.node';
import { PlanOffers } from '../../nodes/PlanOffers/PlanOffers.node';
import { PredictClv } from '../../nodes/PredictClv/PredictClv.node';
import { SampleShop } from '../../nodes/SampleShop/SampleShop.node';
import { ScoreCustomer } from '../../nodes/ScoreCustomer/ScoreCustomer.node';
import { SuggestNextPurchase } from '../../nodes/SuggestNextPurchase/SuggestNextPurchase.node';
import { SyncToKlaviyo } from '../../nodes/SyncToKlaviyo/SyncToKlaviyo.node';
import { SyncToGoogle } from '../../nodes/SyncToGoogle/SyncToGoogle.node';
import { SyncToMeta } from '../../nodes/SyncToMeta/SyncToMeta.node';
import { TrackMigration } from '../../nodes/TrackMigration/TrackMigration.node';
import { TuneScore } from '../../nodes/TuneScore/TuneScore.node';
import { ValueReport } from '../../nodes/ValueReport/ValueReport.node';
import { canonicalJson } from '../../src/values/canonicalJson';
import { churnOptions } from '../../src/core/churn/options';
import { clvOptions } from '../../src/core/clv/options';
import { fileOptions } from '../../src/files/options';
import { liftOptions } from '../../src/core/lift/options';
import { migrationOptions } from '../../src/core/migration/options';
import { nextPurchaseOptions } from '../../src/core/nextPurchase/options';
import { type PresetSection, presetSections } from '../../src/core/preset/presetSections';
import { npsOptions } from '../../src/core/nps/options';
import { reportOptions } from '../../src/core/report/options';
import { planOptions } from '../../src/core/playbook/options';
import { rfmOptions } from '../../src/core/rfm/options';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { scoreOptions } from '../../src/core/score/options';
import { suppressionOptions } from '../../src/core/suppression/options';
import { tierOptions } from '../../src/core/tier/options';
import { tuneOptions } from '../../src/core/tune/options';
import { warehouseOptions } from '../../src/warehouse/options';

interface Panel {
	readonly node: new () => INodeType;
	/** Undefined for the syncs: their panel is translated, operation by operation, and checked in syncPanels.test.ts. */
	readonly schema: z.ZodTypeAny | undefined;
	/** Paths whose default or whose presence differs, and why. */
	readonly exceptions?: Readonly<Record<string, string>>;
}

/** One row per node. */
const panels: Record<string, Panel> = {
	AnalyseNps: { node: AnalyseNps, schema: npsOptions },
	AssignTier: { node: AssignTier, schema: tierOptions },
	BuildSuppressionList: { node: BuildSuppressionList, schema: suppressionOptions },
	ChurnCheck: { node: ChurnCheck, schema: churnOptions },
	ComputeRfm: { node: ComputeRfm, schema: rfmOptions },
	CustomerValueSql: {
		node: CustomerValueSql,
		schema: warehouseOptions,
		exceptions: { statement: 'filled with an expression that finds the node by its usual name' },
	},
	MeasureLift: { node: MeasureLift, schema: liftOptions },
	PlanOffers: {
		node: PlanOffers,
		schema: planOptions,
		exceptions: {
			tierPlays: 'filled with the table of the playbook that "Start From" names',
			winBackMessages: 'filled with the table of the playbook that "Start From" names',
		},
	},
	PredictClv: { node: PredictClv, schema: clvOptions },
	SampleShop: { node: SampleShop, schema: sampleShopOptions },
	ScoreCustomer: { node: ScoreCustomer, schema: scoreOptions },
	SuggestNextPurchase: { node: SuggestNextPurchase, schema: nextPurchaseOptions },
	SyncToKlaviyo: { node: SyncToKlaviyo, schema: undefined },
	SyncToMeta: { node: SyncToMeta, schema: undefined },
	SyncToGoogle: { node: SyncToGoogle, schema: undefined },
	TrackMigration: { node: TrackMigration, schema: migrationOptions },
	TuneScore: { node: TuneScore, schema: tuneOptions },
	ValueReport: { node: ValueReport, schema: reportOptions },
};

const root = join(__dirname, '..', '..');

/** A schema without its default, optionality and refinements. */
function bare(schema: z.ZodTypeAny): z.ZodTypeAny {
	const inner = (schema._def.innerType ?? schema._def.schema) as z.ZodTypeAny | undefined;
	return inner === undefined ? schema : bare(inner);
}

/** The members of an object schema, or of a list schema's entries; of several kinds all members. */
function shapeOf(schema: z.ZodTypeAny): Record<string, z.ZodTypeAny> | undefined {
	const type = bare(schema);
	if ('shape' in type) return type.shape as Record<string, z.ZodTypeAny>;
	if ('element' in type) return shapeOf(type.element as z.ZodTypeAny);
	return undefined;
}

function isPropertyList(options: INodeProperties['options']): options is INodeProperties[] {
	return (options ?? []).every((option) => 'type' in option);
}

/** The parameters inside a collection, or inside a row of a fixed collection. */
function membersOf(property: INodeProperties): INodeProperties[] | undefined {
	if (property.type === 'collection' && isPropertyList(property.options)) return property.options;
	const group = property.options?.[0];
	if (property.type === 'fixedCollection' && group && 'values' in group) return group.values;
	return undefined;
}

/** No part of the options: whose settings to lay over the panel, an agent's customer instead of the items, and files. */
const besideTheOptions = new Set([
	'clientPreset',
	'customerJson',
	...Object.keys(fileOptions.shape),
]);

/** The parameters as the schema sees them: the members of "Options" are beside the others. */
function parametersOf(properties: readonly INodeProperties[]): INodeProperties[] {
	return properties
		.filter(({ type }) => type !== 'notice')
		.flatMap((property) => (property.name === 'options' ? (membersOf(property) ?? []) : [property]))
		.filter(({ name }) => !besideTheOptions.has(name));
}

/** The differences between parameters and the members of a schema, as sentences. */
function differences(
	parameters: readonly INodeProperties[],
	shape: Record<string, z.ZodTypeAny>,
	path: string,
	exceptions: Readonly<Record<string, string>>,
	isRow = false,
): string[] {
	const found: string[] = [];
	const report = (name: string, fault: string) => {
		if (!Object.hasOwn(exceptions, path + name)) found.push(`${path}${name} ${fault}`);
	};
	for (const name of Object.keys(shape)) {
		const count = new Set(parameters.filter((p) => p.name === name)).size;
		if (count === 0) report(name, 'is not in the panel');
	}
	for (const parameter of parameters) {
		const { name } = parameter;
		const schema = shape[name];
		if (schema === undefined) {
			report(name, 'is not in the schema');
			continue;
		}
		const members = membersOf(parameter);
		if (members === undefined) {
			// A row that the user adds to a table always has all fields, so the schema may require them.
			if (isRow && !schema.isOptional()) continue;
			const fallback: unknown = schema.parse(undefined);
			if (JSON.stringify(fallback) !== JSON.stringify(parameter.default)) {
				const both = [parameter.default, fallback].map((value) => JSON.stringify(value));
				report(name, `has the defaults ${both.join(' and ')}`);
			}
			continue;
		}
		if (canonicalJson(schema.parse(heldBy(parameter))) !== canonicalJson(schema.parse(undefined))) {
			report(name, 'does not hold by default what the schema holds');
		}
		const inner = shapeOf(schema);
		if (inner === undefined) report(name, 'has members that are not in the schema');
		else {
			const isTable = parameter.type === 'fixedCollection';
			found.push(...differences(members, inner, `${path}${name}.`, exceptions, isTable));
		}
	}
	return found;
}

/** The default content of a collection; of a fixed collection its rows. */
function heldBy({ type, default: fallback, options }: INodeProperties): unknown {
	const group = options?.[0];
	if (type !== 'fixedCollection' || group === undefined) return fallback;
	return (fallback as Record<string, unknown>)[group.name] ?? [];
}

/** Every parameter at any depth, with its path. */
function everyParameter(
	properties: readonly INodeProperties[],
	path = '',
): Array<[path: string, property: INodeProperties]> {
	return properties.flatMap((property) => {
		const here = path + property.name;
		return [
			[here, property] as [string, INodeProperties],
			...everyParameter(membersOf(property) ?? [], `${here}.`),
		];
	});
}

function isBlank(text: unknown): boolean {
	return typeof text !== 'string' || text.trim() === '';
}

describe.each(Object.entries(panels))(
	'the panel of %s',
	(name, { node, schema, exceptions = {} }) => {
		const { description } = new node();
		const { properties } = description;

		if (schema !== undefined) {
			it('has the parameters and defaults of the options, at every depth', () => {
				const shape = shapeOf(schema) ?? {};
				expect(
					differences(parametersOf(currentProperties(properties)), shape, '', exceptions),
				).toEqual([]);
			});
		}

		it('has the defaults of the file options for what it has of them', () => {
			const fallbacks: Record<string, unknown> = fileOptions.parse({});
			for (const [path, { default: fallback }] of everyParameter(properties)) {
				const own = path.split('.').at(-1) as string;
				if (!Object.hasOwn(fallbacks, own)) continue;
				expect([path, fileOptions.parse({ [own]: fallback })]).toEqual([path, fallbacks]);
			}
		});

		it('takes a section of a client preset exactly if a client preset has one for it', () => {
			const isOffered = properties.some((property) =>
				(membersOf(property) ?? []).some(({ name: own }) => own === 'clientPreset'),
			);
			expect(isOffered).toBe(Object.hasOwn(presetSections, description.name));
			if (isOffered) expect(presetSections[description.name as PresetSection]).toBe(schema);
		});

		it('shows at most six fields at rest', () => {
			const values = NodeHelpers.getNodeParameters(properties, {}, true, false, null, description);
			const visible = properties.filter(
				(property) =>
					property.type !== 'notice' &&
					property.name !== 'options' &&
					NodeHelpers.displayParameter(values ?? {}, property, null, description),
			);
			expect(visible.map((property) => property.displayName).slice(6)).toEqual([]);
		});

		it('describes every parameter', () => {
			const undescribed = everyParameter(properties)
				// n8n's own nodes describe neither; the members of "Operation" and "Options" are described.
				.filter(
					([, { type, name: own }]) => type !== 'notice' && !['options', 'operation'].includes(own),
				)
				.filter(([, property]) => isBlank(property.description))
				.map(([path]) => path);
			expect(undescribed).toEqual([]);
		});

		it('leaves no wording empty', () => {
			const blank = everyParameter(properties).flatMap(([path, property]) => {
				const texts: unknown[] = [property.displayName];
				for (const key of ['description', 'hint', 'placeholder'] as const)
					if (property[key] !== undefined) texts.push(property[key]);
				for (const option of property.options ?? []) {
					texts.push('displayName' in option ? option.displayName : option.name);
					if ('description' in option && option.description !== undefined)
						texts.push(option.description);
				}
				return texts.some(isBlank) ? [path] : [];
			});
			expect(blank).toEqual([]);
			expect(isBlank(description.description)).toBe(false);
		});

		it('offers the values that the schema takes, by default one of them', () => {
			const faults = everyParameter(properties)
				.filter(([, property]) => property.type === 'options')
				.filter(
					([, { options, default: fallback, typeOptions }]) =>
						typeOptions?.loadOptionsMethod === undefined &&
						!(options ?? []).some((option) => 'value' in option && option.value === fallback),
				)
				.map(([path]) => path);
			expect(faults).toEqual([]);
		});

		it('names every output', () => {
			const { version, outputNames = [] } = description;
			const outputs = outputCountOf(new node(), Math.max(...[version].flat()));
			expect(outputs).toBeGreaterThan(0);
			if (outputs > 1) expect(outputNames).toHaveLength(outputs);
			expect(outputNames.some(isBlank)).toBe(false);
		});

		it('says in its codex file whom it belongs to', () => {
			const file = join(root, 'nodes', name, `${name}.node.json`);
			const codex = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
			expect(codex.node).toBe(`n8n-nodes-customer-value.${description.name}`);
		});

		it('links to its page, and is found by what people search for', () => {
			const file = join(root, 'nodes', name, `${name}.node.json`);
			const { alias, resources } = JSON.parse(readFileSync(file, 'utf8')) as {
				alias: string[];
				resources: { primaryDocumentation: [{ url: string }] };
			};
			const [, page] =
				/\/blob\/main\/(docs\/nodes\/.+)$/.exec(resources.primaryDocumentation[0].url) ?? [];
			expect(existsSync(join(root, page))).toBe(true);
			const words = alias.map((word) => word.toLowerCase());
			expect(words.filter((word, at) => words.indexOf(word) < at)).toEqual([]);
			expect(words.length).toBeGreaterThan(9);
		});

		it('has its icons', () => {
			const { light, dark } = description.icon as { light: string; dark: string };
			for (const icon of [light, dark])
				expect(existsSync(join(root, 'nodes', name, icon.replace('file:', '')))).toBe(true);
		});
	},
);

describe('package.json', () => {
	const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const built = [...manifest.n8n.nodes, ...manifest.n8n.credentials];

	it('lists each node that has a row here', () => {
		const listed = manifest.n8n.nodes.map((file) => file.split('/').at(-2)).sort();
		expect(listed).toEqual(Object.keys(panels).sort());
	});

	it.each(built)('lists a file that is made from a source: %s', (file) => {
		expect(existsSync(join(root, file.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
	});

	const hasDist = existsSync(join(root, 'dist'));
	(hasDist ? it : it.skip).each(built)(
		'lists a file that the build wrote (skipped before a build): %s',
		(file) => {
			expect(existsSync(join(root, file))).toBe(true);
		},
	);
});
