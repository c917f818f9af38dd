import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const path = join(
	__dirname,
	'..',
	'..',
	'..',
	'shared',
	'reference',
	'klaviyo',
	'klaviyo-schemas.bundle.json',
);

/** Whether Klaviyo's published schemas are available: they are stored beside the project, not in it. */
export const isPublishedHere = existsSync(path);

export interface PublishedOperation {
	readonly method: string;
	readonly path: string;
	readonly ratelimit: { readonly burst: string; readonly steady: string };
	readonly scopes: readonly string[];
	readonly request?: string;
	readonly responses: Readonly<Record<string, string | null>>;
	readonly query: Readonly<Record<string, unknown>>;
}

interface Bundle {
	readonly $id: string;
	readonly 'x-operations': Readonly<Record<string, PublishedOperation>>;
}

/**
 * Allows whole numbers to be numbers: the published text offers integer and number as alternatives of which exactly one
 * may match, so that, read literally, no whole number is valid.
 */
function withWholeNumbers<Value>(schema: Value): Value {
	return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
		const { oneOf, ...others } = (value ?? {}) as { oneOf?: Array<{ type?: string }> };
		const types = Array.isArray(oneOf) ? oneOf.map(({ type }) => type).join() : '';
		return types === 'integer,number' ? { ...others, anyOf: oneOf } : value;
	}) as Value;
}

const bundle: Bundle = isPublishedHere
	? (JSON.parse(readFileSync(path, 'utf8')) as Bundle)
	: { $id: '', 'x-operations': {} };
const validators = new Map<string, ValidateFunction>();
let ajv: Ajv2020 | undefined;

export const publishedOperations = bundle['x-operations'];

/** Returns the validator of a published schema, by its place in the bundle. */
export function publishedValidator(place: string): ValidateFunction {
	if (ajv === undefined) {
		ajv = new Ajv2020({ strict: false });
		addFormats(ajv);
		ajv.addSchema(withWholeNumbers(bundle));
	}
	const validator = validators.get(place) ?? ajv.compile({ $ref: bundle.$id + place });
	validators.set(place, validator);
	return validator;
}

/** Returns the published operation that a request belongs to. */
export function publishedOperation(method: string, requestPath: string) {
	const found = Object.entries(publishedOperations).find(
		([, each]) =>
			each.method === method &&
			new RegExp(`^${each.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(requestPath),
	);
	if (found === undefined) throw new Error(`Nothing is published for ${method} ${requestPath}`);
	return { name: found[0], operation: found[1] };
}

/** Lists what the published schemas find wrong with a request; empty where nothing, or where they are not available. */
export function faultsOfRequest(request: {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly json: unknown;
}): string[] {
	if (!isPublishedHere) return [];
	const { name, operation } = publishedOperation(request.method, request.path);
	const faults = Object.keys(request.query)
		.filter((parameter) => !(parameter in operation.query) && parameter !== 'fields[profile]')
		.map((parameter) => `${name}: no parameter ${parameter}`);
	if (operation.request === undefined) return faults;
	const isValid = publishedValidator(operation.request);
	if (!isValid(request.json)) {
		faults.push(
			...(isValid.errors ?? []).map((each) => `${name}${each.instancePath}: ${each.message}`),
		);
	}
	return faults;
}
