import { normaliseEmail } from '../../values/normaliseEmail';
import type { Settlement } from './settlement';

/** IDs that systems assign to buyers without an account, such as `guest_17` or Stripe's `gcus_…`. */
const guestLike = /^(?:guest|gcus|anon(?:ymous)?|tmp|temp)(?:[-_:.]|$)/i;

/**
 * Per account number the account it is joined to, for IDs that are not a person's own: two of them that share an email
 * are one customer. Undefined where nothing is joined.
 *
 * In sources that assign a new ID at each checkout, and in several shops with separate IDs, all IDs are of this kind;
 * elsewhere they are recognized by their form. Joined IDs become that of the earliest order, preferably of a real
 * account.
 */
export function joinAccounts(settlement: Settlement): Int32Array | undefined {
	const { reader, tally } = settlement;
	const ids = reader.buyers.accountIds.texts;
	if (reader.options.identifyBy !== 'automatic') return undefined;
	const isForAll = reader.preset.idsPerCheckout === true || reader.options.shopField !== '';
	if (!isForAll && !ids.some(isGuestLike)) return undefined;
	const joined = Int32Array.from(ids, (_, number) => number);
	for (const accounts of accountsByEmail(settlement)) {
		const joining = accounts.filter(({ number }) => isForAll || isGuestLike(ids[number]));
		if (accounts.length < 2 || joining.length === 0) continue;
		accounts.sort(
			(a, b) =>
				Number(isGuestLike(ids[a.number])) - Number(isGuestLike(ids[b.number])) ||
				a.first - b.first ||
				(ids[a.number] < ids[b.number] ? -1 : 1),
		);
		const target = accounts[0].number;
		let moved = 0;
		for (const { number } of joining) {
			if (number !== target) moved++;
			joined[number] = target;
		}
		tally.joinedIds += moved + 1;
		tally.joinedCustomers++;
	}
	return tally.joinedIds > 0 ? joined : undefined;
}

interface Account {
	readonly number: number;
	/** Instant of its first order. */
	readonly first: number;
}

/** Accounts by the email of their latest order (of two at one instant the smaller). */
function accountsByEmail({ reader, isOpen }: Settlement): Iterable<Account[]> {
	const { amount, buyer, instant } = reader.readable;
	const count = reader.buyers.accountIds.texts.length;
	const first = new Float64Array(count).fill(Infinity);
	const latest = new Float64Array(count).fill(-Infinity);
	const emails = new Array<string | undefined>(count);
	for (let k = 0; k < isOpen.length; k++) {
		const number = buyer[k];
		if (isOpen[k] === 0 || number < 0 || amount[k] < 0) continue;
		if (instant[k] < first[number]) first[number] = instant[k];
		if (instant[k] < latest[number]) continue;
		const address = normaliseEmail(reader.emailOf(k));
		if (address === undefined) continue;
		const known = emails[number];
		if (instant[k] > latest[number] || known === undefined || address < known)
			emails[number] = address;
		latest[number] = instant[k];
	}
	const byEmail = new Map<string, Account[]>();
	for (let number = 0; number < count; number++) {
		const address = emails[number];
		if (address === undefined) continue;
		const accounts = byEmail.get(address);
		if (accounts) accounts.push({ number, first: first[number] });
		else byEmail.set(address, [{ number, first: first[number] }]);
	}
	return byEmail.values();
}

function isGuestLike(id: string): boolean {
	const letter = id.charCodeAt(0) | 32;
	// g, a and t: almost no ID needs the search.
	return (letter === 103 || letter === 97 || letter === 116) && guestLike.test(id);
}
