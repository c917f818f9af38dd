import fc from 'fast-check';
import type { RequestEnd, SandboxList } from '../../sandbox/google/account';
import type { Fault } from '../../sandbox/server';
import { sha256 } from '../../src/values/sha256';
import { fails, faults, type RunFault } from '../support/runFaults';
import {
	nextLastSynced,
	sync,
	type GivenOptions,
	type Rows,
	type StartedGoogle,
} from '../support/googleRuns';
import { startGoogle, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const emailOf = (place: number) => `p${place}@example.com`;
const phoneOf = (place: number) => (place === 0 ? '' : `+1650555120${place}`);

/** Few emails and phones, so that customers share, swap and take over them. */
const person = fc.record({
	id: fc.nat(5),
	email: fc.nat(7),
	phone: fc.nat(3),
	firstName: fc.constantFrom<string>('Ann', 'Bob', ''),
	consent: fc.constantFrom<unknown>(true, true, true, true, 'yes', false, 'no', '', null),
	deleted: fc.constantFrom('', '', '', '', '', '2026-05-01'),
	suppressed: fc.constantFrom('', '', '', '', 'sms', 'sms, paidSocial'),
	value: fc.nat(9),
});

type Person = typeof person extends fc.Arbitrary<infer Value> ? Value : never;

const rowOf = ({ id, email, phone, firstName, consent, deleted, suppressed, value }: Person) => ({
	customerId: `c${id}`,
	email: emailOf(email),
	phone: phoneOf(phone),
	firstName,
	adConsent: consent,
	deletionRequested: deleted,
	suppressedChannels: suppressed,
	predictedClv: value,
});

/** Always consents, so that a mirrored audience is never emptied. */
const anchor = rowOf({
	id: 99,
	email: 99,
	phone: 0,
	firstName: 'Eve',
	consent: true,
	deleted: '',
	suppressed: '',
	value: 1,
});

const rows = fc.array(person, { maxLength: 7 }).map((people) => [anchor, ...people.map(rowOf)]);

const run = fc.record({
	rows,
	faults,
	/** Requests after which the execution is canceled. */
	limit: fc.option(fc.nat(8), { nil: Infinity, freq: 3 }),
	/** Whether the same run is started twice at the same time, and which of the two is stored first. */
	twice: fc.option(fc.nat(1), { nil: undefined, freq: 2 }),
	/** Emails that Google refuses, and whether it points at them. */
	invalid: fc.array(fc.nat(7), { maxLength: 2 }),
	namesInvalid: fc.boolean(),
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
	lastRows: rows,
});

type Row = ReturnType<typeof rowOf>;

const saysNo = ({ adConsent, deletionRequested, suppressedChannels }: Row) =>
	adConsent === false ||
	adConsent === 'no' ||
	deletionRequested !== '' ||
	suppressedChannels.includes('paidSocial');

/** Who should be in the list, and with which data, by the hash of the email. */
function wantedOf(given: readonly Row[]) {
	const no = given.filter(saysNo);
	const declined = new Set(
		no.flatMap(({ customerId, email, phone }) => [customerId, email, phone]),
	);
	const ids = new Set<string>();
	const wanted = new Map<string, readonly string[]>();
	for (const { customerId, email, phone, adConsent } of given) {
		if (declined.has(email) || declined.has(customerId)) continue;
		if (adConsent !== true && adConsent !== 'yes') continue;
		const key = sha256(email);
		if (ids.has(customerId) || wanted.has(key)) continue;
		ids.add(customerId);
		wanted.set(key, [key, ...(phone === '' || declined.has(phone) ? [] : [sha256(phone)])]);
	}
	return wanted;
}

const stranger = sha256('stranger@example.com');

/** Sync to Google in a workflow that runs repeatedly, and the table whose rows it reads as "Last Synced". */
class Workflow {
	private readonly table = new Map<string, Rows[number]>();
	private isFirst = true;

	constructor(
		private readonly google: StartedGoogle,
		private readonly options: GivenOptions,
		private readonly hasStranger: boolean,
	) {}

	/** Runs it in parallel, once for each limit of requests; the results are stored in the order given. */
	async run(given: Row[], limits: number[], isLastFirst = false) {
		const lastSynced = [...this.table.values()];
		const ended = await Promise.allSettled(
			limits.map((limit) => this.once(given, lastSynced, limit)),
		);
		const results = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
		for (const result of isLastFirst ? results.reverse() : results) {
			if (result.plan.targets.length === 0) continue;
			if (result.summary.endedEarly === false) this.isFirst = false;
			for (const row of nextLastSynced(given, lastSynced, result)) {
				if ('googleAudienceId' in row) this.table.set(String(row.customerId), row);
			}
		}
		return ended;
	}

	private async once(given: Row[], lastSynced: Rows, limit: number) {
		const { sandbox, context } = this.google;
		const before = sandbox.server.requests.length;
		const isCancelled = () => sandbox.server.requests.length - before >= limit;
		const isExact = ['mirrorAudience', 'replaceAudience'].includes(this.options.operation);
		const result = await sync(
			{ ...this.google, context: { ...context, isCancelled } },
			given,
			{ ...this.options, firstRun: isExact && this.hasStranger && this.isFirst },
			lastSynced,
		);
		expect(result.outcomes).toHaveLength(given.length);
		for (const { code, sentence } of result.outcomes) expect([code, sentence]).not.toContain('');
		return result;
	}
}

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
					const workflow = new Workflow(
						google,
						{
							operation,
							audience: { by: 'id', id: list.id },
							skipSuppressedFor: 'paidSocial',
							maxRemovalShare: 1,
							waitForGoogleMinutes: waitMinutes,
						},
						true,
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
					const isExact = operation !== 'addToAudience';
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
