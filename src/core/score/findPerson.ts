import { normaliseEmail } from '../../values/normaliseEmail';
import type { ReferenceDate } from './referenceDate';

/** The customers that events can belong to. */
export interface People {
	/** Ids in code-unit order. */
	readonly ids: readonly string[];
	emailOf(person: number): unknown;
	/** When a person last ordered, to choose between those who share an email; any number that grows with time. */
	lastOrderOf(person: number): number;
	referenceOf(person: number): ReferenceDate;
}

/** The index of the customer with an id, else with an email; -1 where there is none. */
export type FindPerson = (id: string | undefined, email: string | undefined) => number;

/** Returns the function that finds customers; the look-up by email is built on first use. */
export function personFinder(people: People): FindPerson {
	const byId = new Map(people.ids.map((id, person) => [id, person]));
	let byEmail: Map<string, number> | undefined;
	return (id, email) => {
		const person = id === undefined ? undefined : byId.get(id);
		if (person !== undefined) return person;
		if (email === undefined) return -1;
		byEmail ??= personsByEmail(people);
		return byEmail.get(email) ?? -1;
	};
}

function personsByEmail(people: People): Map<string, number> {
	const byEmail = new Map<string, number>();
	people.ids.forEach((_, person) => {
		const email = normaliseEmail(people.emailOf(person));
		if (email === undefined) return;
		const holder = byEmail.get(email);
		if (holder === undefined || people.lastOrderOf(person) > people.lastOrderOf(holder)) {
			byEmail.set(email, person);
		}
	});
	return byEmail;
}
