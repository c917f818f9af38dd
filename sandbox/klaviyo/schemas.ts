import { z } from 'zod';

const strict = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).strict();

/** A resource of JSON:API. */
const resource = <Type extends string, Rest extends z.ZodRawShape>(type: Type, rest: Rest) =>
	strict({ type: z.literal(type), ...rest });

/** A body or relationship that holds one resource, or many. */
const dataOf = <Data extends z.ZodTypeAny>(data: Data) => strict({ data });

const phoneNumber = z
	.string()
	.regex(/^\+[1-9]\d{1,14}$/)
	.nullish();
const text = z.string().nullish();
const dateTime = z.string().datetime({ offset: true }).nullish();

const location = strict({
	address1: text,
	address2: text,
	city: text,
	country: text,
	latitude: z.union([z.string(), z.number()]).nullish(),
	longitude: z.union([z.string(), z.number()]).nullish(),
	region: text,
	zip: text,
	timezone: text,
	ip: text,
});

const profileAttributes = {
	email: text,
	phone_number: phoneNumber,
	external_id: text,
	_kx: text,
	first_name: text,
	last_name: text,
	organization: text,
	locale: text,
	image: text,
	location: location.nullish(),
	properties: z.record(z.unknown()).nullish(),
};

const profileMeta = strict({
	patch_properties: strict({
		append: z.record(z.unknown()).nullish(),
		unappend: z.record(z.unknown()).nullish(),
		unset: z.union([z.string(), z.array(z.string())]).nullish(),
	}).nullish(),
	patch_identifiers: z
		.object({ append: z.record(z.unknown()), unappend: z.record(z.unknown()) })
		.partial()
		.strict()
		.nullish(),
});

const profileUpsert = resource('profile', {
	id: text,
	attributes: strict(profileAttributes),
	meta: profileMeta.nullish(),
});

export type ProfileBody = z.output<typeof profileUpsert>;

const reference = <Type extends string>(type: Type) => resource(type, { id: z.string() });

const toOneList = strict({
	list: dataOf(reference('list').optional()).optional(),
}).optional();

const consentOf = (consent: string, withDate: boolean) => {
	const marketing = strict({
		consent: z.literal(consent),
		...(withDate ? { consented_at: dateTime } : {}),
	}).nullish();
	return strict({
		email: strict({ marketing }).nullish(),
		sms: strict({ marketing, transactional: marketing }).nullish(),
	});
};

const suppressionJob = (type: string) =>
	dataOf(
		resource(type, {
			attributes: strict({
				profiles: dataOf(
					z
						.array(
							resource('profile', {
								attributes: strict({ email: z.string() }),
							}),
						)
						.max(100),
				).nullish(),
			}),
		}),
	);

const members = dataOf(z.array(reference('profile')).max(1000));

const filter = z.union([
	strict({
		type: z.literal('numeric'),
		operator: z.enum([
			'equals',
			'greater-than',
			'greater-than-or-equal',
			'less-than',
			'less-than-or-equal',
			'not-equals',
		]),
		value: z.number(),
	}),
	strict({
		type: z.literal('string'),
		operator: z.enum([
			'contains',
			'ends-with',
			'equals',
			'not-contains',
			'not-ends-with',
			'not-equals',
			'not-starts-with',
			'nregex',
			'regex',
			'starts-with',
		]),
		value: z.string().nullable(),
	}),
	strict({ type: z.literal('boolean'), operator: z.literal('equals'), value: z.boolean() }),
	strict({
		type: z.literal('date'),
		operator: z.enum(['after', 'before']),
		date: z.string().datetime({ offset: true }),
	}),
	strict({
		type: z.literal('date'),
		operator: z.enum(['at-least', 'in-the-last', 'in-the-next']),
		unit: z.enum(['day', 'hour', 'week']),
		quantity: z.number().int(),
	}),
	strict({ type: z.literal('existence'), operator: z.enum(['is-set', 'not-set']) }),
]);

const definition = strict({
	condition_groups: z.array(
		strict({
			conditions: z.array(resource('profile-property', { property: z.string(), filter })),
		}),
	),
});

/** Bodies that the sandbox accepts, by Klaviyo's operation IDs; written from its published documentation. */
export const klaviyoBodies = {
	add_profiles_to_list: members,
	remove_profiles_from_list: members,
	create_list: dataOf(
		resource('list', {
			attributes: strict({
				name: z.string(),
				opt_in_process: z.enum(['double_opt_in', 'single_opt_in']).nullish(),
			}),
		}),
	),
	// Klaviyo allows these bodies to hold more than it reads.
	request_profile_deletion: z.object({
		data: z.object({
			type: z.literal('data-privacy-deletion-job'),
			attributes: z.object({
				profile: z.object({
					data: z.object({
						type: z.literal('profile'),
						id: text,
						attributes: z.object({ email: text, phone_number: text }),
					}),
				}),
			}),
		}),
	}),
	update_profile: dataOf(profileUpsert.extend({ id: z.string() })),
	bulk_import_profiles: dataOf(
		resource('profile-bulk-import-job', {
			attributes: strict({
				profiles: dataOf(z.array(profileUpsert).min(1).max(10_000)),
			}),
			relationships: strict({
				lists: dataOf(z.array(reference('list')).optional()).optional(),
			}).optional(),
		}),
	),
	bulk_subscribe_profiles: dataOf(
		resource('profile-subscription-bulk-create-job', {
			attributes: strict({
				custom_source: text,
				historical_import: z.boolean().nullish(),
				profiles: dataOf(
					z
						.array(
							resource('profile', {
								id: text,
								attributes: strict({
									email: text,
									phone_number: phoneNumber,
									subscriptions: consentOf('SUBSCRIBED', true),
								}),
							}),
						)
						.max(1000),
				),
			}),
			relationships: toOneList,
		}),
	),
	bulk_unsubscribe_profiles: dataOf(
		resource('profile-subscription-bulk-delete-job', {
			attributes: strict({
				profiles: dataOf(
					z
						.array(
							resource('profile', {
								attributes: strict({
									email: text,
									phone_number: phoneNumber,
									subscriptions: consentOf('UNSUBSCRIBED', false),
								}),
							}),
						)
						.max(100),
				),
			}),
			relationships: toOneList,
		}),
	),
	bulk_suppress_profiles: suppressionJob('profile-suppression-bulk-create-job'),
	bulk_unsuppress_profiles: suppressionJob('profile-suppression-bulk-delete-job'),
	create_segment: dataOf(
		resource('segment', {
			attributes: strict({ name: z.string(), definition, is_starred: z.boolean().nullish() }),
		}),
	),
	update_segment: dataOf(
		resource('segment', {
			id: z.string(),
			attributes: strict({
				definition: definition.nullish(),
				name: text,
				is_starred: z.boolean().nullish(),
				is_active: z.boolean().nullish(),
			}),
		}),
	),
	create_event: dataOf(
		resource('event', {
			attributes: strict({
				properties: z.record(z.unknown()),
				time: dateTime,
				value: z.number().nullish(),
				value_currency: text,
				unique_id: text,
				backfill: z.boolean().nullish(),
				metric: dataOf(
					resource('metric', {
						attributes: strict({ name: z.string(), service: text }),
					}),
				),
				profile: dataOf(
					resource('profile', {
						id: text,
						attributes: strict({ ...profileAttributes, anonymous_id: text }),
					}),
				),
			}),
		}),
	),
} as const satisfies Record<string, z.ZodTypeAny>;

export type KlaviyoBody<Operation extends keyof typeof klaviyoBodies> = z.output<
	(typeof klaviyoBodies)[Operation]
>;
