import type { JsonRecord } from '../../src/values/jsonRecord';
import fc from 'fast-check';
import { mergeOptions } from '../../src/core/preset/mergeOptions';
import { optionChanges } from '../../src/core/preset/optionChanges';
import { basePresets } from '../../src/core/preset/basePresets';
import {
	type PresetSection,
	presetSectionNames,
	presetSections,
} from '../../src/core/preset/presetSections';
import { playbooks } from '../../src/core/playbook/playbooks';
import { readClientPreset } from '../../src/core/preset/readClientPreset';
import { summarisePreset } from '../../src/core/preset/summarisePreset';

/** Options that a client may have: a few of every kind of value. */
const clients: Record<PresetSection, fc.Arbitrary<JsonRecord>> = {
	computeRfm: fc.record(
		{
			bins: fc.integer({ min: 3, max: 10 }),
			keepFields: fc.string({ maxLength: 8 }),
			fields: fc.record({ email: fc.string(), amount: fc.string() }, { requiredKeys: [] }),
			exchangeRates: fc.array(fc.record({ currency: fc.constant('EUR'), rate: fc.constant(1.1) })),
		},
		{ requiredKeys: [] },
	),
	scoreCustomer: fc.record(
		{ vipAbove: fc.integer(), literalBands: fc.boolean(), rulesJson: fc.jsonValue() },
		{ requiredKeys: [] },
	),
	assignTier: fc.record(
		{
			championsShare: fc.integer({ min: 0, max: 100 }),
			rankNewSeparately: fc.boolean(),
			fieldNames: fc.record({ email: fc.constant('mail') }, { requiredKeys: [] }),
		},
		{ requiredKeys: [] },
	),
	churnCheck: fc.record(
		{
			silenceDays: fc.integer({ min: 1, max: 999 }),
			lapseTable: fc.array(fc.record({ tier: fc.constant('vip'), days: fc.nat(99) })),
		},
		{ requiredKeys: [] },
	),
	predictClv: fc.record({ horizonMonths: fc.integer({ min: 1, max: 60 }) }, { requiredKeys: [] }),
	buildSuppressionList: fc.record({ frequencyCapDays: fc.nat(3650) }, { requiredKeys: [] }),
	planOffers: fc.record(
		{
			playbook: fc.constantFrom('luxury', 'custom'),
			tierPlays: fc.constant(playbooks.luxury.tiers),
			offer: fc.nat(99),
		},
		{ requiredKeys: [] },
	),
	measureLift: fc.record({ marginPercent: fc.nat(100) }, { requiredKeys: [] }),
	trackMigration: fc.record(
		{ leastPerGroup: fc.integer({ min: 1, max: 999 }) },
		{ requiredKeys: [] },
	),
	valueReport: fc.record(
		{
			language: fc.constantFrom('en', 'de', 'es'),
			accentColor: fc.constantFrom('#0b6e4f', '#FFCC00'),
			topCustomers: fc.nat(100),
		},
		{ requiredKeys: [] },
	),
	suggestNextPurchase: fc.record(
		{
			shrinkage: fc.integer({ min: 0, max: 999 }),
			blockedProducts: fc.oneof(fc.string(), fc.array(fc.string())),
		},
		{ requiredKeys: [] },
	),
	tuneScore: fc.record(
		{ horizonDays: fc.integer({ min: 1, max: 999 }), rulesJson: fc.jsonValue() },
		{ requiredKeys: [] },
	),
	analyseNps: fc.record(
		{
			surveyEveryDays: fc.integer({ min: 1, max: 999 }),
			surveyFields: fc.record({ score: fc.string() }, { requiredKeys: [] }),
		},
		{ requiredKeys: [] },
	),
};

const preset = fc.record(
	{ name: fc.constant('Acme'), extends: fc.constantFrom(...Object.keys(basePresets)), ...clients },
	{ requiredKeys: ['name'] },
);

const effective = (given: unknown, section: PresetSection): JsonRecord =>
	presetSections[section].parse(readClientPreset(given).sections[section]);

/** An object with its keys in reverse order, at every depth. */
function reversed(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(reversed);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([key, member]) => [key, reversed(member)]),
	);
}

/** Options as nested objects from changes by path. */
function optionsAt(changes: ReadonlyArray<{ path: string; value: unknown }>): JsonRecord {
	const options: JsonRecord = {};
	for (const { path, value } of changes) {
		const [option, member] = path.split('.');
		if (member === undefined) options[option] = value;
		else options[option] = { ...(options[option] as JsonRecord | undefined), [member]: value };
	}
	return options;
}

describe('a client preset', () => {
	it('differs from the defaults by exactly the changes it tells', () => {
		fc.assert(
			fc.property(preset, fc.constantFrom(...presetSectionNames), (given, section) => {
				const schema = presetSections[section];
				const defaults: JsonRecord = schema.parse({});
				const options = effective(given, section);
				const changes = optionChanges(schema, defaults, options);
				expect(mergeOptions(schema, defaults, optionsAt(changes))).toEqual(options);
			}),
		);
	});

	it('means the same whatever order its keys are in, and as text', () => {
		fc.assert(
			fc.property(preset, fc.constantFrom(...presetSectionNames), (given, section) => {
				const plain = JSON.parse(JSON.stringify(given)) as unknown;
				const summary = (form: unknown) =>
					summarisePreset(readClientPreset(form), section, effective(form, section));
				expect(summary(reversed(plain))).toEqual(summary(plain));
				expect(summary(JSON.stringify(plain))).toEqual(summary(plain));
			}),
		);
	});

	it('changes nothing when it is laid over itself', () => {
		fc.assert(
			fc.property(preset, fc.constantFrom(...presetSectionNames), (given, section) => {
				const options = effective(given, section);
				const schema = presetSections[section];
				const { sections } = readClientPreset(given);
				expect(schema.parse(mergeOptions(schema, options, sections[section]))).toEqual(options);
			}),
		);
	});

	it('never reaches a prototype, whatever its keys are called', () => {
		const key = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'name');
		const hostile = fc.dictionary(key, fc.dictionary(key, fc.jsonValue()));
		fc.assert(
			fc.property(hostile, (given) => {
				const before = Object.getOwnPropertyNames(Object.prototype).length;
				expect(() => readClientPreset(given)).toThrow('The client preset has');
				expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
			}),
		);
	});
});
