import type { z } from 'zod';
import { InvalidInputError } from './invalidInputError';

/**
 * Checks a node's options against their schema and fills in defaults.
 *
 * The first fault is thrown as an `InvalidInputError` that names the option by its path, what it needs and what was
 * received.
 *
 * @param prefix put before the path, for options that are themselves the value of a parameter
 */
export function parseOptions<Schema extends z.ZodTypeAny>(
	schema: Schema,
	given: unknown,
	prefix?: string,
): z.output<Schema> {
	const result = schema.safeParse(given, { errorMap: requirement });
	if (result.success) return result.data;
	const issue = result.error.issues[0];
	const path = prefix === undefined ? issue.path : [prefix, ...issue.path];
	throw new InvalidInputError(path.join('.') || 'options', issue.message, at(given, issue.path));
}

/** One fault of the options: its path, what is needed there (to be read after "needs") and what was received. */
export interface OptionFault {
	readonly path: ReadonlyArray<string | number>;
	readonly requirement: string;
	readonly received: unknown;
}

/** All faults of the options, in the order of the schema; empty where there are none. */
export function optionFaults(schema: z.ZodTypeAny, given: unknown): OptionFault[] {
	const result = schema.safeParse(given, { errorMap: requirement });
	if (result.success) return [];
	return result.error.issues.map(({ path, message }) => ({
		path,
		requirement: message,
		received: at(given, path),
	}));
}

const typeInWords: Readonly<Record<string, string | undefined>> = {
	array: 'at least one entry',
	boolean: 'true or false',
	integer: 'a whole number',
	number: 'a number',
	object: 'an object',
	string: 'text',
};

/** The requirement, to be read after "needs". */
const requirement: z.ZodErrorMap = (issue, context) => {
	switch (issue.code) {
		case 'invalid_type':
			return { message: typeInWords[issue.expected] ?? `a value of type ${issue.expected}` };
		case 'invalid_enum_value':
			return { message: `one of ${issue.options.join(', ')}` };
		case 'invalid_literal':
			return { message: `the value ${JSON.stringify(issue.expected)}` };
		case 'unrecognized_keys':
			return { message: `no member called ${issue.keys.join(', ')}` };
		case 'too_small':
			return {
				message: bound(issue.type, issue.inclusive ? 'at least' : 'more than', issue.minimum),
			};
		case 'too_big':
			return {
				message: bound(issue.type, issue.inclusive ? 'at most' : 'less than', issue.maximum),
			};
		case 'not_finite':
			return { message: 'a finite number' };
		default:
			return { message: context.defaultError };
	}
};

function bound(type: string, relation: string, limit: number | bigint): string {
	if (type === 'string') return `${relation} ${limit} characters`;
	if (type === 'array') return `${relation} ${limit} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
	return `a number of ${relation} ${limit}`;
}

function at(value: unknown, path: ReadonlyArray<string | number>): unknown {
	let here = value;
	for (const key of path) {
		if (typeof here !== 'object' || here === null) return undefined;
		here = (here as Record<string | number, unknown>)[key];
	}
	return here;
}
