import type { JsonRecord } from '../../values/jsonRecord';
import { resultCopier } from '../customers/resultFields';
import { frequencyBand, recencyBand } from './bands';
import type { CustomerProfiles } from './customerProfiles';
import type { RfmOptions } from './options';
import type { RfmModel } from './rfmModel';

type Profile = ReturnType<CustomerProfiles['describe']>;

/**
 * Returns the function that writes the row of the customer described last.
 *
 * A profile already is that row, in the order of the product, so nothing is copied unless fields of the orders are
 * kept.
 */
export function rfmRowWriter(
	profiles: CustomerProfiles,
	model: RfmModel,
	{ outputFields, keepFields }: RfmOptions,
): (c: number, profile: Profile, reasons: string) => JsonRecord {
	const keepsFields = keepFields.trim() !== '';
	const arrange = resultCopier({ own: [], fields: 'all', customerId: 'customerId' });
	return (c, profile, reasons) => {
		const row: JsonRecord = profile;
		if (outputFields === 'all') {
			const { daysSinceLastOrder } = profile;
			row.firstOrderDiscounted = profiles.isFirstDiscounted();
			row.recencyBand = daysSinceLastOrder === null ? null : recencyBand(daysSinceLastOrder);
			row.frequencyBand = frequencyBand(profile.orderCount);
			row.rfmReasons = reasons;
			row.rfmModelVersion = model.version;
		}
		if (!keepsFields) return row;
		profiles.addKeptFields(c, row);
		return arrange(row);
	};
}
