import { z } from 'zod';
import { metaOptions, type MetaOperation } from '../../src/sync/meta/options';
import { namesIn } from '../shared/panelValues';
import { withoutLocators } from '../shared/syncs/runSync';

/**
 * Reads the panel's values as the sync's options: only those of the chosen operation, in the sync's units and shapes.
 */
export const metaPanelOptions = z.preprocess(fromPanel, metaOptions);

const creation = [
	'createAgain',
	'customerFileSource',
	'description',
	'exclusionOnly',
	'retentionDays',
] as const;

function fromPanel(given: unknown): unknown {
	const raw = given as Record<string, unknown>;
	const panel = withoutLocators(raw) as Record<string, unknown>;
	const shape = metaOptions.optionsMap.get(panel.operation as MetaOperation)?.shape;
	if (shape === undefined) return panel;
	const options: Record<string, unknown> = { ...panel, audience: audienceIn(raw, panel) };
	if (Array.isArray(raw.audiences)) {
		options.audiences = (raw.audiences as Array<Record<string, unknown>>).map(
			({ value, ...row }) => ({
				value,
				audience: audienceIn(row, { ...panel, ...(withoutLocators(row) as object) }),
			}),
		);
	}
	if (Array.isArray(panel.adSets)) {
		options.adSets = (panel.adSets as Array<Record<string, unknown>>).map(({ adSetId }) => adSetId);
	}
	if (typeof panel.maxRemovalPercent === 'number') {
		options.maxRemovalShare = panel.maxRemovalPercent / 100;
	}
	if (typeof panel.ratioPercent === 'number') options.ratio = panel.ratioPercent / 100;
	if (typeof panel.startingRatioPercent === 'number') {
		options.startingRatio = panel.startingRatioPercent / 100;
	}
	if (typeof panel.countries === 'string') options.countries = namesIn(panel.countries);
	return Object.fromEntries(
		Object.entries(options).filter(
			([name, value]) => Object.hasOwn(shape, name) && value !== undefined,
		),
	);
}

/** The audience by ID or by name, with the settings for a new one. */
function audienceIn(raw: Record<string, unknown>, panel: Record<string, unknown>): unknown {
	const { mode } = (raw.audience ?? {}) as { mode?: string };
	return {
		...(mode === 'name' ? { by: 'name', name: panel.audience } : { by: 'id', id: panel.audience }),
		labels: namesIn(panel.labels),
		...Object.fromEntries(
			creation.filter((name) => panel[name] !== undefined).map((name) => [name, panel[name]]),
		),
	};
}
