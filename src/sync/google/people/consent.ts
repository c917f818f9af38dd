import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { isEmpty } from '../../../values/isEmpty';
import { ownCell } from '../../../values/ownCell';
import { counted } from '../../../values/wording';
import { isConsentGiven } from '../../../values/yesOrNo';
import { fieldConsent, withdrawal, type Refused } from '../../audience/eligibility';
import { countryReader } from '../../people/countryReader';
import type { RowLedger } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import type { JoiningOptions } from '../options';
import { consentFieldsOf } from './memberReader';

const words = { platform: 'Google', keys: 'email address, phone number, address or ID' } as const;

/**
 * Where Google's EU user consent policy applies: the EU with its outermost regions, the EEA, the UK and Switzerland.
 */
const strict: ReadonlySet<string> = new Set(
	(
		'at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se ' +
		'ax gf gp mf mq re yt is li no gb ch'
	).split(' '),
);

/**
 * Decides who may join: customers with an explicit yes, except those who asked to be deleted or are suppressed for the
 * channel.
 *
 * Where consent is handled upstream, an explicit no still counts, and in the EEA, the UK and Switzerland a missing yes
 * counts as a no: Google requires both consents there and drops customers without them. A customer of unknown country
 * may live there.
 */
export function googleEligibility(
	rows: readonly JsonRecord[],
	options: JoiningOptions,
	notices: Notice[],
): (row: JsonRecord) => Refused | undefined {
	const withdrawn = withdrawal(options, words);
	const fields = consentFieldsOf(options);
	if (options.consentSource === 'field') {
		const consents = fields.map((field) => fieldConsent(rows, field, notices, words));
		return (row) => withdrawn(row) ?? first(consents, row);
	}
	const countryOf = countryIn(options);
	const declining = fields.map((field) => decliningIn(field));
	const noEuConsent = { own: outcomeOf('noEuConsent', fields.join('" and "')) };
	return (row) => {
		const refused = withdrawn(row) ?? first(declining, row);
		if (refused !== undefined || isLenient(countryOf(row))) return refused;
		const hasAgreed = fields.every((field) => isConsentGiven(ownCell(row, field)));
		return hasAgreed ? undefined : noEuConsent;
	};
}

function first(
	checks: ReadonlyArray<(row: JsonRecord) => Refused | undefined>,
	row: JsonRecord,
): Refused | undefined {
	for (const check of checks) {
		const refused = check(row);
		if (refused !== undefined) return refused;
	}
	return undefined;
}

/** Leaves out customers whose cell is neither yes nor empty. */
function decliningIn(field: string) {
	const declined = fieldConsent([{ [field]: 'no' }], field, [], words);
	return (row: JsonRecord) => (isEmpty(ownCell(row, field)) ? undefined : declined(row));
}

const isLenient = (country: string | undefined) => country !== undefined && !strict.has(country);

function countryIn({ matchFields, defaultCountry }: JoiningOptions) {
	const field = matchFields.find(({ key }) => key === 'COUNTRY')?.field ?? 'country';
	return countryReader(field, defaultCountry);
}

const lacking: ReadonlySet<string | undefined> = new Set([
	'noConsent',
	'noConsentField',
	'noEuConsent',
]);

/** Counts the customers of the EEA, the UK and Switzerland who are left out because they have not said yes; undefined where there are none. */
export function euConsentNotice(
	rows: readonly JsonRecord[],
	options: JoiningOptions,
	ledger: RowLedger,
): Notice | undefined {
	const countryOf = countryIn(options);
	let there = 0;
	let unknown = 0;
	rows.forEach((row, index) => {
		if (!lacking.has(ledger.get(index)?.code)) return;
		const country = countryOf(row);
		if (country === undefined) unknown++;
		else if (strict.has(country)) there++;
	});
	if (there === 0 && (unknown === 0 || options.consentSource === 'field')) return undefined;
	const groups = [
		...(there === 0 ? [] : [`${counted(there, 'customer')} in the EEA, the UK or Switzerland`]),
		...(unknown === 0 ? [] : [`${counted(unknown, 'customer')} of unknown country`]),
	];
	return {
		code: 'euWithoutConsent',
		message:
			`Left out without explicit consent: ${groups.join(' and ')}. ` +
			'In the EEA, the UK and Switzerland, Google requires consent to the use of data for ads and to personalized ads for each customer.',
		level: 'info',
	};
}
