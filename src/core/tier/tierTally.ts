import type { HoldoutGroup } from '../holdout/holdoutGroup';
import type { TierJudgement } from './judgeTier';

/** Counts the judged customers of one run for its summary. */
export class TierTally {
	readonly changes = { new: 0, up: 0, down: 0, same: 0 };
	readonly lapsed = { lapsedHighValue: 0, lapsedLowValue: 0 };
	readonly vips = { strict: 0, relaxed: 0, comparedWithAll: 0 };
	readonly holdout = { control: 0, treated: 0 };
	/** Customers whose previous tier does not exist in this run. */
	unknownPreviousTiers = 0;
	/** Customers who keep their tier by hysteresis. */
	held = 0;
	/** The rung of each customer. */
	readonly rungs: Uint8Array;

	constructor(customers: number) {
		this.rungs = new Uint8Array(customers);
	}

	add(i: number, judged: TierJudgement, group: HoldoutGroup): void {
		this.rungs[i] = judged.rung;
		this.holdout[group]++;
		if (judged.change !== null) this.changes[judged.change]++;
		if (judged.isHeld) this.held++;
		if (judged.isPreviousUnknown) this.unknownPreviousTiers++;
		if (judged.lapse !== undefined) this.lapsed[judged.lapse]++;
		if (judged.vip?.isStrict) this.vips.strict++;
		if (judged.vip?.isRelaxed) this.vips.relaxed++;
		if (judged.vip?.isAgainstAll) this.vips.comparedWithAll++;
	}
}
