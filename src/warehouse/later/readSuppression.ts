import { buildSuppressionList } from '../../core/suppression/buildSuppressionList';
import type { SuppressionOptions } from '../../core/suppression/options';
import type { ReadStep } from './readStep';

/** Decides who is not contacted, by Build Suppression List's own code. */
export const readSuppression: ReadStep<SuppressionOptions> = (rows, _cells, options) => {
	const { customers } = buildSuppressionList(rows, options);
	return {
		rows: customers.map(({ row }) => row),
		model: undefined,
		computed: (row) => ({
			suppressed_channels: row.suppressedChannels,
			...(row.suppressionReasons !== undefined && {
				suppression_reasons: row.suppressionReasons,
			}),
			win_back_allowed: Number(row.winBackAllowed),
			escalate: Number(row.escalate),
		}),
	};
};
