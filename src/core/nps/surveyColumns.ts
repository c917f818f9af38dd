import { isEmpty } from '../../values/isEmpty';
import { isRecord } from '../../values/isRecord';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Reader } from '../orders/readPath';
import { readerOf } from '../orders/readPath';

/** A column of surveys: a key of the rows, a key of an object in them, or a question of a list of answers. */
export interface SurveyColumn {
	/** As written; a key of an object is prefixed with the object's own and a dot. */
	readonly label: string;
	/** The last part of the label in lower case, letters and digits only. */
	readonly plainName: string;
	readonly read: Reader;
}

const deepest = 3;

/** All columns of some rows, each once, by label in code-unit order. */
export function columnsOf(rows: readonly JsonRecord[]): SurveyColumn[] {
	const columns = new Map<string, SurveyColumn>();
	const add = (label: string, name: string, read: Reader | undefined) => {
		if (read === undefined || columns.has(label)) return;
		columns.set(label, { label, plainName: plainNameOf(name), read });
	};
	for (const row of rows) addColumns(row, '', add);
	return [...columns.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

/**
 * A name in lower case, its letters and digits only, without accents.
 *
 * @example plainNameOf('E-mail Address') // 'emailaddress'
 */
export function plainNameOf(name: string): string {
	return name
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}

type Add = (label: string, name: string, read: Reader | undefined) => void;

function addColumns(value: JsonRecord, prefix: string, add: Add): void {
	for (const [key, member] of Object.entries(value)) {
		const path = prefix + key;
		if (isAnswerList(member)) addAnswers(member, path, value, add);
		else if (!isPlainObject(member)) add(path, key, readerOf([path]));
		else if (path.split('.').length < deepest) addColumns(member, `${path}.`, add);
	}
}

/** Whether a member is an object with columns of its own; dates are not. */
function isPlainObject(value: unknown): value is JsonRecord {
	if (!isRecord(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** An answer in Typeform's API and webhook: its question, its type, and the answer under the name of the type. */
interface TypeformAnswer {
	readonly field: { readonly id?: unknown; readonly ref?: unknown };
	readonly type: string;
}

function isAnswerList(value: unknown): value is readonly unknown[] {
	return Array.isArray(value) && value.some(isAnswer);
}

function isAnswer(value: unknown): value is TypeformAnswer {
	return isRecord(value) && typeof value.type === 'string' && isRecord(value.field);
}

/** One column per question, named by its title where the form's definition is included, else by its reference. */
function addAnswers(list: readonly unknown[], path: string, parent: JsonRecord, add: Add): void {
	const readList = readerOf([path]);
	if (readList === undefined) return;
	const titles = titlesOf(parent);
	for (const answer of list) {
		if (!isAnswer(answer)) continue;
		const key = answer.field.ref ?? answer.field.id;
		if (typeof key !== 'string') continue;
		const name = titles.get(key) ?? key;
		add(`${path}.${name}`, name, (row) => answerTo(key, readList(row)));
	}
}

function answerTo(key: string, list: unknown): unknown {
	if (!Array.isArray(list)) return undefined;
	const answer: unknown = list.find(
		(each) => isAnswer(each) && (each.field.ref ?? each.field.id) === key,
	);
	if (!isAnswer(answer)) return undefined;
	const value = (answer as unknown as JsonRecord)[answer.type];
	return isRecord(value) ? value.label : value;
}

function titlesOf({ definition }: JsonRecord): Map<string, string> {
	const fields: unknown = isRecord(definition) ? definition.fields : undefined;
	if (!Array.isArray(fields)) return new Map();
	return new Map(
		fields.filter(isRecord).flatMap(({ ref, id, title }): Array<[string, string]> => {
			const key = ref ?? id;
			return typeof key === 'string' && typeof title === 'string' && !isEmpty(title)
				? [[key, title]]
				: [];
		}),
	);
}
