import { dateOfDay } from './days';

/** Returns a function that writes day numbers as `dateOfDay` does, each date once: the rows of a base share few days. */
export function dateWriter(): (day: number) => string {
	const dates = new Map<number, string>();
	return (day) => {
		let date = dates.get(day);
		if (date === undefined) {
			date = dateOfDay(day);
			dates.set(day, date);
		}
		return date;
	};
}
