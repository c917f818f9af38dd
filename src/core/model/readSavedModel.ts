import type { z } from 'zod';
import { InvalidInputError } from '../inputError';
import { parseOptions } from '../parseOptions';

/**
 * Reads a saved model from a parameter: JSON text or an object, the model itself or a summary that carries it as `model`.
 *
 * Never falls back to fitting: nothing, broken JSON, another node's model or a wrong shape is an `InvalidInputError`.
 *
 * @param kind what the model must be, e.g. `rfm`; every model says its own in `kind`
 */
export function readSavedModel<Schema extends z.ZodTypeAny>(
	kind: string,
	given: unknown,
	schema: Schema,
): z.output<Schema> {
	const value = typeof given === 'string' ? parseJson(kind, given) : given;
	if (!isRecord(value)) throw wrongModel(kind, given);
	const model = 'kind' in value || !isRecord(value.model) ? value : value.model;
	if (model.kind !== kind) throw wrongModel(kind, model.kind ?? given);
	return parseOptions(schema, model, 'savedModel');
}

function parseJson(kind: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw wrongModel(kind, text);
	}
}

function wrongModel(kind: string, received: unknown): InvalidInputError {
	return new InvalidInputError(
		'savedModel',
		`the "model" of this node's Summary output (a JSON object of kind "${kind}")`,
		received,
	);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
