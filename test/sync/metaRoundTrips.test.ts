import { withoutByteOrderMark } from '../../src/values/withoutByteOrderMark';
import { mirror, nextLastSynced, people, statuses, sync } from '../support/metaRuns';
import { type RoundTrip, roundTrips } from '../support/roundTrip';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

it.each(Object.keys(roundTrips) as RoundTrip[])(
	'finds nobody to upload and takes off who left, from "Last Synced" out of %s',
	async (trip) => {
		const started = await startMeta();
		const rows = people(1, 40).map((row) => ({ ...row, asOf: '2026-01-31', adConsent: 'yes' }));
		const stored = nextLastSynced(rows, [], await sync(started, rows, mirror));
		const lastSynced = roundTrips[trip](stored, 'Europe/Berlin').map(withoutByteOrderMark);
		const second = await sync(started, rows.slice(3), mirror, lastSynced);
		expect(new Set(statuses(second))).toEqual(new Set(['unchanged']));
		expect(second.former.map(({ outcome }) => outcome.status)).toEqual(Array(3).fill('sent'));
		const [audience] = [...started.sandbox.audiences.values()];
		expect(started.sandbox.membersOf(audience.id)).toHaveLength(36);
	},
);
