import { sampleRatio } from '../stats/sampleRatio';
import type { Assignments } from './readAssignments';

/** Whether the groups have the intended sizes, over every first assignment. */
export interface GroupSizes {
	readonly control: number;
	readonly treated: number;
	readonly chiSquare: number | null;
	readonly p: number | null;
	readonly isMismatch: boolean;
}

const mismatchBelow = 0.001;

/** Sizes of both groups over everybody's first assignment, before anything is left out. */
export function groupSizes({ sources, isTreated }: Assignments, controlShare: number): GroupSizes {
	let treated = 0;
	for (const source of sources) treated += isTreated[source];
	const control = sources.length - treated;
	const { chiSquare, p } =
		controlShare === 0
			? { chiSquare: null, p: null }
			: sampleRatio(control, treated, controlShare / 100);
	return { control, treated, chiSquare, p, isMismatch: p !== null && p < mismatchBelow };
}
