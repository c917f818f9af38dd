import { InvalidInputError } from '../../../values/invalidInputError';
import type { Audience } from './audience';

/**
 * Refuses an audience that accepts no uploads: Meta answers as for a wrong row, and every customer would be reported as
 * wrong.
 */
export function checkTakesMembers({ subtype }: Audience): void {
	if (subtype === 'CUSTOM') return;
	throw new InvalidInputError(
		'audience',
		'an audience made from a customer list; Meta fills this one itself',
	);
}

/**
 * Refuses an audience that requires each customer's value where none is sent, and the reverse.
 *
 * @param withValues whether customers are sent with their value; this decides the kind of a new audience
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
