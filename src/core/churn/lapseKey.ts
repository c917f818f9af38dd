import { dateOfDay } from '../../values/days';

/** Writes the key of the lapse that would follow customer i's last order. */
export type LapseKeyWriter = (i: number, status?: 'lapsed' | 'atRisk') => string;

/**
 * Returns the function that writes keys such as `17:lapsed:2025-06-01`: customer, trigger, day of the last order.
 *
 * A base's last orders fall on few days, so the end of a key is built once per day.
 */
export function lapseKeyWriter(ids: readonly string[], lastOrderDay: Float64Array): LapseKeyWriter {
	const ends = { lapsed: new Map<number, string>(), atRisk: new Map<number, string>() };
	return (i, status = 'lapsed') => {
		const day = lastOrderDay[i];
		let end = ends[status].get(day);
		if (end === undefined) {
			end = `:${status}:${Number.isNaN(day) ? 'unknown' : dateOfDay(day)}`;
			ends[status].set(day, end);
		}
		return ids[i] + end;
	};
}
