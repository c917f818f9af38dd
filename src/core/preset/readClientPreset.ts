import type { JsonRecord } from '../../values/jsonRecord';
import { basePresets } from './basePresets';
import { isJsonObject } from './isJsonObject';
import { mergeOptions } from './mergeOptions';
import { InvalidPresetError } from './presetError';
import { sectionFaults, unknownName } from './presetFaults';
import {
	type PresetSection,
	type SectionOptions,
	presetSectionNames,
	presetSections,
} from './presetSections';

/** A checked client preset, merged over its base. */
export interface ClientPreset {
	/** The client's name; without one the base's. */
	readonly name: string;
	/** The options of each node; an omitted section is empty. */
	readonly sections: Readonly<Record<PresetSection, JsonRecord>>;
	/** The names of the options that the preset itself sets, without those of its base. */
	readonly ownOptions: Readonly<Record<PresetSection, readonly string[]>>;
}

const bases: Readonly<Record<string, SectionOptions>> = basePresets;
const baseNames = Object.keys(bases);
const memberNames = ['name', 'extends', 'notes', ...presetSectionNames];
const longestText = 2000;

/**
 * Reads a client preset: JSON text, an object, or only the name of a built-in base, such as `luxury`.
 *
 * All sections are checked, including those of other nodes, so that the first node of a workflow finds every fault.
 * They are all reported in one `InvalidPresetError`. An empty value is an error too: an expression that finds no preset
 * must not give a client the defaults.
 */
export function readClientPreset(given: unknown): ClientPreset {
	const preset = presetObject(given);
	const faults = Object.keys(preset)
		.filter((key) => !memberNames.includes(key))
		.map((key) => unknownName(shortName(key), key, 'section', memberNames));
	for (const key of ['name', 'notes'] as const) {
		const text = own(preset, key);
		const isText = typeof text === 'string' && text.trim() !== '' && text.length <= longestText;
		if (text !== undefined && !isText)
			faults.push(`"${key}" needs 1 to ${longestText} characters of text`);
	}
	const base = own(preset, 'extends') ?? 'standard';
	if (!isBaseName(base)) faults.push(unknownBase(base));
	for (const section of presetSectionNames) {
		const options = own(preset, section);
		if (options === undefined) continue;
		if (isJsonObject(options))
			faults.push(...sectionFaults(presetSections[section], options, section));
		else faults.push(`"${section}" needs an object of options`);
	}
	if (faults.length > 0 || !isBaseName(base)) throw new InvalidPresetError(faults);
	const name = own(preset, 'name');
	const sections = presetSectionNames.map((section) => {
		const under: JsonRecord = { ...bases[base][section] };
		return [section, mergeOptions(presetSections[section], under, ownSection(preset, section))];
	});
	const ownOptions = presetSectionNames.map((section) => [
		section,
		Object.keys(ownSection(preset, section)),
	]);
	return {
		name: typeof name === 'string' ? name.trim() : base,
		sections: Object.fromEntries(sections) as ClientPreset['sections'],
		ownOptions: Object.fromEntries(ownOptions) as ClientPreset['ownOptions'],
	};
}

function ownSection(preset: JsonRecord, section: PresetSection): JsonRecord {
	return (own(preset, section) ?? {}) as JsonRecord;
}

/** The preset as an object; a base's name alone means a preset that only extends it. */
function presetObject(given: unknown): JsonRecord {
	const value = typeof given === 'string' ? parseText(given.trim()) : given;
	if (typeof value === 'string' && value !== '') return { extends: value };
	if (isJsonObject(value) && Object.keys(value).length > 0) return value;
	throw new InvalidPresetError([`it needs ${wanted}, but got ${whatCame(value)}`]);
}

const wanted = `a JSON object such as {"name": "Acme", "extends": "fashion"}, or one of ${baseNames.join(', ')}`;

function parseText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		if (/^[\w -]{0,40}$/.test(text)) return text;
		throw new InvalidPresetError([`it needs ${wanted}, but got text that is not valid JSON`]);
	}
}

function whatCame(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'nothing';
	if (Array.isArray(value)) return `a list of ${value.length}`;
	return typeof value === 'object' ? 'an object without members' : String(value);
}

function unknownBase(base: unknown): string {
	const all = `"extends" needs one of ${baseNames.join(', ')}`;
	if (typeof base !== 'string') return all;
	return `${all}: ${unknownName(shortName(base), base, 'built-in preset', baseNames)}`;
}

function isBaseName(name: unknown): name is string {
	return typeof name === 'string' && Object.hasOwn(bases, name);
}

function own(record: JsonRecord, key: string): unknown {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}

function shortName(name: string): string {
	return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
