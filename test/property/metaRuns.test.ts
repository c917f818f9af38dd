import fc from 'fast-check';
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
import { sync } from '../support/metaRuns';
import { fails, type RunFault } from '../support/runFaults';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const run = fc.record(runFields);

const scenario = fc.record({
	operation: fc.constantFrom(
		'addToAudience',
		'mirrorAudience',
		'valueBasedAudience',
		'replaceAudience',
	),
	/** Whether the audience already has a member whom "Last Synced" does not know. */
	hasStranger: fc.boolean(),
	runs: fc.array(run, { minLength: 1, maxLength: 4 }),
	lastRows: runFields.rows,
});

/** Who should be in the audience, and with which data, by the hash of the email. */
const wantedOf = (given: readonly Row[], withValues: boolean) =>
	new Map(
		wantedRows(given).map(({ email, phone, firstName, predictedClv }) => [
			sha256(email),
			{
				EMAIL: sha256(email),
				...(phone === '' ? {} : { PHONE: sha256(phone.slice(1)) }),
				...(firstName === '' ? {} : { FN: sha256(firstName.toLowerCase()) }),
				...(withValues ? { LOOKALIKE_VALUE: predictedClv } : {}),
			},
		]),
	);

/** Removes the samples from an answer that counts invalid entries. */
const withoutNames = (body: unknown) => ({ ...(body as object), invalid_entry_samples: [] });

/** An audience's members, by the hash of the email, without empty cells. */
const heldIn = (members: ReadonlyMap<string, ReadonlyMap<string, unknown>>) =>
	new Map(
		[...members].map(([key, row]) => [
			key,
			Object.fromEntries([...row].filter(([, cell]) => cell !== '')),
		]),
	);

describe('several runs of Sync to Meta', () => {
	it('end in the state of the last rows, through faults, cancellations and two simultaneous runs', async () => {
		await fc.assert(
			fc.asyncProperty(scenario, async ({ operation, hasStranger, runs, lastRows }) => {
				const meta = await startMeta();
				const { sandbox } = meta;
				const isValueBased = operation === 'valueBasedAudience';
				const audience = sandbox.addAudience('Customers A', {
					isValueBased,
					status: hasStranger ? 200 : 410,
					members: hasStranger ? new Map([[stranger, new Map([['EMAIL', stranger]])]]) : new Map(),
				} as never);
				const isExact = operation === 'mirrorAudience' || operation === 'replaceAudience';
				const options = {
					operation,
					audience: { by: 'id', id: audience.id },
					skipSuppressedFor: 'paidSocial',
					maxRemovalShare: 1,
				};
				const workflow = new Workflow(
					'metaAudienceId',
					sandbox.server,
					async (given, lastSynced, isCancelled, isFirst) =>
						await sync(
							{ ...meta, context: { ...meta.context, isCancelled } },
							given,
							{ ...options, firstRun: isExact && hasStranger && isFirst },
							lastSynced,
						),
				);
				for (const { rows, faults, limit, twice, invalid, namesInvalid } of runs) {
					for (const fault of faults) sandbox.server.fail(metaFault(fault));
					for (const place of invalid) sandbox.invalidKeys.add(sha256(emailOf(place)));
					sandbox.alterUploads = namesInvalid ? undefined : withoutNames;
					await workflow.run(rows, twice === undefined ? [limit] : [limit, limit], twice === 1);
					sandbox.server.recover();
					sandbox.invalidKeys.clear();
				}
				sandbox.alterUploads = undefined;
				const [settled] = await workflow.run(lastRows, [Infinity]);
				expect(settled).toMatchObject({ value: { summary: { endedEarly: false } } });

				const held = heldIn(audience.members);
				const wanted = wantedOf(lastRows, isValueBased);
				for (const [key, cells] of wanted) expect(held.get(key)).toEqual(cells);
				if (isExact) expect([...held.keys()].sort()).toEqual([...wanted.keys()].sort());
				else expect(held.has(stranger)).toBe(hasStranger);
				for (const { email } of lastRows.filter(saysNo)) {
					expect(held.has(sha256(email))).toBe(false);
				}

				const before = sandbox.server.requests.length;
				const [again] = await workflow.run(lastRows, [Infinity]);
				expect(heldIn(audience.members)).toEqual(held);
				const nothing = [{ added: 0, removed: 0, changed: 0 }];
				expect(again).toMatchObject({ value: { plan: { targets: nothing } } });
				const writes = sandbox.server.requests
					.slice(before)
					.filter(({ method }) => method !== 'GET');
				if (operation !== 'replaceAudience') expect(writes).toEqual([]);
				await sandbox.stop();
			}),
			{ numRuns: 25 },
		);
	}, 120_000);
});

function metaFault(fault: RunFault): Fault {
	return fails(fault, {
		throttled: { status: 400, body: { error: { code: 80003 } } },
		expired: { status: 401, body: { error: { code: 190, error_subcode: 463 } } },
	});
}
