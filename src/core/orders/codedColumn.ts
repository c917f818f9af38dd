import { enlarged } from '../../values/enlarged';
import { isEmpty } from '../../values/isEmpty';
import { TextIndex } from './textIndex';

const mostTexts = 0xffff;

/**
 * One column of texts that repeat, such as categories: two bytes a row, wherever the row itself lies.
 *
 * It gives up at a value that isn't a text, and at more different texts than it can number.
 */
export class CodedColumn {
	/** By row, 0 for nothing, else 1 plus the number of the text. */
	private codes: Uint16Array | undefined;
	private texts = new TextIndex(16, true);
	private hasGivenUp = false;

	/** Whether it has what was added. */
	get isWhole(): boolean {
		return !this.hasGivenUp;
	}

	add(row: number, value: unknown): void {
		if (this.hasGivenUp || isEmpty(value)) return;
		const code = typeof value === 'string' ? this.texts.add(value) + 1 : Infinity;
		if (code > mostTexts) {
			this.hasGivenUp = true;
			this.codes = undefined;
			this.texts = new TextIndex(16);
			return;
		}
		this.codes ??= new Uint16Array(Math.max(1024, row + 1));
		if (row >= this.codes.length) {
			this.codes = enlarged(this.codes, new Uint16Array(Math.ceil((row + 1) * 1.5)));
		}
		this.codes[row] = code;
	}

	/** The text of a row; undefined for nothing. */
	at(row: number): string | undefined {
		const code = this.codes?.[row] ?? 0;
		return code === 0 ? undefined : this.texts.texts[code - 1];
	}
}
