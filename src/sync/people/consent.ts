import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { counted } from '../../values/wording';
import { isFilled } from '../../values/ownCell';

/** A field that consents are read from, and how to do without it. */
export interface ConsentField {
	readonly field: string;
	/** What the customers agree to: "ads". */
	readonly to: string;
	/** The choice that stands for a consent asked for elsewhere, as the panel calls it. */
	readonly otherChoice: string;
}

/** Whether any customer has a value in the field; where none has, it was not filled rather than answered with no. */
export function isFilledAnywhere(rows: readonly JsonRecord[], field: string): boolean {
	return rows.some((row) => isFilled(row, field));
}

/** Says that nobody has the consent field, whom that leaves out, and the two ways on. */
export function consentFieldNotice(
	customers: number,
	{ field, to, otherChoice }: ConsentField,
): Notice {
	const found = field === '' ? 'No consent field is set' : `No customer has a value in "${field}"`;
	const fill = field === '' ? 'Set the field' : `Fill "${field}"`;
	return {
		code: 'consentFieldMissing',
		message:
			`${found}: all ${counted(customers, 'customer')} are skipped, because nobody is sent without an explicit yes. ` +
			`${fill} with each customer's consent to ${to} (yes or no), or choose "${otherChoice}" if all of them have agreed.`,
		level: 'warning',
	};
}
