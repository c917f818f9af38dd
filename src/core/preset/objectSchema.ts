import { z } from 'zod';

/** The object schema inside a schema's defaults and checks; undefined where the schema is not of an object. */
export function objectSchema(schema: z.ZodTypeAny | undefined): z.AnyZodObject | undefined {
	const inner = withoutWrappers(schema);
	return inner instanceof z.ZodObject ? inner : undefined;
}

/** The schema of the rows of a list; undefined where the schema is not of a list. */
export function rowSchema(schema: z.ZodTypeAny | undefined): z.ZodTypeAny | undefined {
	const inner = withoutWrappers(schema);
	return inner instanceof z.ZodArray ? (inner.element as z.ZodTypeAny) : undefined;
}

/** The schema of one member of an object schema; undefined for a key that it doesn't know, such as `constructor`. */
export function memberSchema(schema: z.AnyZodObject, key: string): z.ZodTypeAny | undefined {
	const shape = schema.shape as Record<string, z.ZodTypeAny>;
	return Object.hasOwn(shape, key) ? shape[key] : undefined;
}

/** Whether the schema accepts any value and describes none. */
export function isOpaque(schema: z.ZodTypeAny | undefined): boolean {
	return withoutWrappers(schema) instanceof z.ZodUnknown;
}

function withoutWrappers(schema: z.ZodTypeAny | undefined): z.ZodTypeAny | undefined {
	let inner = schema;
	for (;;) {
		if (inner instanceof z.ZodDefault) inner = inner._def.innerType as z.ZodTypeAny;
		else if (inner instanceof z.ZodOptional) inner = inner._def.innerType as z.ZodTypeAny;
		else if (inner instanceof z.ZodEffects) inner = inner._def.schema as z.ZodTypeAny;
		else return inner;
	}
}
