import type { JsonRecord } from '../../values/jsonRecord';
import { guestId } from '../customers/guestId';
import type { FindPerson } from './findPerson';
import type { ReadEvent } from './readEvent';

/** Somebody who is known only from events. */
export interface Visitor {
	readonly id: string;
	readonly email: string | undefined;
	/** Index of one of the visitor's events. */
	readonly source: number;
}

/** The data that identifies who did something, and when. */
type Sighting = Pick<ReadEvent, 'id' | 'email' | 'instant'>;

/** The people of a run who are known only from events. */
export class VisitorList {
	readonly list: Visitor[] = [];
	private readonly byId = new Map<string, { visitor: number; emailAt: number }>();
	private readonly byEmail = new Map<string, string>();

	constructor(
		private readonly firstPerson: number,
		private readonly find: FindPerson,
	) {}

	/** Records the visitor of an event with an ID; the latest email stays. */
	addById(event: Sighting | undefined, source: number): void {
		if (event?.id === undefined) return;
		const { id, email, instant } = event;
		const known = this.byId.get(id) ?? this.add({ id, email: undefined, source });
		if (email === undefined) return;
		const held = this.list[known.visitor].email;
		const isLater =
			held === undefined || instant > known.emailAt || (instant === known.emailAt && email > held);
		if (isLater) {
			this.list[known.visitor] = { ...this.list[known.visitor], email };
			known.emailAt = instant;
		}
		const holder = this.byEmail.get(email);
		if (holder === undefined || id < holder) this.byEmail.set(email, id);
	}

	/** The person of a visitor's event; one with only an email joins the visitor who has it. */
	personOf(event: Sighting | undefined, source: number): number {
		if (event === undefined) return -1;
		const email = event.email ?? '';
		const id = event.id ?? this.byEmail.get(email) ?? guestId(email);
		const known = this.byId.get(id);
		if (known !== undefined) return this.firstPerson + known.visitor;
		const guest = this.find(id, undefined);
		if (guest >= 0) return guest;
		return this.firstPerson + this.add({ id, email, source }).visitor;
	}

	private add(visitor: Visitor): { visitor: number; emailAt: number } {
		const entry = { visitor: this.list.push(visitor) - 1, emailAt: -Infinity };
		this.byId.set(visitor.id, entry);
		return entry;
	}
}

/** A visitor as a row: an id and, where known, an email. */
export function visitorRow(
	visitor: Visitor,
	fields: { readonly customerId: string; readonly email: string },
): JsonRecord {
	return { [fields.customerId]: visitor.id, [fields.email]: visitor.email ?? null };
}

/** People in code-unit order of their ids: customers by their index, visitors by those after them. */
export function* peopleInIdOrder(
	ids: readonly string[],
	visitors: readonly Visitor[],
): Generator<number> {
	const byId = visitorsById(visitors);
	let next = 0;
	for (let person = 0; person < ids.length; person++) {
		while (next < byId.length && visitors[byId[next]].id < ids[person]) {
			yield ids.length + byId[next++];
		}
		yield person;
	}
	while (next < byId.length) yield ids.length + byId[next++];
}

/** The indices of visitors in code-unit order of their ids. */
export function visitorsById(visitors: readonly Visitor[]): number[] {
	const order = visitors.map((_, index) => index);
	return order.sort((a, b) => (visitors[a].id < visitors[b].id ? -1 : 1));
}
