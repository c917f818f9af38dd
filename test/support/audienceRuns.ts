import fc from 'fast-check';
import type { AudienceSyncResult } from '../../src/sync/audience/audienceSync';
import { sha256 } from '../../src/values/sha256';
import { nextLastSynced, type Rows } from './metaRuns';
import { faults } from './runFaults';

export const emailOf = (place: number) => `p${place}@example.com`;
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

export const rows = fc
	.array(person, { maxLength: 7 })
	.map((people) => [anchor, ...people.map(rowOf)]);

/** What happens to a run of an audience sync on any platform. */
export const runFields = {
	rows,
	faults,
	/** Requests after which the execution is canceled. */
	limit: fc.option(fc.nat(8), { nil: Infinity, freq: 3 }),
	/** Whether the same run is started twice at the same time, and which of the two is stored first. */
	twice: fc.option(fc.nat(1), { nil: undefined, freq: 2 }),
	/** Emails that the platform refuses, and whether it names them. */
	invalid: fc.array(fc.nat(7), { maxLength: 2 }),
	namesInvalid: fc.boolean(),
};

export type Row = ReturnType<typeof rowOf>;

export const saysNo = ({ adConsent, deletionRequested, suppressedChannels }: Row) =>
	adConsent === false ||
	adConsent === 'no' ||
	deletionRequested !== '' ||
	suppressedChannels.includes('paidSocial');

/** The customers who should be in the audience, with the phones that nobody who declined shares. */
export function wantedRows(given: readonly Row[]): Row[] {
	const no = given.filter(saysNo);
	const declined = new Set(
		no.flatMap(({ customerId, email, phone }) => [customerId, email, phone]),
	);
	const ids = new Set<string>();
	const emails = new Set<string>();
	return given.flatMap((row) => {
		const { customerId, email, phone, adConsent } = row;
		if (declined.has(email) || declined.has(customerId)) return [];
		if (adConsent !== true && adConsent !== 'yes') return [];
		if (ids.has(customerId) || emails.has(email)) return [];
		ids.add(customerId);
		emails.add(email);
		return [{ ...row, phone: declined.has(phone) ? '' : phone }];
	});
}

export const stranger = sha256('stranger@example.com');

/** Runs the sync once; `isFirst` until a run has ended as planned. */
type RunOnce = (
	rows: Rows,
	lastSynced: Rows,
	isCancelled: () => boolean,
	isFirst: boolean,
) => Promise<AudienceSyncResult>;

/** An audience sync in a workflow that runs repeatedly, and the table whose rows it reads as "Last Synced". */
export class Workflow {
	private readonly table = new Map<string, Rows[number]>();
	private isFirst = true;

	constructor(
		private readonly audienceIdField: string,
		private readonly server: { readonly requests: readonly unknown[] },
		private readonly runOnce: RunOnce,
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
				if (this.audienceIdField in row) this.table.set(String(row.customerId), row);
			}
		}
		return ended;
	}

	private async once(given: Row[], lastSynced: Rows, limit: number) {
		const before = this.server.requests.length;
		const isCancelled = () => this.server.requests.length - before >= limit;
		const result = await this.runOnce(given, lastSynced, isCancelled, this.isFirst);
		expect(result.outcomes).toHaveLength(given.length);
		for (const { code, sentence } of result.outcomes) expect([code, sentence]).not.toContain('');
		return result;
	}
}
