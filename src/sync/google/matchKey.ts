import { normaliseEmail } from '../../values/normaliseEmail';
import { toE164 } from '../people/phone';
import { sha256 } from '../../values/sha256';

/** What Google's Customer Match recognises people by. */
export type GoogleMatchKey =
	| 'EMAIL'
	| 'PHONE'
	| 'GIVEN_NAME'
	| 'FAMILY_NAME'
	| 'REGION_CODE'
	| 'POSTAL_CODE';

/** The keys that travel as they are. */
const plainKeys: ReadonlySet<GoogleMatchKey> = new Set(['REGION_CODE', 'POSTAL_CODE']);

/**
 * Gives one cell as Google's Data Manager wants it: normalised and hashed, or plain where Google wants it plain; undefined where
 * there is nothing that could match.
 *
 * Differs from Meta's rules: Gmail's dots and tags go, the plus of a phone number is hashed with it. After the utilities of
 * googleads/data-manager-node.
 */
export function googleMatchKeyCell(
	key: GoogleMatchKey,
	cell: unknown,
	defaultCountry?: string,
): string | undefined {
	if (typeof cell !== 'string') return undefined;
	const value = normalisers[key](cell, defaultCountry);
	if (value === undefined || value === '') return undefined;
	return plainKeys.has(key) ? value : sha256(value);
}

const normalisers = {
	EMAIL: (cell) => {
		const email = normaliseEmail(cell);
		const [local, domain] = email?.split('@') ?? [];
		if (domain !== 'gmail.com' && domain !== 'googlemail.com') return email;
		const box = local.replace(/\+.*$/, '').replace(/\./g, '');
		return box === '' ? undefined : `${box}@${domain}`;
	},
	PHONE: (cell, defaultCountry) =>
		toE164(cell, defaultCountry) ??
		(defaultCountry === undefined ? toE164(`+${cell.replace(/\D/g, '')}`) : undefined),
	GIVEN_NAME: (cell) => cell.trim().toLowerCase().replace(titles, ''),
	FAMILY_NAME: (cell) => {
		let name = cell.trim().toLowerCase();
		while (suffixes.test(name)) name = name.replace(suffixes, '');
		return name;
	},
	REGION_CODE: (cell) => {
		const code = cell.trim().toUpperCase();
		return /^[A-Z]{2}$/.test(code) ? code : undefined;
	},
	POSTAL_CODE: (cell) => cell.trim(),
} as const satisfies Record<
	GoogleMatchKey,
	(cell: string, defaultCountry?: string) => string | undefined
>;

const titles = /^(?:(?:mr|mrs|ms|dr)\.?\s+)+/;
const suffixes = /(?:,\s*|\s+)(?:jr|sr|2nd|3rd|ii|iii|iv|v|vi|cpa|dc|dds|vm|jd|md|phd)\.?$/;
