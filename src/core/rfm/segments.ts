import { InvalidInputError } from '../../values/invalidInputError';
import type { SegmentRule } from './options';

/** Returns the segment of a customer from its scores, 1 to `bins`. */
export type SegmentOf = (recency: number, frequency: number, monetary: number) => string;

/** Segment of a customer without a counted order. */
export const noOrdersSegment = 'noOrders';

/** Rows of a map: recency scores, frequency scores, segment. */
type Cells = ReadonlyArray<readonly [recency: string, frequency: string, segment: string]>;

const standard: Cells = [
	['5', '45', 'champions'],
	['34', '45', 'loyal'],
	['45', '23', 'potentialLoyalist'],
	['5', '1', 'new'],
	['4', '1', 'promising'],
	['3', '3', 'needsAttention'],
	['3', '12', 'aboutToSleep'],
	['12', '34', 'atRisk'],
	['12', '5', 'cannotLose'],
	['2', '12', 'hibernating'],
	['1', '12', 'lost'],
];

/** On thirds. */
const sixGroups: Cells = [
	['3', '3', 'champions'],
	['3', '2', 'loyal'],
	['2', '3', 'loyal'],
	['3', '1', 'recent'],
	['2', '12', 'needsAttention'],
	['1', '23', 'atRisk'],
	['1', '1', 'inactive'],
];

const revealNames: Readonly<Record<string, string>> = {
	champions: 'soulmates',
	loyal: 'lovers',
	potentialLoyalist: 'potentialLovers',
	new: 'newPassion',
	promising: 'flirting',
	needsAttention: 'platonicFriend',
	aboutToSleep: 'aboutToDumpYou',
};

/** The names of the segments. */
export const segmentNames: Readonly<Record<string, string>> = {
	champions: 'Champions',
	loyal: 'Loyal',
	potentialLoyalist: 'Potential Loyalist',
	new: 'New',
	promising: 'Promising',
	needsAttention: 'Needs Attention',
	aboutToSleep: 'About to Sleep',
	atRisk: 'At Risk',
	cannotLose: 'Cannot Lose',
	hibernating: 'Hibernating',
	lost: 'Lost',
	recent: 'Recent',
	inactive: 'Inactive',
	soulmates: 'Soulmates',
	lovers: 'Lovers',
	potentialLovers: 'Potential Lovers',
	newPassion: 'New Passion',
	flirting: 'Flirting',
	platonicFriend: 'Platonic Friend',
	aboutToDumpYou: 'About to Dump You',
	exLovers: 'Ex-Lovers',
	donJuan: 'Don Juan',
	apprentice: 'Apprentice',
	breakUp: 'Break-Up',
	noOrders: 'No Orders',
};

/**
 * The segment map that the options choose.
 *
 * A custom table has to cover each of the 25 cells exactly once; one that does not is an `InvalidInputError` of
 * `segments` that names the cells.
 */
export function segmentMap(
	map: 'standard' | 'sixGroups' | 'reveal' | 'own',
	own: readonly SegmentRule[],
	bins: number,
): SegmentOf {
	const [scale, segmentOf] = segmentMaps[map](own);
	const rescaled = (score: number) => Math.ceil((scale * score) / bins);
	return (recency, frequency, monetary) =>
		segmentOf(rescaled(recency), rescaled(frequency), rescaled(monetary));
}

/** Each map with the scale it is written for. */
const segmentMaps = {
	standard: () => [5, lookUp(standard)],
	sixGroups: () => [3, lookUp(sixGroups)],
	reveal: () => [5, revealMap()],
	own: (rules) => [5, ownMap(rules)],
} as const satisfies Record<
	string,
	(own: readonly SegmentRule[]) => readonly [scale: number, map: SegmentOf]
>;

function revealMap(): SegmentOf {
	const ofStandard = lookUp(standard);
	return (recency, frequency, monetary) =>
		reveal(recency, frequency, monetary, ofStandard(recency, frequency, monetary));
}

function reveal(recency: number, frequency: number, monetary: number, segment: string): string {
	if (recency > 2) return revealNames[segment];
	if (recency === 2) return frequency >= 3 ? 'aboutToDumpYou' : 'apprentice';
	if (frequency >= 2) return 'exLovers';
	return monetary >= 4 ? 'donJuan' : 'breakUp';
}

function lookUp(cells: Cells): SegmentOf {
	const byCell: string[] = [];
	for (const [recencies, frequencies, segment] of cells) {
		for (const recency of recencies) {
			for (const frequency of frequencies)
				byCell[Number(recency) * 10 + Number(frequency)] = segment;
		}
	}
	return (recency, frequency) => byCell[recency * 10 + frequency];
}

function ownMap(rules: readonly SegmentRule[]): SegmentOf {
	const byCell = new Map<number, string[]>();
	for (const rule of rules) {
		for (let recency = rule.recencyFrom; recency <= rule.recencyTo; recency++) {
			for (let frequency = rule.frequencyFrom; frequency <= rule.frequencyTo; frequency++) {
				const cell = recency * 10 + frequency;
				byCell.set(cell, [...(byCell.get(cell) ?? []), rule.segment]);
			}
		}
	}
	const faults: string[] = [];
	for (let recency = 1; recency <= 5; recency++) {
		for (let frequency = 1; frequency <= 5; frequency++) {
			const segments = byCell.get(recency * 10 + frequency) ?? [];
			const cell = `R${recency} F${frequency}`;
			if (segments.length === 0) faults.push(`${cell} has none`);
			if (segments.length > 1) faults.push(`${cell} has ${segments.join(' and ')}`);
		}
	}
	if (faults.length > 0) {
		const requirement = `exactly one segment for each cell of recency and frequency scores 1 to 5; ${faults.join(', ')}`;
		throw new InvalidInputError('segments', requirement, rules);
	}
	return (recency, frequency) => byCell.get(recency * 10 + frequency)?.[0] ?? '';
}
