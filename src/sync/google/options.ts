import { z } from 'zod';
import { joiningOptions, memberOptions } from '../audience/audienceOptions';
import { removalOptions, runOptions } from '../run/runOptions';
import {
	accountTypes,
	longestMembershipDays,
	mostDestinations,
	mostIdentifiersPerMember,
} from './api/dataManager';
import { identifierKeys } from './people/identifier';

/** Google Ads shows its account numbers in three parts; both forms are accepted. */
const accountNumber = (what: string) =>
	z
		.string()
		.trim()
		.transform((id) => id.replaceAll('-', ''))
		.pipe(z.string().regex(/^\d+$/, `${what}, such as 123-456-7890`));

const listId = z
	.string()
	.trim()
	.regex(/^(list_)?\d+$/, 'a list')
	.transform((id) => id.replace('list_', ''));

/** What a new list is created with; an existing one keeps its own settings. */
const creation = z.object({
	description: z.string().trim().max(1000).default(''),
	/** Days that members stay without being sent again. */
	membershipDays: z.number().int().min(1).max(longestMembershipDays).default(longestMembershipDays),
	/** Whether a list that was deleted at Google is created again. */
	createAgain: z.boolean().default(false),
});

export type ListCreation = z.output<typeof creation>;

/** An existing list, or one that is found by its name and created if it does not exist. */
const audience = z.discriminatedUnion('by', [
	z.object({ by: z.literal('id'), id: listId }).strict(),
	z.object({ by: z.literal('name'), name: z.string().trim().min(1).max(255) }).strict(),
]);

export type ListChoice = z.output<typeof audience>;

const account = {
	accountType: z.enum(accountTypes).default('GOOGLE_ADS'),
	accountId: accountNumber('an ad account'),
	/** The manager through which the credential reaches the account; empty: none. */
	loginAccountId: z.union([z.literal(''), accountNumber('a manager account')]).default(''),
};

const defaultMatchFields = [
	{ key: 'EMAIL', field: 'email' },
	{ key: 'PHONE', field: 'phone' },
	{ key: 'GIVEN_NAME', field: 'firstName' },
	{ key: 'FAMILY_NAME', field: 'lastName' },
	{ key: 'COUNTRY', field: 'country' },
	{ key: 'POSTAL_CODE', field: 'postalCode' },
] as const;

const matchField = z.object({ key: z.enum(identifierKeys), field: z.string().trim().min(1) });

const people = {
	...memberOptions,
	/** Email addresses and phone numbers may come from several fields; the parts of the address from one each. */
	matchFields: z
		.array(matchField)
		.min(1, 'at least one match key')
		.refine((fields) => identifiersIn(fields) <= mostIdentifiersPerMember, {
			message: `at most ${mostIdentifiersPerMember} email addresses, phone numbers and addresses`,
		})
		.default([...defaultMatchFields]),
};

function identifiersIn(fields: ReadonlyArray<z.output<typeof matchField>>): number {
	const own = fields.filter(({ key }) => key === 'EMAIL' || key === 'PHONE').length;
	return own + (fields.length > own ? 1 : 0);
}

const joining = {
	...joiningOptions,
	/** Consent to personalized ads; empty: the consent to sending customer data to Google counts for both. */
	personalizationConsentField: z.string().trim().default(''),
	/** Whether somebody authorized to do so has accepted Google's Customer Match terms. */
	termsAccepted: z.boolean().default(false),
	/** Whether a dry run has Google validate the requests without changing anything. */
	validateWithGoogle: z.boolean().default(false),
};

const sending = {
	/** Further lists that get the same customers in the same requests. */
	furtherLists: z
		.array(z.object({ accountId: accountNumber('an ad account'), listId }))
		.max(mostDestinations - 1, `at most ${mostDestinations - 1} further lists`)
		.default([]),
	/** How long to poll for Google to process the requests; 0: one poll. */
	waitForGoogleMinutes: z.number().min(0).max(60).default(0),
};

const common = {
	...account,
	...runOptions,
};

const joins = {
	audience,
	...creation.shape,
	...people,
	...joining,
	...sending,
	...common,
	...removalOptions,
};

/** Options of Sync to Google: one shape per operation. */
export const googleOptions = z.discriminatedUnion('operation', [
	z.object({ operation: z.literal('addToAudience'), ...joins }).strict(),
	z.object({ operation: z.literal('mirrorAudience'), ...joins }).strict(),
	z.object({ operation: z.literal('replaceAudience'), ...joins }).strict(),
	z
		.object({
			operation: z.literal('removeFromAudience'),
			audience,
			...people,
			...sending,
			...common,
			...removalOptions,
		})
		.strict(),
	z
		.object({
			operation: z.literal('audienceStatus'),
			audience,
			/** Requests of earlier runs to poll. */
			requestIds: z.array(z.string().trim().min(1)).max(100, 'at most 100 requests').default([]),
			...common,
		})
		.strict(),
]);

export type GoogleOptions = z.output<typeof googleOptions>;
export type GoogleOperation = GoogleOptions['operation'];
export type OptionsOf<Operation extends GoogleOperation> = Extract<
	GoogleOptions,
	{ operation: Operation }
>;
/** Operations with customers. */
export type PeopleOptions = Extract<GoogleOptions, { matchFields: unknown }>;
/** Operations that add customers to a list. */
export type JoiningOptions = Extract<GoogleOptions, { consentSource: unknown }>;
