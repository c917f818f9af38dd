import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { counted } from '../../values/wording';
import { isFilled } from '../../values/ownCell';

/** A field with consents, and how to run without one. */
export interface ConsentField {
	readonly field: string;
	/** What the customers agree to: "ads". */
	readonly to: string;
	/** The label of the choice for a consent handled elsewhere. */
	readonly otherChoice: string;
}

/** Whether any customer has a value in the field; where none has, it was never filled, which is not an answer of no. */
export function isFilledAnywhere(rows: readonly JsonRecord[], field: string): boolean {
	return rows.some((row) => isFilled(row, field));
}

/** Says that the consent field is missing everywhere, whom that leaves out, and the two ways to continue. */
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
