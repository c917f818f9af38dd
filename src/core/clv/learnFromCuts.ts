import type { EarlierCuts } from './earlierCuts';
import { fitOrderCorrection } from './fitOrderCorrection';
import { fitRangeLevels } from './fitRangeLevels';
import type { ShopFit } from './fitShop';
import type { LearnedFromCuts } from './nothingLearned';
import type { ShapingOptions } from './options';

/** Fits the correction and the range levels on the errors of predictions from earlier dates. */
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
