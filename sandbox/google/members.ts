import type { IdentifierBody, MemberBody } from './schemas';
import { memberField, type Violation } from './answers';

/** A person in a list. */
export interface SandboxMember {
	/** The identifiers by which Google finds the person. */
	readonly identifiers: readonly string[];
	readonly hasConsent: boolean;
	readonly addedAt: number;
}

const hash = /^[0-9a-f]{64}$/;
const hex = /^([0-9a-f]{2})+$/;

/** An identifier as one text; an address counts as a whole. */
export function identifierText(identifier: IdentifierBody): string {
	if ('emailAddress' in identifier) return identifier.emailAddress;
	if ('phoneNumber' in identifier) return identifier.phoneNumber;
	const { givenName, familyName, regionCode, postalCode } = identifier.address;
	return [givenName, familyName, regionCode, postalCode].join('.');
}

/** The fault of a member; undefined where it has none. */
export function violationOf(
	{ userData: { userIdentifiers } }: MemberBody,
	place: number,
	invalidKeys: ReadonlySet<string>,
): Violation | undefined {
	const ofMember = (reason: string, rest?: string, description?: string) => ({
		field: memberField(place, rest),
		reason,
		description: description ?? `Got ${JSON.stringify(userIdentifiers)}`,
	});
	if (userIdentifiers.length === 0) return ofMember('NO_IDENTIFIERS_PROVIDED');
	if (userIdentifiers.length > 10) return ofMember('TOO_MANY_USER_IDENTIFIERS');
	for (const identifier of userIdentifiers) {
		const reason = reasonAgainst(identifier);
		if (reason !== undefined) return ofMember(reason, '.user_data.user_identifiers');
		if (invalidKeys.has(identifierText(identifier))) return ofMember('INVALID_AUDIENCE_MEMBER');
	}
	return undefined;
}

function reasonAgainst(identifier: IdentifierBody): string | undefined {
	if (!('address' in identifier)) return hashFault(identifierText(identifier));
	const { givenName, familyName, regionCode, postalCode } = identifier.address;
	if (!givenName || !familyName || !regionCode || !postalCode) return 'REQUIRED_FIELD_MISSING';
	if (!/^[A-Z]{2}$/.test(regionCode)) return 'INVALID_COUNTRY_CODE';
	if (regionCode === 'US' && !/^\d{5}(-?\d{4})?$/.test(postalCode)) return 'INVALID_POSTAL_CODE';
	return hashFault(givenName) ?? hashFault(familyName);
}

function hashFault(text: string): string | undefined {
	if (!hex.test(text)) return 'INVALID_HEX_ENCODING';
	return hash.test(text) ? undefined : 'INVALID_SHA256_FORMAT';
}
