import { compileCondition, type Operator, type Scalar } from '../../core/score/condition';
import type { ScoreRule } from '../../core/score/scoreRule';
import { codeList } from '../../values/codeList';
import { readNumber } from '../../values/readNumber';
import type { Dialect } from '../dialects/dialect';
import { never } from '../step';
import { leastWhole } from './wholeNumbers';

type Compared = Pick<ScoreRule, 'operator' | 'value' | 'valueTo'>;

/**
 * The condition of a rule on a column of whole numbers; undefined for an operator that numbers don't have.
 *
 * Limits are turned into whole numbers by the comparison of the core, so that 19.99 in a rule is 1999 in the column.
 *
 * @param scale by what the column is divided to get the rule's number: 100 for cents
 */
export function numberCondition(
	column: string,
	{ operator, value, valueTo }: Compared,
	scale: number,
): string | undefined {
	const limit = Number(value);
	const compared = (sign: '>=' | '<', number: number, isBeyond: boolean) => {
		if (!Number.isFinite(number)) return never;
		const passes = (whole: number) => (isBeyond ? whole / scale > number : whole / scale >= number);
		return `${column} ${sign} ${leastWhole(number * scale, passes)}`;
	};
	const atLeast = (number: number) => compared('>=', number, false);
	const atMost = (number: number) => compared('<', number, true);
	const equal = (text: Scalar) => {
		const number = readNumber(text);
		return Number.isNaN(number) ? never : `(${atLeast(number)} AND ${atMost(number)})`;
	};
	const known = `${column} IS NOT NULL`;
	const conditions: Partial<Record<Operator, () => string>> = {
		always: () => 'TRUE',
		above: () => compared('>=', limit, true),
		atLeast: () => atLeast(limit),
		below: () => compared('<', limit, false),
		atMost: () => atMost(limit),
		between: () => `(${atLeast(limit)} AND ${atMost(Number(valueTo))})`,
		is: () => equal(value),
		isNot: () => `(${known} AND NOT ${equal(value)})`,
		isOneOf: () => {
			const tests = codeList(String(value)).map(equal);
			return tests.length === 0 ? never : `(${tests.join(' OR ')})`;
		},
		isPresent: () => known,
		isMissing: () => `${column} IS NULL`,
	};
	return conditions[operator]?.();
}

/** The condition of a rule on a column that holds one of a few words: the words that the core's condition accepts. */
export function wordCondition(
	{ quoteText }: Dialect,
	column: string,
	words: readonly string[],
	{ operator, value, valueTo }: Compared,
): string {
	const applies = compileCondition(operator, value, valueTo);
	const accepted = words.filter((word) => applies(word)).map(quoteText);
	return accepted.length === 0 ? never : `${column} IN (${accepted.join(', ')})`;
}
