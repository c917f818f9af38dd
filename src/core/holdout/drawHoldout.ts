import type { JsonRecord } from '../../values/jsonRecord';
import { holdoutGroup, type HoldoutGroup } from './holdoutGroup';
import { holdoutKey, type holdoutKeys } from './holdoutKey';

/** How a holdout group is drawn. */
export interface HoldoutDraw {
	/** Percent of all customers; 0: no group is drawn. */
	readonly holdoutShare: number;
	readonly holdoutSalt: string;
	readonly holdoutKey: (typeof holdoutKeys)[number];
	readonly fieldNames: { readonly email: string };
}

/** The holdout group of a customer: with a share of 0 an earlier draw stays. */
export function drawHoldout(row: JsonRecord, customerId: string, draw: HoldoutDraw): HoldoutGroup {
	if (draw.holdoutShare === 0) return row.holdoutGroup === 'control' ? 'control' : 'treated';
	const key = holdoutKey(draw.holdoutKey, row[draw.fieldNames.email], customerId);
	return holdoutGroup(key, draw.holdoutSalt, draw.holdoutShare);
}
