import type { Outcome } from '../run/outcome';
import type { Membership } from './lastSynced';

/** The memberships of the input's customers before the run, kept for those whom the run does not reach. */
export class PreviousMemberships {
	private readonly memberships = new Map<number, Membership>();
	private readonly leaders = new Map<number, number>();
	private readonly parts: Array<{
		readonly indices: readonly number[];
		readonly memberships: PreviousMemberships;
	}> = [];
	/** The membership of all customers that have none of their own; absent for operations that keep none. */
	everyoneElse: Membership | undefined;

	/** Gives some of the rows, by index, the memberships of another collection. */
	addPart(indices: readonly number[], memberships: PreviousMemberships): void {
		this.parts.push({ indices, memberships });
	}

	set(index: number, membership: Membership): void {
		this.memberships.set(index, membership);
	}

	/** Gives a row the membership of another row of the same customer, so that the two can't contradict each other. */
	follow(index: number, leader: number): void {
		this.leaders.set(index, leader);
	}

	/** The outcomes, each with the membership of its customer. */
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
