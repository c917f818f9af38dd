import fc from 'fast-check';
import type { RequestEnd, SandboxList } from '../../sandbox/google/account';
import type { Fault } from '../../sandbox/server';
import { sha256 } from '../../src/values/sha256';
import {
	emailOf,
	type Row,
	runFields,
	saysNo,
	stranger,
	wantedRows,
	Workflow,
} from '../support/audienceRuns';
import { sync } from '../support/googleRuns';
import { fails, type RunFault } from '../support/runFaults';
import { startGoogle, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const run = fc.record({
	...runFields,
	/** How the requests of the run end. */
	end: fc.constantFrom<RequestEnd>('SUCCESS', 'SUCCESS', 'SUCCESS', 'FAILED', 'PARTIAL_SUCCESS'),
	/** Minutes until the next run, in which Google may or may not have processed this one. */
	pause: fc.constantFrom(1, 20, 90),
});

const scenario = fc.record({
	operation: fc.constantFrom('addToAudience', 'mirrorAudience', 'replaceAudience'),
	/** Whether the list already has a member whom "Last Synced" does not know. */
	hasStranger: fc.boolean(),
	processMinutes: fc.constantFrom(0, 30),
	backwards: fc.boolean(),
	waitMinutes: fc.constantFrom(0, 0, 10, 60),
	runs: fc.array(run, { minLength: 1, maxLength: 4 }),
	lastRows: runFields.rows,
});

/** Who should be in the list, and with which data, by the hash of the email. */
const wantedOf = (given: readonly Row[]) =>
	new Map(
		wantedRows(given).map(({ email, phone }) => [
			sha256(email),
			[sha256(email), ...(phone === '' ? [] : [sha256(phone)])],
		]),
	);

const minuteMs = 60_000;

/** A list's members, by the first identifier. */
const heldIn = ({ members }: SandboxList) =>
	new Map([...members].map(([key, { identifiers }]) => [key, identifiers]));

describe('several runs of Sync to Google', () => {
	it('come to what the last rows say, through faults, failed requests, cancellations and two runs at once', async () => {
		await fc.assert(
			fc.asyncProperty(
				scenario,
				async ({
					operation,
					hasStranger,
					processMinutes,
					backwards,
					waitMinutes,
					runs,
					lastRows,
				}) => {
					const google = await startGoogle({
						processMs: processMinutes * minuteMs,
						processesBackwards: backwards,
					});
					const { sandbox, clock } = google;
					const list = sandbox.addList('Customers A');
					if (hasStranger) {
						const member = { identifiers: [stranger], hasConsent: true, addedAt: clock.now() };
						list.members.set(stranger, member);
					}
					await clock.sleep(minuteMs);
					const isExact = operation !== 'addToAudience';
					const options = {
						operation,
						audience: { by: 'id', id: list.id },
						skipSuppressedFor: 'paidSocial',
						maxRemovalShare: 1,
						waitForGoogleMinutes: waitMinutes,
					};
					const workflow = new Workflow(
						'googleAudienceId',
						sandbox.server,
						async (given, lastSynced, isCancelled, isFirst) =>
							await sync(
								{ ...google, context: { ...google.context, isCancelled } },
								given,
								{ ...options, firstRun: isExact && isFirst },
								lastSynced,
							),
					);
					for (const { rows, faults, limit, twice, invalid, namesInvalid, end, pause } of runs) {
						for (const fault of faults) sandbox.server.fail(googleFault(fault));
						for (const place of invalid) sandbox.invalidKeys.add(sha256(emailOf(place)));
						sandbox.namesInvalid = namesInvalid;
						sandbox.endOf = () => end;
						await workflow.run(rows, twice === undefined ? [limit] : [limit, limit], twice === 1);
						sandbox.server.recover();
						sandbox.invalidKeys.clear();
						await clock.sleep(pause * minuteMs);
					}
					sandbox.endOf = () => 'SUCCESS';
					// What is sent in several steps takes as many runs, each after Google has processed the one before.
					for (let runs = 0; runs < 4; runs++) {
						const [settled] = await workflow.run(lastRows, [Infinity]);
						expect(settled).toMatchObject({ value: { summary: { endedEarly: false } } });
						await clock.sleep(90 * minuteMs);
						sandbox.letTimePass();
					}

					const held = heldIn(list);
					const wanted = wantedOf(lastRows);
					for (const [key, cells] of wanted) expect(held.get(key)).toEqual(cells);
					if (isExact) expect([...held.keys()].sort()).toEqual([...wanted.keys()].sort());
					else expect(held.has(stranger)).toBe(hasStranger);
					for (const { email } of lastRows.filter(saysNo)) {
						expect(held.has(sha256(email))).toBe(false);
					}

					const before = sandbox.server.requests.length;
					const [again] = await workflow.run(lastRows, [Infinity]);
					const nothing = [{ added: 0, removed: 0, changed: 0 }];
					expect(again).toMatchObject({ value: { plan: { targets: nothing } } });
					const writes = sandbox.server.requests
						.slice(before)
						.filter(({ method }) => method !== 'GET');
					if (operation !== 'replaceAudience') expect(writes).toEqual([]);
					await sandbox.stop();
				},
			),
			{ numRuns: 25 },
		);
	}, 120_000);
});

function googleFault(fault: RunFault): Fault {
	return fails(fault, {
		throttled: { status: 429, body: { error: { status: 'RESOURCE_EXHAUSTED' } } },
		expired: { status: 401, body: { error: { status: 'UNAUTHENTICATED' } } },
	});
}
