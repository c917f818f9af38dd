import type { Outcome } from '../run/outcome';
import type { Membership } from './lastSynced';

/** The state of the input's customers before the run: kept for those whom the run does not reach. */
export class PreviousMemberships {
	private readonly memberships = new Map<number, Membership>();
	private readonly leaders = new Map<number, number>();
	private readonly parts: Array<{
		readonly indices: readonly number[];
		readonly memberships: PreviousMemberships;
	}> = [];
	/** The membership of all customers that have none of their own; absent for operations that keep none. */
	everyoneElse: Membership | undefined;

	/** Lets some of the rows, by index, stand where memberships of their own say. */
	addPart(indices: readonly number[], memberships: PreviousMemberships): void {
		this.parts.push({ indices, memberships });
	}

	set(index: number, membership: Membership): void {
		this.memberships.set(index, membership);
	}

	/** Returns a row the membership of another one of the same customer: two of one customer would contradict each other. */
	follow(index: number, leader: number): void {
		this.leaders.set(index, leader);
	}

	/** The outcomes, each with the customer's membership. */
	addTo(outcomes: readonly Outcome[]): Outcome[] {
		const membershipOf = (index: number) =>
			outcomes[index].fields ?? this.memberships.get(index) ?? this.everyoneElse;
		const withFields = outcomes.map((outcome, index) => {
			const leader = this.leaders.get(index);
			if (leader !== undefined) return { ...outcome, fields: membershipOf(leader) };
			return outcome.fields === undefined ? { ...outcome, fields: membershipOf(index) } : outcome;
		});
		for (const { indices, memberships } of this.parts) {
			const ofPart = memberships.addTo(indices.map((index) => outcomes[index]));
			ofPart.forEach((outcome, place) => (withFields[indices[place]] = outcome));
		}
		return withFields;
	}
}
