import { plainText } from '../../values/plainText';
import type { StatusMeaning } from './presets';

/** Reads status words by a source's table and remembers the words that it doesn't know. */
export class StatusReader {
	private readonly meanings = new Map<unknown, StatusMeaning>();
	/** Words that are in no table, shortened; they count as paid. */
	readonly unknownWords = new Set<string>();

	constructor(private readonly table: Readonly<Record<string, StatusMeaning>>) {}

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

	private lookUp(status: unknown): StatusMeaning {
		const word = plainText(status)
			.trim()
			.toLowerCase()
			.replace(/[\s-]+/g, '_');
		if (word === '') return 'paid';
		if (Object.hasOwn(this.table, word)) return this.table[word];
		this.unknownWords.add(word.slice(0, 40));
		return 'paid';
	}
}
