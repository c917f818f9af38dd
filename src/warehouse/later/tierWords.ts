import { codeList } from '../../values/codeList';
import type { Frame } from '../frame';
import { quotedText } from '../safeNames';
import { cases } from '../step';

/** The tiers of a comma-separated list as literals. */
export function tierWords({ dialect }: Frame, list: string, field: string): string[] {
	return codeList(list).map((tier) => quotedText(dialect, tier, field));
}

/** The days that a table gives a customer's tier; NULL for never, which is 0 days, and for other tiers. */
export function daysByTier(
	{ dialect }: Frame,
	column: string,
	table: ReadonlyArray<{ readonly tier: string; readonly days: number }>,
	field: string,
): string {
	const byTier = new Map(table.map(({ tier, days }) => [tier.trim(), days]));
	const rows = [...byTier].map(([tier, days]): [string, string] => [
		`${column} = ${quotedText(dialect, tier, field)}`,
		days === 0 ? dialect.integer('NULL') : String(days),
	]);
	return cases(rows, dialect.integer('NULL'));
}
