import type { JsonRecord } from '../../values/jsonRecord';
import { describeChanges, optionChanges } from './optionChanges';
import { type PresetSection, presetSections } from './presetSections';
import type { ClientPreset } from './readClientPreset';

/**
 * What a summary says about a client's preset: its name, and how the options that were used differ from the defaults,
 * whether preset or panel made them so.
 *
 * A saved model is omitted: it is long, and every item carries its version.
 *
 * @param earlierDefaults of a node that was saved when other defaults applied
 */
export function summarisePreset(
	preset: ClientPreset,
	section: PresetSection,
	options: JsonRecord,
	earlierDefaults: JsonRecord = {},
): JsonRecord {
	const schema = presetSections[section];
	const changes = optionChanges(schema, schema.parse(earlierDefaults), options).filter(
		({ path }) => path !== 'savedModel',
	);
	return {
		clientPreset: preset.name,
		clientPresetChanges: changes,
		clientPresetChangesText: describeChanges(changes),
	};
}
