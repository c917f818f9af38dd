import { KeyFormat } from '../../audience/keyFormat';
import { MembershipFormat } from '../../audience/lastSynced';

/** Holds "granted" where a customer has consented; not a match key. */
export const consentColumn = 'CONSENT';
export const granted = 'granted';

/** Google finds a person by any of these; an address is the name, country and postal code together. */
export const findingColumns = ['EMAIL', 'PHONE', 'ADDRESS'] as const;

/** In a kept text, comes before the further lists that the customer was sent to. */
export const furtherListsMark = 'TO';

/** In a kept text, comes before the keys that are still to be removed. */
export const formerKeysMark = 'WAS';

/** Identifiers as Google requires them, kept as one text. */
export const googleKeys = new KeyFormat({
	all: [...findingColumns, consentColumn],
	identifying: findingColumns,
	finding: findingColumns,
	value: consentColumn,
	plain: {
		ADDRESS: /^[0-9a-f]{64}\.[0-9a-f]{64}\.[A-Z]{2}\..+$/,
		[consentColumn]: /^granted$/,
	},
	marks: [furtherListsMark, formerKeysMark],
});

/** Memberships in `googleAudienceId`, `googleMatchKeys`, `googleInAudience`, `googleSyncedAt` and `googleRequest`. */
export const googleMembership = new MembershipFormat('google', 'list_', googleKeys, true);
