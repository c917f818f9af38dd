import { InvalidInputError } from '../../../values/invalidInputError';
import type { Audience } from './audience';

/**
 * Refuses an audience that takes no uploads: Meta answers them as it answers a wrong row, and every customer would be blamed.
 */
export function checkTakesMembers({ subtype }: Audience): void {
	if (subtype === 'CUSTOM') return;
	throw new InvalidInputError(
		'audience',
		'an audience made from a customer list; Meta fills this one itself',
	);
}

/**
 * Refuses an audience that wants each customer's worth and gets none, or the other way round.
 *
 * @param withValues whether customers are sent with what they are worth; of a new audience that decides
 */
export function checkTakesValues({ id, isValueBased }: Audience, withValues: boolean): void {
	if (id === undefined || isValueBased === withValues) return;
	throw new InvalidInputError(
		'audience',
		isValueBased
			? 'an audience that is not value-based; this one only accepts customers with values: choose "Fill Value-Based Audience"'
			: 'a value-based audience; whether an audience is one is decided when it is created',
	);
}
