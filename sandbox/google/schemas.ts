import { z } from 'zod';

const accountType = z.enum(['GOOGLE_ADS', 'DISPLAY_VIDEO_PARTNER', 'DISPLAY_VIDEO_ADVERTISER']);

const productAccount = z.object({ accountType, accountId: z.string().regex(/^\d+$/) }).strict();

const destination = z
	.object({
		reference: z.string().min(1).optional(),
		loginAccount: productAccount.optional(),
		linkedAccount: productAccount.optional(),
		operatingAccount: productAccount,
		productDestinationId: z.string().regex(/^\d+$/),
	})
	.strict();

export type DestinationBody = z.output<typeof destination>;

/** Google's limit is checked separately, with its own error. */
const destinations = z.array(destination).min(1);

const consentStatus = z.enum(['CONSENT_STATUS_UNSPECIFIED', 'CONSENT_GRANTED', 'CONSENT_DENIED']);
const consent = z
	.object({ adUserData: consentStatus.optional(), adPersonalization: consentStatus.optional() })
	.strict();

const userIdentifier = z.union([
	z.object({ emailAddress: z.string() }).strict(),
	z.object({ phoneNumber: z.string() }).strict(),
	z
		.object({
			address: z
				.object({
					givenName: z.string().optional(),
					familyName: z.string().optional(),
					regionCode: z.string().optional(),
					postalCode: z.string().optional(),
				})
				.strict(),
		})
		.strict(),
]);

export type IdentifierBody = z.output<typeof userIdentifier>;

const audienceMember = z
	.object({
		userData: z.object({ userIdentifiers: z.array(userIdentifier) }).strict(),
		consent: consent.optional(),
	})
	.strict();

export type MemberBody = z.output<typeof audienceMember>;

const members = {
	destinations,
	audienceMembers: z.array(audienceMember).min(1),
	validateOnly: z.boolean().optional(),
	encoding: z.enum(['HEX', 'BASE64']),
};

/** Bodies that the sandbox accepts, by method; written from the published documentation. */
export const googleBodies = {
	ingest: z
		.object({
			...members,
			consent: consent.optional(),
			termsOfService: z
				.object({ customerMatchTermsOfServiceStatus: z.enum(['ACCEPTED', 'REJECTED']) })
				.strict()
				.optional(),
		})
		.strict(),
	remove: z.object(members).strict(),
	removeAll: z
		.object({
			destinations,
			removeAsOfTime: z.string().datetime().optional(),
			validateOnly: z.boolean().optional(),
		})
		.strict(),
	userList: z
		.object({
			displayName: z.string().min(1),
			description: z.string().optional(),
			membershipStatus: z.enum(['OPEN', 'CLOSED']).optional(),
			membershipDuration: z
				.string()
				.regex(/^\d+s$/)
				.refine((text) => {
					const seconds = Number(text.slice(0, -1));
					return seconds % 86_400 === 0 && seconds > 0 && seconds <= 540 * 86_400;
				})
				.optional(),
			ingestedUserListInfo: z
				.object({
					uploadKeyTypes: z.array(z.enum(['CONTACT_ID', 'MOBILE_ID', 'USER_ID'])).min(1),
					contactIdInfo: z
						.object({ dataSourceType: z.literal('DATA_SOURCE_TYPE_FIRST_PARTY') })
						.strict()
						.optional(),
				})
				.strict(),
		})
		.strict(),
} as const satisfies Record<string, z.ZodTypeAny>;
