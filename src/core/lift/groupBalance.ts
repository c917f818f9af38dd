import { JointMoments } from '../stats/jointMoments';
import { standardizedDifference } from '../stats/standardizedDifference';
import type { Outcomes } from './outcomes';

/** How similar the groups were before the assignment: standardized differences of revenue and age. */
export interface Balance {
	readonly revenueBefore: number | null;
	readonly age: number | null;
}

export const balancedBelow = 0.1;

/** How similar the counted customers of both groups were; age is known only for those who had ordered. */
export function balanceOf({ size, isTreated, revenueBefore, ageDays }: Outcomes): Balance {
	const revenue = [new JointMoments(), new JointMoments()];
	const age = [new JointMoments(), new JointMoments()];
	for (let i = 0; i < size; i++) {
		revenue[isTreated[i]].add(revenueBefore[i]);
		if (!Number.isNaN(ageDays[i])) age[isTreated[i]].add(ageDays[i]);
	}
	return {
		revenueBefore: standardizedDifference(revenue[0].sample, revenue[1].sample),
		age: standardizedDifference(age[0].sample, age[1].sample),
	};
}
