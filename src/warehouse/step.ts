/** One named part of a statement: a common table expression. */
export interface Step {
	readonly name: string;
	readonly sql: string;
	/** Set where it is one row that every customer is joined to: some engines would compute it again for each customer. */
	readonly isOneRow?: true;
}

/** A SELECT of expressions by column name. */
export function select(columns: Readonly<Record<string, string>>, rest: string): string {
	const list = Object.entries(columns).map(([name, sql]) =>
		name === sql ? name : `${sql} AS ${name}`,
	);
	return `SELECT\n  ${list.join(',\n  ')}\n${rest}`;
}

/** A CASE of conditions and values; NULL where no condition is true and there is no other value. */
export function cases(
	pairs: ReadonlyArray<readonly [condition: string, value: string]>,
	otherwise?: string,
): string {
	if (pairs.length === 0) return otherwise ?? 'NULL';
	const whens = pairs.map(([condition, value]) => `WHEN ${condition} THEN ${value}`);
	return `(CASE ${whens.join(' ')}${otherwise === undefined ? '' : ` ELSE ${otherwise}`} END)`;
}

/** A condition that is never true. */
export const never = '(1 = 0)';

/** The column name of a field. */
export function columnOf(field: string): string {
	return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
