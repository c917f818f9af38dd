import { plainText } from '../../values/plainText';
import type { StatusMeaning } from './presets';

/** A custom status word and its meaning. */
export interface StatusWord {
	readonly word: string;
	readonly meaning: StatusMeaning;
}

/**
 * Reads status words by the custom table, then by the source's, in any case and with or without WooCommerce's prefix `wc-`.
 */
export class StatusReader {
	private readonly meanings = new Map<unknown, StatusMeaning>();
	private readonly own: ReadonlyMap<string, StatusMeaning>;
	/** Statuses that are in no table, as written, each with its word, shortened; they count as paid. */
	private readonly unknown = new Map<unknown, string>();

	constructor(
		private readonly table: Readonly<Record<string, StatusMeaning>>,
		own: readonly StatusWord[] = [],
	) {
		this.own = new Map(own.map(({ word, meaning }) => [wordOf(word), meaning]));
	}

	/** The meaning of a status; an empty or unknown one means paid. */
	read(status: unknown): StatusMeaning {
		if (status === undefined || status === null || status === '') return 'paid';
		let meaning = this.meanings.get(status);
		if (meaning === undefined) {
			meaning = this.lookUp(status);
			if (this.meanings.size < 1000) this.meanings.set(status, meaning);
		}
		return meaning;
	}

	/** Whether any status was in no table. */
	get hasUnknownWords(): boolean {
		return this.unknown.size > 0;
	}

	/** The word of a status that was read and is in no table. */
	unknownWord(status: unknown): string | undefined {
		return this.unknown.get(status);
	}

	private lookUp(status: unknown): StatusMeaning {
		const word = wordOf(status);
		const meaning = this.find(word);
		if (meaning === undefined && word !== '' && this.unknown.size < 1000)
			this.unknown.set(status, word.slice(0, 40));
		return meaning ?? 'paid';
	}

	private find(word: string): StatusMeaning | undefined {
		for (const form of [word, word.replace(/^wc_/, '')]) {
			const meaning =
				this.own.get(form) ?? (Object.hasOwn(this.table, form) ? this.table[form] : undefined);
			if (meaning !== undefined) return meaning;
		}
		return undefined;
	}
}

/** A status in lower case with `_` for blanks and hyphens. */
function wordOf(status: unknown): string {
	if (status === undefined || status === null) return '';
	return plainText(status)
		.trim()
		.toLowerCase()
		.replace(/[\s_-]+/g, '_');
}
