import fc from 'fast-check';
import type { Fault } from '../../sandbox/server';
import { sha256 } from '../../src/values/sha256';
import { fails, faults, type RunFault } from '../support/runFaults';
import {
	nextLastSynced,
	sync,
	type GivenOptions,
	type Rows,
	type StartedMeta,
} from '../support/metaRuns';
import { startMeta, stopSandboxes } from '../support/syncContext';

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
	/** Emails that Meta calls invalid, and whether it names them. */
	invalid: fc.array(fc.nat(7), { maxLength: 2 }),
	namesInvalid: fc.boolean(),
});

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
	lastRows: rows,
});

type Row = ReturnType<typeof rowOf>;

const saysNo = ({ adConsent, deletionRequested, suppressedChannels }: Row) =>
	adConsent === false ||
	adConsent === 'no' ||
	deletionRequested !== '' ||
	suppressedChannels.includes('paidSocial');

/** Who should be in the audience, and with which data, by the hash of the email. */
function wantedOf(given: readonly Row[], withValues: boolean) {
	const no = given.filter(saysNo);
	const declined = new Set(
		no.flatMap(({ customerId, email, phone }) => [customerId, email, phone]),
	);
	const ids = new Set<string>();
	const wanted = new Map<string, Record<string, unknown>>();
	for (const { customerId, email, phone, firstName, adConsent, predictedClv } of given) {
		if (declined.has(email) || declined.has(customerId)) continue;
		if (adConsent !== true && adConsent !== 'yes') continue;
		const key = sha256(email);
		if (ids.has(customerId) || wanted.has(key)) continue;
		ids.add(customerId);
		wanted.set(key, {
			EMAIL: key,
			...(phone === '' || declined.has(phone) ? {} : { PHONE: sha256(phone.slice(1)) }),
			...(firstName === '' ? {} : { FN: sha256(firstName.toLowerCase()) }),
			...(withValues ? { LOOKALIKE_VALUE: predictedClv } : {}),
		});
	}
	return wanted;
}

/** Removes the samples from an answer that counts invalid entries. */
const withoutNames = (body: unknown) => ({ ...(body as object), invalid_entry_samples: [] });

const stranger = sha256('stranger@example.com');

/** Sync to Meta in a workflow that runs repeatedly, and the table whose rows it reads as "Last Synced". */
class Workflow {
	private readonly table = new Map<string, Rows[number]>();
	private isFirst = true;

	constructor(
		private readonly meta: StartedMeta,
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
				if ('metaAudienceId' in row) this.table.set(String(row.customerId), row);
			}
		}
		return ended;
	}

	private async once(given: Row[], lastSynced: Rows, limit: number) {
		const { sandbox, context } = this.meta;
		const before = sandbox.server.requests.length;
		const isCancelled = () => sandbox.server.requests.length - before >= limit;
		const isExact = ['mirrorAudience', 'replaceAudience'].includes(this.options.operation);
		const result = await sync(
			{ ...this.meta, context: { ...context, isCancelled } },
			given,
			{ ...this.options, firstRun: isExact && this.hasStranger && this.isFirst },
			lastSynced,
		);
		expect(result.outcomes).toHaveLength(given.length);
		for (const { code, sentence } of result.outcomes) expect([code, sentence]).not.toContain('');
		return result;
	}
}

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
				const workflow = new Workflow(
					meta,
					{
						operation,
						audience: { by: 'id', id: audience.id },
						skipSuppressedFor: 'paidSocial',
						maxRemovalShare: 1,
					},
					hasStranger,
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
				const isExact = operation === 'mirrorAudience' || operation === 'replaceAudience';
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
