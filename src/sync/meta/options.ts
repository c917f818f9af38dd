import { z } from 'zod';
import { joiningOptions, memberOptions } from '../audience/audienceOptions';
import { removalOptions, runOptions } from '../run/runOptions';
import { matchKeys } from './people/matchKey';

/** Meta writes an ad account's ID with `act_` in front; both forms are accepted. */
const adAccountId = z
	.string()
	.trim()
	.regex(/^(act_)?\d+$/, 'an ad account')
	.transform((id) => (id.startsWith('act_') ? id : `act_${id}`));

/** Labels that both Meta's guide and its SDKs know. */
export const audienceLabels = [
	'HIGH_VALUE_CUSTOMERS',
	'LOW_VALUE_CUSTOMERS',
	'AT_RISK',
	'DISENGAGED',
	'ENGAGED_USERS',
	'QUALIFIED_LEADS',
	'DISQUALIFIED_LEADS',
	'APP_USERS',
	'TRIAL_USERS',
] as const;

/** What a new audience is created with; an existing one keeps its own settings. */
const creation = {
	description: z.string().trim().max(1000).default(''),
	customerFileSource: z
		.enum(['USER_PROVIDED_ONLY', 'PARTNER_PROVIDED_ONLY', 'BOTH_USER_AND_PARTNER_PROVIDED'])
		.default('USER_PROVIDED_ONLY'),
	/** For suppression: the audience can then only be excluded, not targeted. */
	exclusionOnly: z.boolean().default(false),
	/** Any text is accepted: Meta's own lists of labels differ. */
	labels: z.array(z.string().trim().min(1)).default([]),
	/** Days that members stay without being sent again; 0: forever. */
	retentionDays: z.number().int().min(0).max(180).default(0),
	/** Whether an audience that was deleted at Meta is created again. */
	createAgain: z.boolean().default(false),
};

/** An existing audience, or one that is found by its name and created if it does not exist. */
const audience = z.discriminatedUnion('by', [
	z
		.object({
			by: z.literal('id'),
			id: z
				.string()
				.trim()
				.regex(/^(audience_)?\d+$/, 'an audience')
				.transform((id) => id.replace('audience_', '')),
			...creation,
		})
		.strict(),
	z
		.object({ by: z.literal('name'), name: z.string().trim().min(1).max(255), ...creation })
		.strict(),
]);

export type AudienceChoice = z.output<typeof audience>;

const defaultMatchFields = [
	{ key: 'EMAIL', field: 'email' },
	{ key: 'PHONE', field: 'phone' },
	{ key: 'FN', field: 'firstName' },
	{ key: 'LN', field: 'lastName' },
] as const;

const people = {
	...memberOptions,
	matchFields: z
		.array(z.object({ key: z.enum(matchKeys), field: z.string().trim().min(1) }))
		.min(1, 'at least one match key')
		.default([...defaultMatchFields]),
};

const joining = {
	...joiningOptions,
	/** How long to poll for Meta to finish the upload; 0: one poll. */
	waitForMetaMinutes: z.number().min(0).max(60).default(0),
	/**
	 * off; automatic: Meta determines where the person lives; california: Meta applies California's rules without
	 * checking.
	 */
	limitedDataUse: z.enum(['off', 'automatic', 'california']).default('off'),
};

const common = {
	adAccountId,
	...runOptions,
};

/** For operations that remove customers. */
const leaving = { ...people, ...common, ...removalOptions };

const joins = { ...joining, ...leaving };

const country = z
	.string()
	.trim()
	.toUpperCase()
	.regex(/^[A-Z]{2}$/, 'a two-letter country code, such as US');

/** Options of Sync to Meta: one shape per operation. */
export const metaOptions = z.discriminatedUnion('operation', [
	z.object({ operation: z.literal('addToAudience'), audience, ...joins }).strict(),
	z.object({ operation: z.literal('removeFromAudience'), audience, ...leaving }).strict(),
	z.object({ operation: z.literal('mirrorAudience'), audience, ...joins }).strict(),
	z
		.object({
			operation: z.literal('mirrorAudiences'),
			/** The field whose value names a customer's audience. */
			audienceField: z.string().trim().min(1).default('tier'),
			audiences: z
				.array(z.object({ value: z.string().trim().min(1), audience }))
				.min(1, 'at least 1 audience'),
			...joins,
		})
		.strict(),
	z.object({ operation: z.literal('replaceAudience'), audience, ...joins }).strict(),
	z
		.object({
			operation: z.literal('valueBasedAudience'),
			audience,
			/** The customer's value; zero counts, an empty cell does not. */
			valueField: z.string().trim().min(1).default('predictedClv'),
			...joins,
		})
		.strict(),
	z
		.object({
			operation: z.literal('removeEverywhere'),
			/** The field with requests; only customers with one are removed; empty: all of the input. */
			requestField: z.string().trim().default('deletionRequested'),
			...leaving,
		})
		.strict(),
	z
		.object({
			operation: z.literal('createLookalike'),
			audience,
			name: z.string().trim().min(1).max(255),
			countries: z.array(country).min(1, 'at least one country'),
			/** Share of each country's people, 0.01 to 0.2 in steps of 0.01. */
			ratio: z
				.number()
				.min(0.01)
				.max(0.2)
				.multipleOf(0.01, 'a whole-number percentage')
				.default(0.01),
			/** Where the share begins; 0: with the most similar. */
			startingRatio: z
				.number()
				.min(0)
				.max(0.19)
				.multipleOf(0.01, 'a whole-number percentage')
				.default(0),
			...common,
		})
		.strict(),
	z.object({ operation: z.literal('audienceStatus'), audience, ...common }).strict(),
	z
		.object({
			operation: z.literal('excludeFromAdSets'),
			audience,
			adSets: z.array(z.string().trim().regex(/^\d+$/, 'an ad set')).min(1, 'at least 1 ad set'),
			...common,
		})
		.strict(),
	z.object({ operation: z.literal('setExistingCustomers'), audience, ...common }).strict(),
]);

export type MetaOptions = z.output<typeof metaOptions>;
export type MetaOperation = MetaOptions['operation'];
export type OptionsOf<Operation extends MetaOperation> = Extract<
	MetaOptions,
	{ operation: Operation }
>;
/** Operations with customers. */
export type PeopleOptions = Extract<MetaOptions, { matchFields: unknown }>;
/** Operations that add customers to an audience. */
export type JoiningOptions = Extract<MetaOptions, { consentSource: unknown }>;
