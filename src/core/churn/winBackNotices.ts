import type { Notice } from '../../values/notice';
import { counted, grouped } from '../../values/wording';
import type { ChurnTally } from './churnTally';
import type { ChurnOptions } from './options';

/** Notices about win-backs: in a first run the backlog is reported apart from new lapses. */
export function winBackNotices(
	tally: Pick<ChurnTally, 'lapsed' | 'lapsedLately' | 'winBackDue' | 'undatedWinBacks'>,
	isFirstRun: boolean,
	options: Pick<ChurnOptions, 'use' | 'winBack' | 'winBackWindowDays'>,
): Notice[] {
	return [...undatedNotice(tally.undatedWinBacks), ...backlogNotice(tally, isFirstRun, options)];
}

function undatedNotice(customers: number): Notice[] {
	if (customers === 0) return [];
	const message = `${counted(customers, 'customer')} on Win-Back Due ${customers === 1 ? 'has' : 'have'} no run date, so the window and the cool-down can't be checked. Set "As Of" in the options.`;
	return [{ code: 'missingAsOf', message, level: 'warning' }];
}

function backlogNotice(
	{ lapsed, lapsedLately, winBackDue }: Pick<ChurnTally, 'lapsed' | 'lapsedLately' | 'winBackDue'>,
	isFirstRun: boolean,
	options: Pick<ChurnOptions, 'use' | 'winBack' | 'winBackWindowDays'>,
): Notice[] {
	if (!isFirstRun || lapsed === lapsedLately) return [];
	// A saved model is mostly used for few customers, for whom counts mean nothing.
	if (options.use === 'savedModel' && options.winBack === 'everyLapse') return [];
	const fact = `${counted(lapsed, 'customer')} ${lapsed === 1 ? 'has' : 'have'} lapsed, ${grouped(lapsedLately)} of them in the last ${options.winBackWindowDays} days.`;
	const step =
		options.winBack === 'newLapses'
			? `${grouped(winBackDue)} of them are on Win-Back Due; "Backlog" in the options decides how many of the others are. Store the rows of this run and connect them to "Previous" on the next.`
			: 'All of them are on Win-Back Due, on every run. To send each lapse once, choose "New Lapses Only" under Win-Back and connect the stored rows of the last run to "Previous".';
	return [{ code: 'lapseBacklog', message: `${fact} ${step}`, level: 'info' }];
}
