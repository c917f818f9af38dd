import { z } from 'zod';
import {
	consentSource,
	defaultCountry,
	deletionRequestField,
	skipSuppressedFor,
} from '../people/peopleOptions';
import { removalOptions, runOptions } from '../run/runOptions';
import { numberTexts } from './people/propertyValues';

const field = z.string().trim().min(1);
const optionalField = z.string().trim().default('');
/** Klaviyo reserves names that begin with $; `__proto__` would be lost in the JSON. */
const isPropertyName = (name: string) => !name.startsWith('$') && name !== '__proto__';
const aPropertyName =
	"your own name: names that start with $ are reserved by Klaviyo, and __proto__ can't be sent";
const propertyName = z.string().trim().min(1).max(255).refine(isPropertyName, aPropertyName);

/** The fields with the customer's contact data. An empty field name means: not sent. */
const contact = {
	emailField: z.string().trim().default('email'),
	phoneField: z.string().trim().default('phone'),
	/**
	 * Sent as `external_id`, and finds customers without email and phone; off by default, because other programs may keep
	 * their own IDs there.
	 */
	externalIdField: optionalField,
	/** Klaviyo's own ID of the profile; finds customers without email and phone. */
	profileIdField: optionalField,
	/** The customer's own country, as a code or a name, in which national phone numbers are read. */
	countryField: z.string().trim().default('country'),
	defaultCountry,
};

/** For operations that don't have to read Klaviyo's data first: without it everything is sent, not only differences. */
const comparing = { compareFirst: z.boolean().default(true) };

/** number: a text column of numbers is sent as numbers; text: unchanged. */
const asNumbers = { numberTexts: z.enum(numberTexts).default('number') };

/** Longest time in minutes to poll jobs, and to read back until a change shows; 0 does not wait. */
const following = { maxWaitMinutes: z.number().min(0).max(600).default(30) };

const consent = {
	consentSource,
	consentField: z.string().trim().default('emailConsent'),
	smsConsentField: z.string().trim().default('smsConsent'),
};

const channels = z
	.array(z.enum(['email', 'sms']))
	.min(1)
	.default(['email']);
/** A list by its ID, or by its name. */
const listId = z.union([
	z.string().trim().min(1, 'a list'),
	z.object({ name: z.string().trim().min(1, 'the name of a list').max(255) }).strict(),
]);
/** A list, or none. */
const listIdOrNone = z.union([z.string().trim(), listId.options[1]]).default('');

/** Whether a list that does not exist under its name is created. */
const creating = { createMissingLists: z.boolean().default(false) };

const customers = { ...contact, ...runOptions };

/** For operations that put customers on lists. */
const joining = {
	deletionRequestField,
	skipSuppressedFor,
	...creating,
	...customers,
	...following,
};

/** One chosen property: the row's field and its name on the profile. */
const property = z
	.object({ field, property: z.string().trim().max(255).default('') })
	.refine(({ field, property }) => isPropertyName(property || field), {
		message: aPropertyName,
		path: ['property'],
	});

/** The fields that the nodes of this package calculate, with their names on the profile. */
export const usualProperties = [
	{ field: 'tier', property: 'customer_tier' },
	{ field: 'rfmSegment', property: 'rfm_segment' },
	{ field: 'valueScore', property: 'customer_value_score' },
	{ field: 'predictedClv', property: 'predicted_clv' },
	{ field: 'churnRisk', property: 'churn_risk' },
	{ field: 'suppressedChannels', property: 'suppressed_channels' },
] as const;

const condition = z.object({
	property: propertyName,
	operator: z.enum([
		'equals',
		'not-equals',
		'greater-than',
		'greater-than-or-equal',
		'less-than',
		'less-than-or-equal',
		'contains',
		'not-contains',
		'after',
		'before',
		'in-the-last',
		'in-the-next',
		'is-set',
		'not-set',
	]),
	/** The value's type; only "equals" and "not-equals" allow several. automatic: see `createSegment`. */
	type: z.enum(['automatic', 'text', 'number', 'boolean', 'date']).default('automatic'),
	value: z.union([z.string(), z.number(), z.boolean()]).optional(),
	/** The group that the condition belongs to, where groups are matched. */
	group: z.string().trim().default(''),
});

/** Options of Sync to Klaviyo: one shape per operation. */
export const klaviyoOptions = z.discriminatedUnion('operation', [
	z
		.object({
			operation: z.literal('upsertProfiles'),
			deletionRequestField,
			properties: z
				.array(property)
				.min(1, 'at least one property')
				.default([...usualProperties]),
			firstNameField: optionalField,
			lastNameField: optionalField,
			/**
			 * write: an empty cell sets the property to empty text; clear: it removes the property; keep: it leaves the
			 * property alone.
			 */
			emptyCells: z.enum(['write', 'clear', 'keep']).default('write'),
			/** skip: only existing profiles are written to. */
			newProfiles: z.enum(['create', 'skip']).default('create'),
			...asNumbers,
			...customers,
			...comparing,
			...following,
		})
		.strict(),
	z
		.object({
			operation: z.literal('syncLists'),
			/** The field whose value names a customer's list; several values are separated by commas. */
			valueField: field.default('tier'),
			lists: z
				.array(z.object({ value: z.string().trim().min(1), listId }))
				.min(1, 'at least one list'),
			...joining,
			...removalOptions,
		})
		.strict(),
	z.object({ operation: z.literal('syncOneList'), listId, ...joining, ...removalOptions }).strict(),
	z.object({ operation: z.literal('addToList'), listId, ...joining }).strict(),
	z
		.object({
			operation: z.literal('removeFromList'),
			listId,
			...customers,
			...following,
			...removalOptions,
		})
		.strict(),
	z
		.object({
			operation: z.literal('subscribe'),
			deletionRequestField,
			/** Empty: subscribes without adding to a list. */
			listId: listIdOrNone,
			channels,
			historicalImport: z.boolean().default(false),
			consentedAtField: optionalField,
			customSource: z.string().trim().max(255).default(''),
			/** Whether people who have unsubscribed or are suppressed are subscribed again. */
			resubscribe: z.boolean().default(false),
			...consent,
			...customers,
			...comparing,
			...following,
		})
		.strict(),
	z
		.object({
			operation: z.literal('unsubscribe'),
			/** list: from that list only; everywhere: from all marketing of the channels. */
			scope: z.enum(['list', 'everywhere']).default('list'),
			listId: listIdOrNone,
			channels,
			...customers,
			...comparing,
			...following,
			...removalOptions,
		})
		.strict(),
	z
		.object({
			operation: z.literal('suppress'),
			...customers,
			...comparing,
			...following,
		})
		.strict(),
	z
		.object({
			operation: z.literal('unsuppress'),
			...customers,
			...comparing,
			...following,
		})
		.strict(),
	z
		.object({
			operation: z.literal('createSegment'),
			name: z.string().trim().min(1).max(255),
			conditions: z.array(condition).default([]),
			/** all: every condition; any: one of them; groups: one of every group. */
			match: z.enum(['all', 'any', 'groups']).default('all'),
			/** A definition in Klaviyo's format, instead of the conditions. */
			definition: z
				.object({ condition_groups: z.array(z.unknown()).min(1) })
				.passthrough()
				.optional(),
			...runOptions,
		})
		.strict(),
	z
		.object({
			operation: z.literal('sendEvents'),
			deletionRequestField,
			event: z.enum(['tierChanged', 'winBackDue', 'custom']).default('tierChanged'),
			/** Name of the metric in Klaviyo; empty: the event's own. */
			metricName: z.string().trim().max(127).default(''),
			/** Fields that are sent as properties of the event. */
			propertyFields: z.array(field.refine(isPropertyName, aPropertyName)).default([]),
			...asNumbers,
			/** custom: the field whose value distinguishes one event from another. */
			uniqueIdField: optionalField,
			/** The field with the time of the event; empty: the time it is sent. */
			timeField: optionalField,
			valueField: optionalField,
			valueCurrency: z
				.string()
				.trim()
				.toUpperCase()
				.regex(/^([A-Z]{3})?$/, 'a three-letter currency code, such as USD')
				.default(''),
			/** Whether the event triggers no flows. */
			backfill: z.boolean().default(false),
			skipSuppressedFor,
			...customers,
		})
		.strict(),
	z
		.object({
			operation: z.literal('deleteProfiles'),
			/** The field with requests to be deleted: a yes or a date; nobody is deleted without one. */
			requestField: field.default('deletionRequested'),
			maxRemovals: removalOptions.maxRemovals,
			...customers,
			...following,
		})
		.strict(),
	z
		.object({
			operation: z.literal('clearProperties'),
			properties: z.array(propertyName).min(1, 'at least one property'),
			...customers,
		})
		.strict(),
]);

export type KlaviyoOptions = z.output<typeof klaviyoOptions>;
export type KlaviyoOperation = KlaviyoOptions['operation'];
export type OptionsOf<Operation extends KlaviyoOperation> = Extract<
	KlaviyoOptions,
	{ operation: Operation }
>;
