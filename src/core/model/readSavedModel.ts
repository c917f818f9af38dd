import { parseJson } from '../../values/parseJson';
import { isRecord } from '../../values/isRecord';
import type { z } from 'zod';
import { InvalidInputError } from '../../values/invalidInputError';
import { parseOptions } from '../../values/parseOptions';

/**
 * Reads a saved model from a parameter: JSON text or an object, the model itself or a summary that holds it as `model`.
 *
 * Never falls back to fitting: nothing, broken JSON, another node's model or a wrong shape is an `InvalidInputError`.
 *
 * @param kind the kind of model required, e.g. `rfm`; every model names its own in `kind`
 * @param option the parameter that holds it, where that is not the node's own model
 */
export function readSavedModel<Schema extends z.ZodTypeAny>(
	kind: string,
	given: unknown,
	schema: Schema,
	option = 'savedModel',
): z.output<Schema> {
	const model = modelIn(typeof given === 'string' ? parseJson(given) : given);
	if (model === undefined) throw wrongModel(kind, given, option);
	if (model.kind !== kind) throw wrongModel(kind, model.kind ?? given, option);
	return parseOptions(schema, model, option);
}

/** The kind named in a saved model, in any form that `readSavedModel` accepts; undefined where there is none. */
export function savedModelKind(given: unknown): unknown {
	return modelIn(typeof given === 'string' ? parseJson(given) : given)?.kind;
}

/** The model itself, also from a summary that holds it. */
function modelIn(value: unknown): Record<string, unknown> | undefined {
	if (!isRecord(value)) return undefined;
	return 'kind' in value || !isRecord(value.model) ? value : value.model;
}

function wrongModel(kind: string, received: unknown, option: string): InvalidInputError {
	const whose = option === 'savedModel' ? "this node's" : "the other node's";
	return new InvalidInputError(
		option,
		`the "model" of ${whose} Summary output (a JSON object of kind "${kind}")`,
		received,
	);
}
