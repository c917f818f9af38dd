import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';
import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { mergeOptions } from '../../src/core/preset/mergeOptions';
import { type PresetSection, presetSections } from '../../src/core/preset/presetSections';
import { type ClientPreset, readClientPreset } from '../../src/core/preset/readClientPreset';

/** A client's preset, and the section of it that a node uses. */
export interface PresetInUse {
	readonly preset: ClientPreset;
	readonly section: PresetSection;
}

/** Reads the client's preset from the panel's values; one that is set but comes out empty is an error. */
export function presetInUse(
	panel: JsonRecord,
	section: PresetSection | undefined,
): PresetInUse | undefined {
	if (section === undefined || !Object.hasOwn(panel, 'clientPreset')) return undefined;
	return { preset: readClientPreset(panel.clientPreset), section };
}

/** The options that apply: the panel's, with the preset's laid over them. */
export function chosenOptions(panel: JsonRecord, inUse: PresetInUse | undefined): JsonRecord {
	const {
		clientPreset: _preset,
		customerJson: _customers,
		customersAs: _output,
		...options
	} = panel;
	if (inUse === undefined) return options;
	const { preset, section } = inUse;
	return mergeOptions(presetSections[section], options, preset.sections[section]);
}

/** The label of an option that the preset sets; undefined for those that the panel sets. */
export function labelInPreset(inUse: PresetInUse | undefined, path: string): string | undefined {
	if (inUse === undefined) return undefined;
	const { preset, section } = inUse;
	const [option] = path.split('.');
	return Object.hasOwn(preset.sections[section], option)
		? `Client Preset → ${section}.${path}`
		: undefined;
}

/**
 * Reports which options of the preset have no effect, because other options switch them off.
 *
 * The panel shows an option only where it counts, so an option that it wouldn't show has no effect. A base's options
 * are left out: a base brings tables for either choice. With a saved model nothing is reported: the model overrides
 * panel and preset.
 */
export function presetNotices(
	properties: readonly INodeProperties[],
	{ preset, section }: PresetInUse,
	options: JsonRecord,
): Notice[] {
	if (options.use === 'savedModel') return [];
	const values = options as INodeParameters;
	const unused = preset.ownOptions[section].filter((name) => {
		const shown = properties.filter((property) => property.name === name);
		return (
			shown.length > 0 &&
			!shown.some((property) => NodeHelpers.displayParameter(values, property, null, null))
		);
	});
	if (unused.length === 0) return [];
	const paths = unused.map((name) => `${section}.${name}`).join(', ');
	return [
		{
			code: 'presetWithoutEffect',
			message: `The client preset sets ${paths}, which has no effect with the node's other settings: the panel shows which setting each option belongs to.`,
			level: 'warning',
		},
	];
}
