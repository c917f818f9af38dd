import { InvalidInputError } from '../values/invalidInputError';
import type { Dialect } from './dialects/dialect';

/**
 * Texts that a statement must not contain: n8n's database nodes evaluate `{{ … }}` again, replace `$1` and `${name}` with
 * query parameters, and put the statement in by `String.replace`, where `$$`, `$&`, `` $` `` and `$'` stand for others. A
 * text may not end with `$`, because a quote follows it.
 */
const evaluatedAgain = /\{\{|\}\}|\$(?:[$&`'0-9{([</]|$)/;

/** Returns a name or literal of the user unchanged; one that a database node would change is an `InvalidInputError`. */
export function refuseEvaluated(text: string, field: string): string {
	if (evaluatedAgain.test(text)) {
		throw new InvalidInputError(
			field,
			'a text without {{, }}, $1, $$ or $ at its end, which n8n’s database nodes would replace',
			text,
		);
	}
	if (text.includes('\u0000'))
		throw new InvalidInputError(field, 'a text without NUL characters', text);
	return text;
}

/** The quoted name of a table or column; one that the engine refuses is an `InvalidInputError`. */
export function quotedName(dialect: Dialect, name: string, field: string): string {
	refuseEvaluated(name, field);
	if (dialect.refusedInNames?.test(name))
		throw new InvalidInputError(field, `a name that ${dialect.name} takes`, name);
	return dialect.quoteName(name);
}

/** A text of the user as a literal; one that a database node would change is an `InvalidInputError`. */
export function quotedText({ quoteText }: Dialect, text: string, field: string): string {
	return quoteText(refuseEvaluated(text, field));
}

/** The parts of a table's name: database, schema and table. A dot inside quotes or backticks belongs to the name. */
export function nameParts(text: string, field: string): string[] {
	const parts: string[] = [];
	const part = /\s*(?:"((?:[^"]|"")+)"|`((?:[^`]|``)+)`|([^."`]+))\s*(\.|$)/y;
	let isDone = false;
	while (!isDone) {
		const found = part.exec(text);
		if (found === null) {
			throw new InvalidInputError(field, 'a name such as orders, or shop.orders', text);
		}
		const [, doubled, ticked, plain, end] = found;
		parts.push(doubled?.replace(/""/g, '"') ?? ticked?.replace(/``/g, '`') ?? plain.trim());
		isDone = end === '';
	}
	if (parts.length > 3)
		throw new InvalidInputError(field, 'at most three names with dots between', text);
	return parts.map((name) => refuseEvaluated(name, field));
}
