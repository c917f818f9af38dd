import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import type { Refused } from '../../audience/eligibility';
import type { Member } from '../../audience/member';
import {
	joiningIn,
	membersIn,
	type JoiningMembers,
	type MemberSource,
} from '../../audience/members';
import type { RowLedger } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import type { JoiningOptions, PeopleOptions } from '../options';
import { metaKeys } from './columns';
import { lookalikeValue } from './matchKey';
import { memberReader } from './memberReader';

const words = {
	noContactKey: outcomeOf(
		'noContactKey',
		'No email address, phone number or device to match. Numbers without a country code need "Default Country".',
	),
	sameContact: outcomeOf(
		'duplicateContact',
		'An earlier customer has the same match key: Meta treats both as one person, who is sent once.',
	),
	unusable: {
		EMAIL: 'the email address, which is not valid',
		PHONE: 'the phone number, which is not usable',
		MADID: 'the mobile advertiser ID, which is not a UUID',
	},
	phoneKey: 'PHONE',
};

/** How members are read for Meta. */
export const memberSource = (options: PeopleOptions, valueField?: string): MemberSource => ({
	reader: memberReader(options, valueField),
	format: metaKeys,
	...words,
});

/** The customers who are to leave, as `membersIn` reads them. */
export function readMembers(
	rows: readonly JsonRecord[],
	options: PeopleOptions,
	ledger: RowLedger,
	isWanted?: (row: JsonRecord, index: number) => boolean,
): Member[] {
	return membersIn(rows, memberSource(options), ledger, isWanted);
}

/**
 * The customers who join, as `joiningIn` reads them.
 *
 * @param scope.valueField holds the customer's value, for value-based audiences
 * @param scope.everyRow all rows where those given are only some of them
 */
export function readJoining(
	rows: readonly JsonRecord[],
	options: JoiningOptions,
	ledger: RowLedger,
	notices: Notice[],
	refusalOf: (row: JsonRecord) => Refused | undefined,
	scope: { readonly valueField?: string; readonly everyRow?: readonly JsonRecord[] } = {},
): JoiningMembers {
	const { valueField, everyRow } = scope;
	const worth = valueField === undefined ? undefined : { field: valueField, read: lookalikeValue };
	const { customerIdField } = options;
	return joiningIn(rows, memberSource(options, valueField), ledger, notices, refusalOf, {
		customerIdField,
		worth,
		everyRow,
	});
}
