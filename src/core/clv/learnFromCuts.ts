import type { EarlierCuts } from './earlierCuts';
import { fitOrderCorrection } from './fitOrderCorrection';
import { fitRangeLevels } from './fitRangeLevels';
import type { ShopFit } from './fitShop';
import type { LearnedFromCuts } from './nothingLearned';
import type { ShapingOptions } from './options';

/** Learns from how predictions of earlier dates turned out: what the model leaves out, and how wide its ranges have to be. */
export function learnFromCuts(
	earlier: EarlierCuts,
	shop: ShopFit,
	options: ShapingOptions,
): LearnedFromCuts {
	return {
		rangeLevels: fitRangeLevels(earlier.cuts),
		correction: fitOrderCorrection(earlier, shop, options),
	};
}
