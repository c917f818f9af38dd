import { normaliseEmail } from '../../values/normaliseEmail';
import { guestId } from '../customers/guestId';
import { joinAccounts } from './joinAccounts';
import type { Settlement } from './settlement';

/** A function that returns the customer number of a readable row; guests join the account with their email. */
export function customerNumbers(settlement: Settlement): (k: number) => number {
	const joined = joinAccounts(settlement);
	if (joined !== undefined) {
		const before = numbersBefore(settlement);
		return (k) => {
			const number = before(k);
			return joined[number] ?? number;
		};
	}
	return numbersBefore(settlement);
}

/** Customer numbers before accounts are joined. */
function numbersBefore(settlement: Settlement): (k: number) => number {
	const { reader } = settlement;
	const { buyer } = reader.readable;
	const { guests, accountIds } = reader.buyers;
	if (guests.texts.length === 0) return (k) => buyer[k];
	const accountOfGuest = accountsOfGuests(settlement);
	return (k) => {
		if (buyer[k] >= 0) return buyer[k];
		const guest = -1 - buyer[k];
		if (accountOfGuest[guest] < 0)
			accountOfGuest[guest] = accountIds.add(guestId(guests.texts[guest]));
		return accountOfGuest[guest];
	};
}

/** Per guest email the account that used it last (of two at one instant the smaller ID); -1 without one. */
function accountsOfGuests({ reader, isOpen }: Settlement): Int32Array {
	const { amount, buyer, instant } = reader.readable;
	const { guests } = reader.buyers;
	const ids = reader.buyers.accountIds.texts;
	const account = new Int32Array(guests.texts.length).fill(-1);
	const latest = new Float64Array(guests.texts.length);
	for (let k = 0; k < isOpen.length; k++) {
		if (isOpen[k] === 0 || buyer[k] < 0 || amount[k] < 0) continue;
		const address = normaliseEmail(reader.emailOf(k));
		const guest = address === undefined ? -1 : guests.find(address);
		if (guest < 0) continue;
		const isLater = account[guest] < 0 || instant[k] > latest[guest];
		const isTie = !isLater && instant[k] === latest[guest] && ids[buyer[k]] < ids[account[guest]];
		if (isLater || isTie) {
			account[guest] = buyer[k];
			latest[guest] = instant[k];
		}
	}
	return account;
}
