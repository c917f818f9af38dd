import type { JsonRecord } from '../../values/jsonRecord';
import { describeChanges, optionChanges } from './optionChanges';
import { type PresetSection, presetSections } from './presetSections';
import type { ClientPreset } from './readClientPreset';

/**
 * A client's preset in a summary: its name, and how the options used differ from the defaults, whether set by the
 * preset or in the panel.
 *
 * A saved model is omitted: it is long, and every item has its version.
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
