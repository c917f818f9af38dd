import type { JsonRecord } from '../../../values/jsonRecord';
import { cellText } from '../../../values/cellText';
import { ownCell } from '../../../values/ownCell';
import type { Cell } from '../../audience/keyFormat';
import type { MemberReader } from '../../audience/members';
import { countryReader, isNothing } from '../../people/countryReader';
import { findingKeys, type Column } from './columns';
import { cellReader, matchKeys, type MatchKeyContext } from './matchKey';
import type { PeopleOptions } from '../options';

/** @param valueField holds the customer's value, for value-based audiences */
export function memberReader(options: PeopleOptions, valueField?: string): MemberReader {
	const order = new Map(matchKeys.map((key, place) => [key, place]));
	const fields = [...options.matchFields].sort(
		(a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0),
	);
	const columns: readonly Column[] = [
		...fields.map(({ key }) => key),
		...(valueField === undefined ? [] : (['LOOKALIKE_VALUE'] as const)),
	];
	const finding = findingKeys.map((key) => columns.indexOf(key)).filter((place) => place !== -1);
	const countryField = fields.find(({ key }) => key === 'COUNTRY')?.field ?? 'country';
	const contextOf = contextReader(countryField, options.defaultCountry);
	const readers = fields.map(({ key, field }) => ({
		key,
		field,
		read: cellReader(key, options.hashedInput),
	}));
	const { customerIdField } = options;
	return {
		columns,
		finding,
		read: (row) => {
			const context = contextOf(row);
			const cells: Cell[] = readers.map(
				({ field, read }) => read(ownCell(row, field), context) ?? '',
			);
			const found = finding.find((place) => cells[place] !== '');
			const identity = found === undefined ? '' : String(cells[found]);
			const customerId = cellText(row, customerIdField) || identity;
			const unusable = finding
				.filter((place) => cells[place] === '' && !isNothing(ownCell(row, readers[place].field)))
				.map((place) => readers[place].key);
			return unusable.length === 0
				? { cells, identity, customerId }
				: { cells, identity, customerId, unusable };
		},
		addresses: (row) => {
			const context = contextOf(row);
			return finding
				.map((place) => readers[place].read(ownCell(row, readers[place].field), context) ?? '')
				.filter((cell) => cell !== '');
		},
	};
}

function contextReader(field: string, defaultCountry: string) {
	const countryOf = countryReader(field, defaultCountry);
	const known = new Map<string | undefined, MatchKeyContext>();
	return (row: JsonRecord): MatchKeyContext => {
		const country = countryOf(row);
		let context = known.get(country);
		if (context === undefined) {
			context = { country };
			known.set(country, context);
		}
		return context;
	};
}
