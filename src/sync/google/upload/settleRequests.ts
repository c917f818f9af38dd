import type { JsonRecord } from '../../../values/jsonRecord';
import { cellText } from '../../../values/cellText';
import type { GoogleClient } from '../api/googleClient';
import { formerKeysMark, googleMembership } from '../people/columns';
import { readRequestStatus, type RequestState } from './requestStatus';
import { requestsIn, requestText } from './requestText';

/** What is now known of a customer: unknown after a replacement that was not completed. */
export type Settled = 'left' | 'stays' | 'unknown';

/** "Last Synced" brought up to date, and which of its rows have changed. */
export interface SettledRows {
	readonly rows: readonly JsonRecord[];
	readonly changed: ReadonlyMap<number, Settled>;
	/** Whether Google is still adding customers of a replacement that was not completed: the members are then unknown. */
	readonly isFilling: boolean;
}

const { fields } = googleMembership;
const requestField = fields.request ?? '';

/**
 * Polls the requests that were still being processed when the last runs ended, and brings their customers' rows up to
 * date.
 *
 * A customer whose removal is confirmed is out. One who was added by a request that failed, or that Google no longer
 * knows, is sent again; one whose removal failed stays a member, to be removed again. Where the removal of all others
 * failed, the members are unknown.
 */
export async function settleRequests(
	client: GoogleClient,
	rows: readonly JsonRecord[],
	listId: string | undefined,
): Promise<SettledRows> {
	const changed = new Map<number, Settled>();
	const isOurs = (row: JsonRecord) => {
		const id = googleMembership.idIn(cellText(row, fields.audienceId));
		// A replacement that was not completed has left rows that belong to no list.
		return listId !== undefined && (id === listId || id === '');
	};
	const texts = rows.map((row) => (isOurs(row) ? cellText(row, requestField) : ''));
	const states = await statesOf(client, texts);
	if (states.size === 0) return { rows, changed, isFilling: false };
	const isLost = texts.some((text) =>
		requestsIn(text, 'all').some((id) => !isOpenOrDone(states.get(id))),
	);
	const settled = rows.map((row, index) => {
		if (isLost && isOurs(row)) {
			changed.set(index, 'unknown');
			return { ...row, ...outside, [requestField]: openAdditions(texts[index], states) };
		}
		const now = settledRow(row, texts[index], states);
		if (now === undefined) return row;
		changed.set(index, now[fields.inAudience] === false ? 'left' : 'stays');
		return { ...row, ...now };
	});
	const isFilling = settled.some(
		(row) =>
			cellText(row, fields.audienceId) === '' &&
			requestsIn(cellText(row, requestField), 'add').some((id) => states.get(id) === 'processing'),
	);
	return { rows: settled, changed, isFilling };
}

async function statesOf(client: GoogleClient, texts: readonly string[]) {
	const states = new Map<string, RequestState>();
	for (const id of new Set(texts.flatMap((text) => requestsIn(text)))) {
		states.set(id, (await readRequestStatus(client, id)).state);
	}
	return states;
}

const isOpenOrDone = (state: RequestState | undefined) =>
	state === 'done' || state === 'processing';

/** No membership: the next run finds that it knows nothing of the list. */
const outside = googleMembership.write(undefined, '', false);

function openAdditions(text: string, states: ReadonlyMap<string, RequestState>): string {
	const open = requestsIn(text, 'add').filter((id) => states.get(id) === 'processing');
	return requestText('add', open);
}

/** What has changed of a row; undefined where Google is still processing it, or nothing was open. */
function settledRow(row: JsonRecord, text: string, states: ReadonlyMap<string, RequestState>) {
	if (text === '') return undefined;
	const found = requestsIn(text).map((id) => states.get(id));
	if (found.includes('processing')) return undefined;
	const isDone = found.every((state) => state === 'done');
	const isRemoval = requestsIn(text, 'remove').length > 0;
	const cleared = { [requestField]: '' };
	if (!isRemoval) return isDone ? cleared : { ...cleared, [fields.syncedAt]: '' };
	if (!isDone) return cleared;
	const [current, former] = cellText(row, fields.matchKeys).split(`;${formerKeysMark}=1;`);
	if (former === undefined) {
		const id = googleMembership.idIn(cellText(row, fields.audienceId));
		return googleMembership.write(id, '', false);
	}
	return { ...cleared, [fields.matchKeys]: current, [fields.syncedAt]: '' };
}
