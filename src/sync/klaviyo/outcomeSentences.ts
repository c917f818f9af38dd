import { outcomeOf } from '../run/outcomeTable';

/** What to do about Klaviyo's codes for single profiles; for others the sentence names only the code. */
const wayOut: Readonly<Record<string, string>> = {
	duplicate_profile:
		'another profile has one of the identifiers. Merge the two in Klaviyo, or correct the customer',
	invalid_email: 'the email address is not valid. Correct it in the shop',
	not_found: 'the profile was merged or deleted meanwhile. Run again',
	invalid: 'one of the values is not valid for Klaviyo. Correct the customer',
};

/**
 * Returns the sentence for a customer whom Klaviyo refuses.
 *
 * @param place the attribute concerned, where Klaviyo names it
 */
export function refusalOfProfile(code: string, place = ''): string {
	if (code === 'batchRefused') return outcomeOf('batchRefused', 'Klaviyo').sentence;
	const name = [code, place].filter((part) => part !== '').join(', ');
	const why = Object.hasOwn(wayOut, code) ? `: ${wayOut[code]}` : '';
	return `Klaviyo rejected this customer${why} (${name}).`;
}

/** For requests that Klaviyo accepts but never confirms. */
export const takenUnseen =
	'Klaviyo accepted this, but it was not visible when the run ended. Run again later with "Compare First" on to check.';

/**
 * Klaviyo unsubscribes a person from everything if they are no longer on the list: a second request must not follow the
 * first.
 */
export const notAgainAtOnce =
	'Wait an hour before you run again: Klaviyo unsubscribes people from everything if they are no longer on the list.';

/** For customers whom Klaviyo was told to unsubscribe from a list. */
export const takenOffListUnseen = `Klaviyo accepted this; the list still showed this customer when the run ended. ${notAgainAtOnce}`;

/** For customers of a request that was not retried though its answer was lost. */
export const answerLost = `Klaviyo's response was lost, so this may or may not have happened. It was not retried. ${notAgainAtOnce}`;

/** For customers of a list with double opt-in: only they can complete the subscription. */
export const askedToConfirm =
	'Klaviyo accepted this and asked the customer to confirm; until they do, they are not subscribed.';
