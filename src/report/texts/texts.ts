import type { Figure } from '../figures';
import de from './de.json';
import en from './en.json';
import es from './es.json';

/** The fixed texts of a report in one language; `en.json` is the model for the others. */
export type Texts = typeof en;

/** All languages by their code. A new one is a JSON file beside these, and a line here and in the node's panel. */
export const languages = { de, en, es } as const satisfies Record<string, Texts>;

export type Language = keyof typeof languages;

export const languageCodes = Object.keys(languages) as Language[];

/** A text with figures in it, which the page marks up and the email writes out. */
export type Prose = ReadonlyArray<string | Figure>;

/** The values for the placeholders of a text. */
export type Fillings = Readonly<Record<string, string | Figure | null>>;

/**
 * A text with its placeholders filled; one without a value stays empty.
 *
 * @example phrase('{share} of {name}', { share: figure('share', 0.5), name: 'VIP' })
 */
export function phrase(template: string, fillings: Fillings = {}): Prose {
	return template.split(/(\{\w+\})/).flatMap((part) => {
		if (!/^\{\w+\}$/.test(part)) return part === '' ? [] : [part];
		const filling = fillings[part.slice(1, -1)];
		return filling === undefined || filling === null ? [] : [filling];
	});
}

/** The form of a word for a plural category. */
export function pluralOf(
	forms: { readonly one: string; readonly other: string },
	category: string,
) {
	return category === 'one' ? forms.one : forms.other;
}

/** The text of a code, or the code itself where the language has none. */
export function named(names: Readonly<Record<string, string>>, code: string): string {
	return Object.hasOwn(names, code) ? names[code] : code;
}
