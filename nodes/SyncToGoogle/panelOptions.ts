import { z } from 'zod';
import { googleOptions, type GoogleOperation } from '../../src/sync/google/options';
import { namesIn } from '../shared/panelValues';
import { withoutLocators } from '../shared/syncs/runSync';

/**
 * Reads the panel's values as the sync's options: only those of the chosen operation, in the sync's units and shapes.
 */
export const googlePanelOptions = z.preprocess(fromPanel, googleOptions);

function fromPanel(given: unknown): unknown {
	const raw = given as Record<string, unknown>;
	const panel = withoutLocators(raw) as Record<string, unknown>;
	const shape = googleOptions.optionsMap.get(panel.operation as GoogleOperation)?.shape;
	if (shape === undefined) return panel;
	const options: Record<string, unknown> = { ...panel, audience: audienceIn(raw, panel) };
	if (panel.requestIds !== undefined) options.requestIds = namesIn(panel.requestIds);
	if (typeof panel.maxRemovalPercent === 'number') {
		options.maxRemovalShare = panel.maxRemovalPercent / 100;
	}
	return Object.fromEntries(
		Object.entries(options).filter(
			([name, value]) => Object.hasOwn(shape, name) && value !== undefined,
		),
	);
}

/** The list by ID or by name. */
function audienceIn(raw: Record<string, unknown>, panel: Record<string, unknown>): unknown {
	const { mode } = (raw.audience ?? {}) as { mode?: string };
	return mode === 'name' ? { by: 'name', name: panel.audience } : { by: 'id', id: panel.audience };
}
