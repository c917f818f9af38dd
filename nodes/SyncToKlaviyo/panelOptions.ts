import { z } from 'zod';
import { klaviyoOptions, type KlaviyoOperation } from '../../src/sync/klaviyo/options';
import { namesIn } from '../shared/panelValues';
import { withoutLocators } from '../shared/syncs/runSync';

/**
 * Reads the panel's values as the sync's options: only those of the chosen operation, in the sync's units and shapes.
 */
export const klaviyoPanelOptions = z.preprocess(fromPanel, klaviyoOptions);

function fromPanel(given: unknown): unknown {
	const raw = given as Record<string, unknown>;
	const panel = withoutLocators(raw) as Record<string, unknown>;
	const operation = panel.operation as KlaviyoOperation;
	const shape = klaviyoOptions.optionsMap.get(operation)?.shape;
	if (shape === undefined) return panel;
	const options: Record<string, unknown> = { ...panel, listId: listIn(raw.listId) };
	if (Array.isArray(raw.lists)) {
		options.lists = raw.lists.map((each: { value?: unknown; listId?: unknown }) => ({
			...each,
			listId: listIn(each.listId),
		}));
	}
	if (typeof panel.maxRemovalPercent === 'number') {
		options.maxRemovalShare = panel.maxRemovalPercent / 100;
	}
	if (operation === 'clearProperties') options.properties = namesIn(panel.propertyNames);
	if (operation === 'sendEvents') {
		options.valueField = panel.valueFieldOfEvents;
		options.propertyFields = namesIn(panel.propertyFields);
	}
	if (operation === 'createSegment') {
		options.definition = jsonIn(panel.definition);
	}
	return Object.fromEntries(
		Object.entries(options).filter(
			([name, value]) => Object.hasOwn(shape, name) && value !== undefined,
		),
	);
}

/** A list by its ID, or by its name where the locator is set to it. */
function listIn(locator: unknown): unknown {
	const value = withoutLocators(locator);
	const { mode } = (locator ?? {}) as { mode?: string };
	return mode === 'name' && value !== '' ? { name: value } : value;
}

/**
 * A value given as JSON or as an object; empty text means none, and text that can't be read is left for the schema to
 * refuse.
 */
function jsonIn(value: unknown): unknown {
	if (typeof value !== 'string') return value ?? undefined;
	if (value.trim() === '') return undefined;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}
