import { plainText } from '../../values/plainText';
import type { StatusMeaning } from './presets';

/** A status word of one's own and what it means. */
export interface StatusWord {
	readonly word: string;
	readonly meaning: StatusMeaning;
}

/**
 * Reads status words by one's own table, then by the source's, in any case and with or without WooCommerce's prefix `wc-`.
 */
export class StatusReader {
	private readonly meanings = new Map<unknown, StatusMeaning>();
	private readonly own: ReadonlyMap<string, StatusMeaning>;
	/** Whether words came that are in no table; they count as paid. */
	hasUnknownWords = false;

	constructor(
		private readonly table: Readonly<Record<string, StatusMeaning>>,
		own: readonly StatusWord[] = [],
	) {
		this.own = new Map(own.map(({ word, meaning }) => [wordOf(word), meaning]));
	}

	/** What a status means; nothing and unknown words mean paid. */
	read(status: unknown): StatusMeaning {
		if (status === undefined || status === null || status === '') return 'paid';
		let meaning = this.meanings.get(status);
		if (meaning === undefined) {
			meaning = this.lookUp(status);
			if (this.meanings.size < 1000) this.meanings.set(status, meaning);
		}
		return meaning;
	}

	/** A word that is in no table, shortened; undefined for one that is known and for none. */
	unknownWord(status: unknown): string | undefined {
		const word = wordOf(status);
		return word === '' || this.find(word) !== undefined ? undefined : word.slice(0, 40);
	}

	private lookUp(status: unknown): StatusMeaning {
		const word = wordOf(status);
		const meaning = this.find(word);
		if (meaning === undefined && word !== '') this.hasUnknownWords = true;
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
