import { z } from 'zod';

const phoneNumber = z
	.string()
	.regex(/^\+[1-9]\d{1,14}$/)
	.nullish();
const text = z.string().nullish();
const dateTime = z.string().datetime({ offset: true }).nullish();

const location = z
	.object({
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
	})
	.strict();

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

const profileMeta = z
	.object({
		patch_properties: z
			.object({
				append: z.record(z.unknown()).nullish(),
				unappend: z.record(z.unknown()).nullish(),
				unset: z.union([z.string(), z.array(z.string())]).nullish(),
			})
			.strict()
			.nullish(),
		patch_identifiers: z
			.object({ append: z.record(z.unknown()), unappend: z.record(z.unknown()) })
			.partial()
			.strict()
			.nullish(),
	})
	.strict();

const profileUpsert = z
	.object({
		type: z.literal('profile'),
		id: text,
		attributes: z.object(profileAttributes).strict(),
		meta: profileMeta.nullish(),
	})
	.strict();

export type ProfileBody = z.output<typeof profileUpsert>;

const reference = <Type extends string>(type: Type) =>
	z.object({ type: z.literal(type), id: z.string() }).strict();

const toOneList = z
	.object({
		list: z
			.object({ data: reference('list').optional() })
			.strict()
			.optional(),
	})
	.strict()
	.optional();

const consentOf = (consent: string, withDate: boolean) => {
	const marketing = z
		.object({
			consent: z.literal(consent),
			...(withDate ? { consented_at: dateTime } : {}),
		})
		.strict()
		.nullish();
	return z
		.object({
			email: z.object({ marketing }).strict().nullish(),
			sms: z.object({ marketing, transactional: marketing }).strict().nullish(),
		})
		.strict();
};

const suppressionJob = (type: string) =>
	z
		.object({
			data: z
				.object({
					type: z.literal(type),
					attributes: z
						.object({
							profiles: z
								.object({
									data: z
										.array(
											z
												.object({
													type: z.literal('profile'),
													attributes: z.object({ email: z.string() }).strict(),
												})
												.strict(),
										)
										.max(100),
								})
								.strict()
								.nullish(),
						})
						.strict(),
				})
				.strict(),
		})
		.strict();

const members = z.object({ data: z.array(reference('profile')).max(1000) }).strict();

const filter = z.union([
	z
		.object({
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
		})
		.strict(),
	z
		.object({
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
		})
		.strict(),
	z
		.object({ type: z.literal('boolean'), operator: z.literal('equals'), value: z.boolean() })
		.strict(),
	z
		.object({
			type: z.literal('date'),
			operator: z.enum(['after', 'before']),
			date: z.string().datetime({ offset: true }),
		})
		.strict(),
	z
		.object({
			type: z.literal('date'),
			operator: z.enum(['at-least', 'in-the-last', 'in-the-next']),
			unit: z.enum(['day', 'hour', 'week']),
			quantity: z.number().int(),
		})
		.strict(),
	z.object({ type: z.literal('existence'), operator: z.enum(['is-set', 'not-set']) }).strict(),
]);

const definition = z
	.object({
		condition_groups: z.array(
			z
				.object({
					conditions: z.array(
						z
							.object({ type: z.literal('profile-property'), property: z.string(), filter })
							.strict(),
					),
				})
				.strict(),
		),
	})
	.strict();

/** Bodies that the sandbox takes, by Klaviyo's operation ids; written from its published facts. */
export const klaviyoBodies = {
	add_profiles_to_list: members,
	remove_profiles_from_list: members,
	update_profile: z.object({ data: profileUpsert.extend({ id: z.string() }) }).strict(),
	bulk_import_profiles: z
		.object({
			data: z
				.object({
					type: z.literal('profile-bulk-import-job'),
					attributes: z
						.object({
							profiles: z.object({ data: z.array(profileUpsert).min(1).max(10_000) }).strict(),
						})
						.strict(),
					relationships: z
						.object({
							lists: z
								.object({ data: z.array(reference('list')).optional() })
								.strict()
								.optional(),
						})
						.strict()
						.optional(),
				})
				.strict(),
		})
		.strict(),
	bulk_subscribe_profiles: z
		.object({
			data: z
				.object({
					type: z.literal('profile-subscription-bulk-create-job'),
					attributes: z
						.object({
							custom_source: text,
							historical_import: z.boolean().nullish(),
							profiles: z
								.object({
									data: z
										.array(
											z
												.object({
													type: z.literal('profile'),
													id: text,
													attributes: z
														.object({
															email: text,
															phone_number: phoneNumber,
															subscriptions: consentOf('SUBSCRIBED', true),
														})
														.strict(),
												})
												.strict(),
										)
										.max(1000),
								})
								.strict(),
						})
						.strict(),
					relationships: toOneList,
				})
				.strict(),
		})
		.strict(),
	bulk_unsubscribe_profiles: z
		.object({
			data: z
				.object({
					type: z.literal('profile-subscription-bulk-delete-job'),
					attributes: z
						.object({
							profiles: z
								.object({
									data: z
										.array(
											z
												.object({
													type: z.literal('profile'),
													attributes: z
														.object({
															email: text,
															phone_number: phoneNumber,
															subscriptions: consentOf('UNSUBSCRIBED', false),
														})
														.strict(),
												})
												.strict(),
										)
										.max(100),
								})
								.strict(),
						})
						.strict(),
					relationships: toOneList,
				})
				.strict(),
		})
		.strict(),
	bulk_suppress_profiles: suppressionJob('profile-suppression-bulk-create-job'),
	bulk_unsuppress_profiles: suppressionJob('profile-suppression-bulk-delete-job'),
	create_segment: z
		.object({
			data: z
				.object({
					type: z.literal('segment'),
					attributes: z
						.object({ name: z.string(), definition, is_starred: z.boolean().nullish() })
						.strict(),
				})
				.strict(),
		})
		.strict(),
	update_segment: z
		.object({
			data: z
				.object({
					type: z.literal('segment'),
					id: z.string(),
					attributes: z
						.object({
							definition: definition.nullish(),
							name: text,
							is_starred: z.boolean().nullish(),
							is_active: z.boolean().nullish(),
						})
						.strict(),
				})
				.strict(),
		})
		.strict(),
	create_event: z
		.object({
			data: z
				.object({
					type: z.literal('event'),
					attributes: z
						.object({
							properties: z.record(z.unknown()),
							time: dateTime,
							value: z.number().nullish(),
							value_currency: text,
							unique_id: text,
							backfill: z.boolean().nullish(),
							metric: z
								.object({
									data: z
										.object({
											type: z.literal('metric'),
											attributes: z.object({ name: z.string(), service: text }).strict(),
										})
										.strict(),
								})
								.strict(),
							profile: z
								.object({
									data: z
										.object({
											type: z.literal('profile'),
											id: text,
											attributes: z.object({ ...profileAttributes, anonymous_id: text }).strict(),
										})
										.strict(),
								})
								.strict(),
						})
						.strict(),
				})
				.strict(),
		})
		.strict(),
} as const satisfies Record<string, z.ZodTypeAny>;

export type KlaviyoBody<Operation extends keyof typeof klaviyoBodies> = z.output<
	(typeof klaviyoBodies)[Operation]
>;
