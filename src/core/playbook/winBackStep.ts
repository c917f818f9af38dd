import { codeList } from '../../values/codeList';
import type { JsonRecord } from '../../values/jsonRecord';
import { isReachable } from './isReachable';
import type { PlanOptions } from './options';
import type { WinBackMessage } from './playbookTables';
import { type OfferFacts, unitsPerAmount } from './readOfferFacts';

/** A customer's step in a win-back. */
export interface WinBackStep {
	/** Position in the playbook's messages, from 1. */
	readonly step: number;
	readonly message: WinBackMessage;
}

type StepFinder = (row: JsonRecord, facts: OfferFacts) => WinBackStep | 'closed' | undefined;

/**
 * Returns the function that finds the current message of a customer's win-back: the last one whose day has come, among
 * those for the customer's tier and order value.
 *
 * A message on a suppressed channel is skipped; `closed` where that leaves none. The control group gets none.
 */
export function winBackStepFinder(
	messages: readonly WinBackMessage[],
	{ fieldNames }: PlanOptions,
): StepFinder {
	const byDay = [...messages].sort((a, b) => a.day - b.day);
	const steps = byDay.map((message, place) => ({
		step: place + 1,
		message,
		tiers: new Set(codeList(message.tiers)),
		leastOrderValue: message.leastOrderValue * unitsPerAmount,
	}));
	return (row, { isControl, tier, orderValue, winBackDay }) => {
		if (isControl || !(winBackDay >= 1)) return undefined;
		const meant = steps.filter(
			({ message, tiers, leastOrderValue }) =>
				message.day <= winBackDay &&
				(tiers.size === 0 || tiers.has(tier ?? '')) &&
				orderValue >= leastOrderValue,
		);
		if (meant.length === 0) return undefined;
		return (
			meant.findLast(({ message }) => isReachable(row, message.channel, fieldNames)) ?? 'closed'
		);
	};
}
