const plain = /^\d{1,2}(?:\.0+)?$/;
/** SurveyMonkey writes the ends of its scale with their labels: "Not at all likely - 0", "Extremely likely - 10". */
const labelled =
	/^(?:\D*\p{L}\D*\s[-–—]\s(?<last>\d{1,2})|(?<first>\d{1,2})\s[-–—]\s\D*\p{L}\D*)$/u;

/**
 * The answer from 0 to 10 in a cell; undefined where there is none.
 *
 * A whole number, or a text of one, such as `08` or `7.0`; a label may stand beside it. 9.5, 11, `+8` and `1e1` are not
 * answers.
 *
 * @example readScore('Extremely likely - 10') // 10
 */
export function readScore(cell: unknown): number | undefined {
	const score = numberOf(cell);
	return Number.isInteger(score) && score >= 0 && score <= 10 ? score + 0 : undefined;
}

function numberOf(cell: unknown): number {
	if (typeof cell === 'number') return cell;
	if (typeof cell !== 'string' || cell.length > 100) return NaN;
	const text = cell.trim();
	if (plain.test(text)) return Number(text);
	const groups = labelled.exec(text)?.groups;
	return groups === undefined ? NaN : Number(groups.last ?? groups.first);
}
