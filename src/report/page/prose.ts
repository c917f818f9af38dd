import type { Figure } from '../figures';
import type { Formats } from '../formats';
import type { Prose } from '../texts/texts';
import { element, fragment, type Markup } from './markup';

/** A number as the page shows it, with its value in machine-readable form. */
export function figureMarkup(shown: Figure, formats: Formats): Markup {
	const text = formats.write(shown);
	return shown.value === null ? fragment(text) : element('data', { value: shown.value }, text);
}

/** A text with its figures marked up. */
export function proseMarkup(prose: Prose, formats: Formats): Markup {
	return fragment(
		prose.map((part) => (typeof part === 'string' ? part : figureMarkup(part, formats))),
	);
}

/** A text with its figures written out. */
export function plainProse(prose: Prose, formats: Formats): string {
	return prose.map((part) => (typeof part === 'string' ? part : formats.write(part))).join('');
}
