import { z } from 'zod';

const hashed = z.union([z.literal(''), z.string().regex(/^[0-9a-f]{64}$/)]);
const plain = z.string();

/**
 * What each column of an upload may hold; hashed cells that are not SHA-256 are counted as invalid, other wrong cells
 * refused.
 */
export const metaColumns = {
	EXTERN_ID: plain,
	EMAIL: hashed,
	PHONE: hashed,
	GEN: hashed,
	DOBY: hashed,
	DOBM: hashed,
	DOBD: hashed,
	LN: hashed,
	FN: hashed,
	FI: hashed,
	CT: hashed,
	ST: hashed,
	ZIP: hashed,
	COUNTRY: hashed,
	MADID: plain,
	LOOKALIKE_VALUE: z.number().min(0),
	DATA_PROCESSING_OPTIONS: z.array(z.literal('LDU')).max(1),
	DATA_PROCESSING_OPTIONS_COUNTRY: z.union([z.literal(0), z.literal(1)]),
	DATA_PROCESSING_OPTIONS_STATE: z.union([z.literal(0), z.literal(1000)]),
} as const satisfies Record<string, z.ZodTypeAny>;

export type MetaColumn = keyof typeof metaColumns;

const columnNames = Object.keys(metaColumns) as [MetaColumn, ...MetaColumn[]];

const payload = z
	.object({
		schema: z
			.array(z.enum(columnNames))
			.min(1)
			.refine((columns) => new Set(columns).size === columns.length),
		data: z.array(z.array(z.unknown())).min(1).max(10_000),
	})
	.strict()
	.refine(({ schema, data }) => data.every((row) => row.length === schema.length));

/** People in columns. */
export type MetaPayload = z.output<typeof payload>;

const session = z
	.object({
		session_id: z.number().int().positive(),
		batch_seq: z.number().int().min(1),
		last_batch_flag: z.boolean(),
		estimated_num_total: z.number().int().min(1).optional(),
	})
	.strict();

/** The position of a batch in its upload. */
export type UploadBatch = z.output<typeof session>;

const text = z.string().min(1);

/** Bodies that the sandbox accepts, by edge; written from the published documentation. */
export const metaBodies = {
	users: z.object({ payload, session }).strict(),
	usersreplace: z.object({ payload, session }).strict(),
	usersofanyaudience: z.object({ payload, session }).strict(),
	adset: z
		.object({
			targeting: z
				.object({
					geo_locations: z.object({}).passthrough(),
					excluded_custom_audiences: z.array(
						z.object({ id: z.string().regex(/^\d+$/), name: z.string().optional() }).strict(),
					),
				})
				.passthrough(),
			execution_options: z.array(z.enum(['validate_only', 'include_recommendations'])).optional(),
		})
		.strict(),
	adaccount: z.object({ existing_customers: z.array(z.string().regex(/^\d+$/)) }).strict(),
	customaudiences: z.discriminatedUnion('subtype', [
		z
			.object({
				subtype: z.literal('CUSTOM'),
				name: text,
				description: text.optional(),
				customer_file_source: z.enum([
					'USER_PROVIDED_ONLY',
					'PARTNER_PROVIDED_ONLY',
					'BOTH_USER_AND_PARTNER_PROVIDED',
				]),
				is_value_based: z.boolean().optional(),
				retention_days: z.number().int().min(1).max(180).optional(),
				usage_restriction: z.enum(['EXCLUSION_ONLY', 'NONE']).optional(),
				audience_labels: z.array(text).min(1).optional(),
			})
			.strict(),
		z
			.object({
				subtype: z.literal('LOOKALIKE'),
				name: text,
				origin_audience_id: z.string().regex(/^\d+$/),
				/** JSON text. */
				lookalike_spec: z.string(),
			})
			.strict(),
	]),
} as const satisfies Record<string, z.ZodTypeAny>;

export const lookalikeSpec = z
	.object({
		type: z.enum(['similarity', 'reach', 'custom_ratio']).optional(),
		ratio: z.number().min(0.01).max(0.2).multipleOf(0.01),
		starting_ratio: z.number().min(0).max(0.19).multipleOf(0.01).optional(),
		country: z
			.string()
			.regex(/^[A-Z]{2}$/)
			.optional(),
		location_spec: z
			.object({
				geo_locations: z.object({ countries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1) }),
			})
			.strict()
			.optional(),
	})
	.strict()
	.refine(
		({ country, location_spec }) => (country === undefined) !== (location_spec === undefined),
	);
