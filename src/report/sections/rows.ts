import { figure, type Figure, type FigureKind } from '../figures';
import type { Texts } from '../texts/texts';
import type { Cell, Column } from './section';

/** Columns of a table by their keys in the texts. */
export function columnsOf(texts: Texts, ...keys: Array<keyof Texts['columns']>): Column[] {
	return keys.map((key) => ({ key, name: texts.columns[key] }));
}

/** A share; unknown where the whole is 0. */
export function share(part: number, whole: number): Figure {
	return figure('share', whole > 0 ? part / whole : null);
}

/** Figures of one kind, one per number. */
export function figures(as: FigureKind, ...values: Array<number | null>): Cell[] {
	return values.map((value) => figure(as, value));
}
