import type { INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';
import { klaviyoPanelOptions } from '../../nodes/SyncToKlaviyo/panelOptions';
import { syncToKlaviyoProperties } from '../../nodes/SyncToKlaviyo/SyncToKlaviyo.properties';
import { googlePanelOptions } from '../../nodes/SyncToGoogle/panelOptions';
import { syncToGoogleProperties } from '../../nodes/SyncToGoogle/SyncToGoogle.properties';
import { metaPanelOptions } from '../../nodes/SyncToMeta/panelOptions';
import { syncToMetaProperties } from '../../nodes/SyncToMeta/SyncToMeta.properties';
import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { googleOptions } from '../../src/sync/google/options';
import { metaOptions } from '../../src/sync/meta/options';

type Values = Readonly<Record<string, unknown>>;

interface SyncPanel {
	readonly properties: readonly INodeProperties[];
	/** Reads the panel as options. */
	readonly read: z.ZodTypeAny;
	/** The names of an operation's options. */
	readonly shapes: ReadonlyMap<string, readonly string[]>;
	/** Values required before an operation can run; everything else is at its default. */
	readonly required: Values;
	/** Parameters that are not options, and why. */
	readonly notRead: Readonly<Record<string, string>>;
	/** Options that the panel fills in but the schema does not, and why. */
	readonly otherDefault: Readonly<Record<string, string>>;
}

const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

const shapesOf = (options: ReadonlyArray<z.ZodObject<z.ZodRawShape>>) =>
	new Map(
		options.map(({ shape }) => [
			String((shape.operation as z.ZodLiteral<string>).value),
			Object.keys(shape),
		]),
	);

const panels: Readonly<Record<string, SyncPanel>> = {
	SyncToKlaviyo: {
		properties: syncToKlaviyoProperties,
		read: klaviyoPanelOptions,
		shapes: shapesOf(klaviyoOptions.options as unknown as Array<z.ZodObject<z.ZodRawShape>>),
		required: {
			lists: [{ value: 'vip', listId: locator('id', 'L1') }],
			listId: locator('id', 'L1'),
			name: 'Segment',
			propertyNames: 'churn_risk',
		},
		notRead: {
			propertyChoice: 'only shows "Properties", whose default is the other choice',
			deletionNotice: 'says that deleting is final',
			authentication: 'chooses the credential',
		},
		otherDefault: { conditions: 'an example to start from' },
	},
	SyncToMeta: {
		properties: syncToMetaProperties,
		read: metaPanelOptions,
		shapes: shapesOf(metaOptions.options as unknown as Array<z.ZodObject<z.ZodRawShape>>),
		required: {
			adAccountId: locator('id', 'act_1'),
			audience: locator('name', 'Customers A'),
			audiences: [{ value: 'vip', audience: locator('name', 'Customers A') }],
			adSets: [{ adSetId: locator('id', '1') }],
			name: 'Lookalike',
			countries: 'US',
		},
		notRead: {},
		otherDefault: {},
	},
	SyncToGoogle: {
		properties: syncToGoogleProperties,
		read: googlePanelOptions,
		shapes: shapesOf(googleOptions.options as unknown as Array<z.ZodObject<z.ZodRawShape>>),
		required: {
			accountId: '123-456-7890',
			audience: locator('name', 'Customers A'),
			furtherLists: [{ accountId: '123-456-7890', listId: '1' }],
		},
		notRead: { authentication: 'chooses the credential' },
		otherDefault: {},
	},
};

/** Options that n8n itself sets. */
const givenByHost = new Set(['operation', 'loopIteration', 'loopHasMore']);

function isShownFor({ displayOptions }: INodeProperties, operation: string): boolean {
	const at = (given: NonNullable<typeof displayOptions>['show']) =>
		given?.operation ?? given?.['/operation'];
	const [shown, hidden] = [at(displayOptions?.show), at(displayOptions?.hide)];
	return (shown?.includes(operation) ?? true) && !(hidden?.includes(operation) ?? false);
}

/** The parameters of one operation; the members of "Options" are beside the others. */
function parametersOf(properties: readonly INodeProperties[], operation: string) {
	return properties
		.flatMap((property) =>
			property.name === 'options' ? (property.options as INodeProperties[]) : [property],
		)
		.filter((property) => property.name !== 'operation' && isShownFor(property, operation));
}

function rowGroup({ options }: INodeProperties): { name: string; values: INodeProperties[] } {
	return options?.[0] as { name: string; values: INodeProperties[] };
}

/** A parameter's default, as the node reads it. */
function untouched(property: INodeProperties): unknown {
	if (property.type !== 'fixedCollection') return property.default;
	return (property.default as Record<string, unknown>)[rowGroup(property).name];
}

/** A value other than the parameter's default. */
function another(property: INodeProperties): unknown {
	const values = (property.options ?? []).map((option) => 'value' in option && option.value);
	switch (property.type) {
		case 'boolean':
			return property.default !== true;
		case 'number':
			return Number(property.default) + 1;
		case 'options':
			return values.find((value) => value !== property.default);
		case 'multiOptions':
			return [values.at(-1)];
		case 'resourceLocator':
			return locator('id', '777');
		case 'fixedCollection':
			return [
				Object.fromEntries(
					rowGroup(property).values.map((member) => [member.name, another(member)]),
				),
			];
		default:
			return 'elsewhere';
	}
}

/** The options in which two readings differ; of a reading that fails, those with a fault. */
function differing(read: z.ZodTypeAny, before: Values, after: Values): string[] {
	const [first, second] = [read.safeParse(before), read.safeParse(after)];
	if (!first.success) throw first.error;
	if (!second.success) return [...new Set(second.error.issues.map(({ path }) => String(path[0])))];
	const [a, b] = [first.data as Values, second.data as Values];
	return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
		(name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]),
	);
}

describe.each(
	Object.entries(panels).flatMap(([node, panel]) =>
		[...panel.shapes.keys()].map((operation) => [node, operation, panel] as const),
	),
)('the panel of %s: %s', (_node, operation, panel) => {
	const { properties, read, shapes, notRead, otherDefault } = panel;
	const parameters = parametersOf(properties, operation);
	const required = Object.fromEntries(
		Object.entries(panel.required).filter(([name]) =>
			parameters.some((parameter) => parameter.name === name),
		),
	);
	const atRest = { operation, ...required };

	it('is one of the operations on offer', () => {
		const offered = properties.find(({ name }) => name === 'operation')?.options ?? [];
		expect(offered.map((option) => 'value' in option && option.value)).toContain(operation);
	});

	it('reads every parameter', () => {
		const unread = parameters
			.filter(({ name }) => !Object.hasOwn(notRead, name))
			.filter((parameter) => {
				const changed = { ...atRest, [parameter.name]: another(parameter) };
				return differing(read, atRest, changed).length === 0;
			})
			.map(({ name }) => name);
		expect(unread).toEqual([]);
	});

	it('has a parameter for every option', () => {
		const reached = new Set(
			parameters.flatMap((parameter) =>
				differing(read, atRest, { ...atRest, [parameter.name]: another(parameter) }),
			),
		);
		const options = shapes.get(operation) ?? [];
		expect(options.filter((name) => !reached.has(name) && !givenByHost.has(name))).toEqual([]);
	});

	it('has the defaults of the options', () => {
		const faults = parameters
			.filter(({ name }) => !Object.hasOwn(required, name) && !Object.hasOwn(otherDefault, name))
			.filter((parameter) => {
				const explicit = { ...atRest, [parameter.name]: untouched(parameter) };
				return differing(read, atRest, explicit).length > 0;
			})
			.map(({ name }) => name);
		expect(faults).toEqual([]);
	});
});
