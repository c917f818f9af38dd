import { parseJson } from '../src/values/parseJson';
import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import {
	lookalikeSpec,
	metaBodies,
	metaColumns,
	type MetaColumn,
	type UploadBatch,
} from './metaSchemas';
import { RateWindows } from './rateWindows';
import { SandboxServer, type Answer, type ReceivedRequest } from './server';

interface ReplaceSession {
	readonly id: number;
	readonly startedAt: number;
	readonly schema: string;
	readonly batches: Map<number, Row[]>;
	/** Rows received by batch, invalid ones included. */
	readonly received: Map<number, number>;
	lastBatch?: number;
}

type Row = ReadonlyMap<MetaColumn, unknown>;

interface SandboxLookalike extends z.output<typeof lookalikeSpec> {
	readonly source: string;
}

export interface SandboxAudience {
	readonly id: string;
	readonly accountId: string;
	name: string;
	readonly subtype: 'CUSTOM' | 'LOOKALIKE' | 'WEBSITE';
	readonly isValueBased: boolean;
	readonly restriction?: string;
	readonly labels: readonly string[];
	readonly description?: string;
	readonly customerFileSource?: string;
	/** Other ad accounts that may use it. */
	readonly sharedWith: readonly string[];
	readonly spec?: SandboxLookalike;
	/** Members by the key they are known under. */
	members: Map<string, Row>;
	/** Days after which a member who is not sent again is gone; 0: never. */
	readonly retentionDays: number;
	/** When each member was last sent, by key; those that a test has put there stay. */
	readonly sentAt: Map<string, number>;
	/** Stands for the number of members where a test needs more than fit. */
	readonly claimedSize?: number;
	status: number;
	session?: ReplaceSession;
	readonly finishedSessions: Set<number>;
	readonly timedOutSessions: Set<number>;
	readonly createdAt: number;
}

export interface MetaSandboxOptions {
	readonly now?: () => number;
	/** Whether the hourly quota is enforced. */
	readonly rateWindows?: boolean;
	readonly callsPerHour?: number;
	readonly token?: string;
	readonly appSecret?: string;
	/** Ids of ad accounts, without `act_`. */
	readonly accounts?: readonly string[];
	/** Terms that somebody has accepted, all unless told otherwise. */
	readonly terms?: Readonly<Record<string, number>>;
	/** Whether the account says which terms are accepted. */
	readonly tellsTerms?: boolean;
	/** Milliseconds during which a new audience is not known yet, neither by its id nor in lists. */
	readonly lagMs?: number;
	/** Whether labels of audiences are known. */
	readonly knowsLabels?: boolean;
	/** Keys that Meta knows to belong to one person, such as an old and a new email: who is removed by one is gone by all. */
	readonly people?: ReadonlyArray<readonly string[]>;
	/** Whether restrictions of audiences are known. */
	readonly knowsRestrictions?: boolean;
	/** Milliseconds until an upload session that is whole has ended; forever unless told, as it may be with Meta. */
	readonly sessionMs?: number;
	/** Gives another answer to uploads and removals that were taken. */
	readonly alterUploads?: (body: unknown) => unknown;
	/** Whether the second page of a list comes again and again. */
	readonly repeatsPages?: boolean;
}

const allTerms = { custom_audience_tos: 1, value_based_custom_audience_tos: 1 };

/** An upload of members, in as many batches as it takes. */
interface UploadSession {
	readonly id: number;
	readonly audienceId: string;
	readonly method: string;
	readonly startedAt: number;
	/** Entries received and entries called invalid, by number of the batch. */
	readonly batches: Map<number, { readonly received: number; readonly invalid: number }>;
	lastBatch?: number;
	wholeAt?: number;
}

const replaceWindowMs = 90 * 60_000;
const dayMs = 86_400_000;
/** Audiences that can be replaced have fewer members than this. */
const replaceLimit = 100_000_000;
const findingColumns: readonly MetaColumn[] = ['EMAIL', 'PHONE', 'MADID', 'EXTERN_ID'];
const oldestVersion = 21;

/** A local sandbox server of Meta's custom audiences: accounts, audiences, members and replace sessions, kept in memory. */
export class MetaSandbox {
	readonly audiences = new Map<string, SandboxAudience>();
	readonly existingCustomers = new Map<string, string[]>();
	/** Keys that are called invalid, though they are hashes. */
	readonly invalidKeys = new Set<string>();
	private readonly uploads = new Map<number, UploadSession>();
	readonly server: SandboxServer;
	/** Gives another answer to uploads and removals that were taken; a test may set it between two runs. */
	alterUploads: MetaSandboxOptions['alterUploads'];
	private readonly now: () => number;
	private readonly windows: RateWindows;
	private ids = 0;

	constructor(private readonly options: MetaSandboxOptions = {}) {
		this.now = options.now ?? Date.now;
		this.alterUploads = options.alterUploads;
		this.windows = new RateWindows(this.now);
		this.server = new SandboxServer((request) => this.answer(request));
	}

	start(port?: number): Promise<string> {
		return this.server.listen(port);
	}

	stop(): Promise<void> {
		return this.server.close();
	}

	get token(): string {
		return this.options.token ?? 'EAAsandbox';
	}

	get appSecret(): string {
		return this.options.appSecret ?? 'sandbox-secret';
	}

	get accounts(): readonly string[] {
		return this.options.accounts ?? ['1234567890'];
	}

	/** Makes an audience, as a person would in Meta. */
	addAudience(name: string, given: Partial<SandboxAudience> = {}): SandboxAudience {
		this.ids++;
		const audience: SandboxAudience = {
			id: String(600_000_000_000 + this.ids),
			accountId: `act_${this.accounts[0]}`,
			name,
			subtype: 'CUSTOM',
			isValueBased: false,
			labels: [],
			sharedWith: [],
			members: new Map(),
			retentionDays: 0,
			sentAt: new Map(),
			status: 200,
			finishedSessions: new Set(),
			timedOutSessions: new Set(),
			createdAt: Number.NEGATIVE_INFINITY,
			...given,
		};
		this.audiences.set(audience.id, audience);
		return audience;
	}

	/** Gives the keys of an audience's members, sorted. */
	membersOf(audienceId: string): string[] {
		return [...(this.audiences.get(audienceId)?.members.keys() ?? [])].sort();
	}

	/** What is held, for people to read. */
	describe(): Record<string, unknown> {
		return Object.fromEntries(
			[...this.audiences.values()].map(({ name, subtype, members, restriction, labels }) => [
				name,
				{
					subtype,
					members: members.size,
					...(restriction === undefined ? {} : { restriction }),
					...(labels.length === 0 ? {} : { labels }),
				},
			]),
		);
	}

	private answer(request: ReceivedRequest): Answer {
		if (request.path === '/sandbox/state') return { status: 200, body: this.describe() };
		const [, version, path = ''] = /^\/v(\d+)\.0\/(.*)$/.exec(request.path) ?? [];
		if (version === undefined) return fault(2500, undefined, 'Unknown path components');
		if (Number(version) < oldestVersion) {
			return fault(2635, undefined, 'You are calling a deprecated version of the Ads API.');
		}
		const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
		if (token !== this.token) return fault(190, undefined, 'Invalid OAuth access token.', 401);
		const proof = createHmac('sha256', this.appSecret).update(this.token).digest('hex');
		if (request.query.appsecret_proof !== proof) {
			return fault(
				100,
				undefined,
				request.query.appsecret_proof === undefined
					? 'API calls from the server require an appsecret_proof argument'
					: 'Invalid appsecret_proof provided in the API argument',
			);
		}
		const limit = this.overLimit();
		if (limit !== undefined) return limit;
		this.closeOldSessions();
		this.letMembersLapse();
		const answer = this.route(request, path);
		const isUpload = request.method !== 'GET' && /\/users/.test(path) && answer.status === 200;
		if (isUpload && this.alterUploads) return { ...answer, body: this.alterUploads(answer.body) };
		return this.options.repeatsPages ? repeated(answer, request) : answer;
	}

	private overLimit(): Answer | undefined {
		if (!this.options.rateWindows) return undefined;
		const calls = this.options.callsPerHour ?? 190_000 + 40 * this.audiences.size;
		const taken = this.windows.take('custom_audience', [[3_600_000, calls]]);
		if (!taken.isFull) return undefined;
		return {
			...fault(80003, 2446079, 'There have been too many calls to this ad-account.'),
			headers: usageHeader(this.accounts[0], Math.ceil(taken.retryAfter / 60)),
		};
	}

	private closeOldSessions() {
		for (const audience of this.audiences.values()) {
			const { session } = audience;
			if (session !== undefined && this.now() - session.startedAt > replaceWindowMs) {
				// As Meta's guide says of a time-out: the audience is replaced by the batches that have come.
				audience.members = membersIn(session);
				audience.session = undefined;
				audience.timedOutSessions.add(session.id);
				audience.status = 200;
			}
		}
	}

	private letMembersLapse() {
		for (const { retentionDays, sentAt, members } of this.audiences.values()) {
			if (retentionDays === 0) continue;
			for (const [key, sent] of sentAt) {
				if (this.now() - sent <= retentionDays * dayMs) continue;
				members.delete(key);
				sentAt.delete(key);
			}
		}
	}

	private route(request: ReceivedRequest, path: string): Answer {
		const { method } = request;
		if (method === 'GET' && path === 'me/adaccounts') {
			return page(this.accounts, request, (id) => ({ id: `act_${id}`, name: `Account ${id}` }));
		}
		const [first, edge] = path.split('/');
		if (first.startsWith('act_')) {
			if (!this.accounts.includes(first.slice(4))) return fault(100, 33, 'Unsupported request.');
			return this.accountEdge(request, first, edge);
		}
		const audience = this.audiences.get(first);
		if (audience === undefined) return fault(100, 33, 'Unsupported request.');
		if (this.isNotKnownYet(audience)) {
			return fault(803, undefined, 'Some of the aliases you requested do not exist');
		}
		if (method === 'GET' && edge === undefined) {
			return { status: 200, body: only(request, describeAudience(audience)) };
		}
		if (method === 'GET' && edge === 'adaccounts') {
			return page(audience.sharedWith, request, (id) => ({ id: id.slice(4) }));
		}
		if (method === 'GET' && edge === 'sessions') return this.sessions(request, audience);
		if (edge === 'users' && (method === 'POST' || method === 'DELETE')) {
			return this.users(request, audience, method === 'POST');
		}
		if (edge === 'usersreplace' && method === 'POST') return this.replace(request, audience);
		return fault(100, undefined, 'Unsupported request.');
	}

	private get terms(): Readonly<Record<string, number>> {
		return this.options.terms ?? allTerms;
	}

	private lacksTerms(isValueBased: boolean): Answer | undefined {
		const { custom_audience_tos: plain, value_based_custom_audience_tos: valueBased } = this.terms;
		if (plain === 1 && (valueBased === 1 || !isValueBased)) return undefined;
		return fault(200, 1870090, 'The Custom Audience terms have not been accepted.');
	}

	private isNotKnownYet({ createdAt }: SandboxAudience): boolean {
		return this.now() - createdAt < (this.options.lagMs ?? 0);
	}

	private accountEdge(
		request: ReceivedRequest,
		accountId: string,
		edge: string | undefined,
	): Answer {
		const { method } = request;
		if (edge === undefined && method === 'GET') {
			return {
				status: 200,
				body: only(request, {
					id: accountId,
					name: `Account ${accountId.slice(4)}`,
					existing_customers: this.existingCustomers.get(accountId) ?? [],
					...(this.options.tellsTerms === false
						? {}
						: { tos_accepted: this.terms, user_tos_accepted: {} }),
				}),
			};
		}
		if (edge === undefined && method === 'POST') {
			const body = metaBodies.adaccount.safeParse(request.json);
			if (!body.success) return invalid(body.error, request.json);
			this.existingCustomers.set(accountId, body.data.existing_customers);
			return { status: 200, body: { success: true } };
		}
		if (edge === 'customaudiences' && method === 'GET') {
			const found = [...this.audiences.values()].filter(
				(each) =>
					(each.accountId === accountId || each.sharedWith.includes(accountId)) &&
					!this.isNotKnownYet(each),
			);
			return page(found, request, (each) => only(request, describeAudience(each)));
		}
		if (edge === 'customaudiences' && method === 'POST') return this.create(request, accountId);
		if (edge === 'usersofanyaudience' && method === 'DELETE') {
			const body = metaBodies.usersofanyaudience.safeParse(request.json);
			if (!body.success) return invalid(body.error, request.json);
			const { session } = body.data;
			const upload = this.uploadOf(request, accountId, session);
			if (upload === undefined) return fault(100, undefined, 'Invalid parameter: session');
			const { rows, report } = readRows(body.data.payload, this.invalidKeys);
			for (const audience of this.audiences.values()) {
				if (audience.accountId === accountId) this.removeRows(audience, rows);
			}
			return { status: 200, body: this.noteBatch(upload, session, report) };
		}
		return fault(100, undefined, 'Unsupported request.');
	}

	private create(request: ReceivedRequest, accountId: string): Answer {
		const lacking = this.lacksTerms(
			(request.json as { is_value_based?: unknown }).is_value_based === true,
		);
		if (lacking !== undefined) return lacking;
		const body = metaBodies.customaudiences.safeParse(request.json);
		if (!body.success) return invalid(body.error, request.json);
		const given = body.data;
		if (given.subtype === 'LOOKALIKE') {
			const source = this.audiences.get(given.origin_audience_id);
			if (source === undefined) return fault(100, 33, 'Unsupported request.');
			const missing = this.lacksTerms(source.isValueBased);
			if (missing !== undefined) return missing;
			const spec = lookalikeSpec.safeParse(parseJson(given.lookalike_spec));
			if (!spec.success) return invalid(spec.error, given.lookalike_spec);
			const isThere = [...this.audiences.values()].some(
				(each) =>
					each.subtype === 'LOOKALIKE' &&
					JSON.stringify(each.spec) === JSON.stringify({ source: source.id, ...spec.data }),
			);
			if (isThere) return fault(2654, 1713007, 'A lookalike with this spec exists.');
			const { id } = this.addAudience(given.name, {
				accountId,
				subtype: 'LOOKALIKE',
				spec: { source: source.id, ...spec.data },
				createdAt: this.now(),
			});
			return { status: 200, body: { id } };
		}
		if (this.options.knowsLabels === false && given.audience_labels) {
			return fault(100, 1713999, 'Invalid parameter');
		}
		if (this.options.knowsRestrictions === false && given.usage_restriction) {
			return fault(100, undefined, 'Invalid parameter');
		}
		const { id } = this.addAudience(given.name, {
			accountId,
			isValueBased: given.is_value_based ?? false,
			restriction: given.usage_restriction,
			description: given.description ?? '',
			customerFileSource: given.customer_file_source,
			labels: given.audience_labels ?? [],
			retentionDays: given.retention_days ?? 0,
			status: 410,
			createdAt: this.now(),
		});
		return { status: 200, body: { id } };
	}

	private users(request: ReceivedRequest, audience: SandboxAudience, isAdding: boolean): Answer {
		if (audience.status === 471) return fault(100, 1713230, 'Upload blocked.');
		if (isAdding) {
			const lacking = this.lacksTerms(audience.isValueBased);
			if (lacking !== undefined) return lacking;
		}
		if (audience.session !== undefined) return fault(2650, 1870145, 'Update in progress.');
		const body = metaBodies.users.safeParse(request.json);
		if (!body.success) return invalid(body.error, request.json);
		const { payload, session } = body.data;
		const upload = this.uploadOf(request, audience.id, session);
		if (upload === undefined) return fault(100, undefined, 'Invalid parameter: session');
		if (audience.subtype !== 'CUSTOM') {
			return fault(100, undefined, 'Only custom audiences from customer files take users.');
		}
		const hasValues = payload.schema.includes('LOOKALIKE_VALUE');
		if (isAdding && audience.isValueBased && !hasValues) {
			return fault(100, undefined, 'Value-Based Custom Audience requires LOOKALIKE_VALUE');
		}
		if (hasValues && !audience.isValueBased) {
			return fault(100, undefined, 'LOOKALIKE_VALUE needs a value-based audience');
		}
		const { rows, report } = readRows(payload, this.invalidKeys);
		if (isAdding) {
			for (const row of rows) {
				audience.members.set(identityOf(row), row);
				audience.sentAt.set(identityOf(row), this.now());
			}
			if (audience.status === 410) audience.status = 200;
		} else this.removeRows(audience, rows);
		return {
			status: 200,
			body: { audience_id: audience.id, ...this.noteBatch(upload, session, report) },
		};
	}

	/** The session that a batch belongs to; undefined where it does not fit: used elsewhere, without its first batch, or whole already. */
	private uploadOf(
		{ method }: ReceivedRequest,
		audienceId: string,
		{ session_id: id, batch_seq: batch }: UploadBatch,
	): UploadSession | undefined {
		const known = this.uploads.get(id);
		if (known === undefined) {
			if (batch !== 1) return undefined;
			return { id, audienceId, method, startedAt: this.now(), batches: new Map() };
		}
		const isRepeated = known.batches.has(batch);
		const isNext = batch === known.batches.size + 1 && known.lastBatch === undefined;
		const fits = known.audienceId === audienceId && known.method === method;
		return fits && (isRepeated || isNext) ? known : undefined;
	}

	/** Takes a batch into its session; what was repeated counts once. */
	private noteBatch(
		upload: UploadSession,
		{ batch_seq: batch, last_batch_flag: isLast }: UploadBatch,
		report: ReturnType<typeof readRows>['report'],
	) {
		this.uploads.set(upload.id, upload);
		const { num_received: received, num_invalid_entries: invalid } = report;
		upload.batches.set(batch, { received, invalid });
		if (isLast) {
			upload.lastBatch = batch;
			upload.wholeAt = this.now();
		}
		return {
			session_id: String(upload.id),
			...report,
			num_received: sum(upload, 'received'),
		};
	}

	private sessions({ query }: ReceivedRequest, audience: SandboxAudience): Answer {
		const found = [...this.uploads.values()].filter(
			({ id, audienceId }) =>
				audienceId === audience.id &&
				(query.session_id === undefined || String(id) === query.session_id),
		);
		const data = found.map((upload) => {
			const { id, startedAt, wholeAt } = upload;
			const endsAt = (wholeAt ?? Infinity) + (this.options.sessionMs ?? Infinity);
			const hasEnded = this.now() >= endsAt;
			return {
				session_id: String(id),
				start_time: seconds(startedAt),
				end_time: hasEnded ? seconds(endsAt) : '0',
				num_received: String(sum(upload, 'received')),
				num_matched: hasEnded ? String(Math.floor(sum(upload, 'received') / 2)) : '-1',
				num_invalid_entries: String(sum(upload, 'invalid')),
				progress: hasEnded ? '100' : '0',
				stage: hasEnded ? 'finished' : 'uploading',
			};
		});
		return { status: 200, body: { data } };
	}

	/** A member goes who has any of the keys, or whom Meta knows by another one of the same person. */
	private removeRows({ members, sentAt }: SandboxAudience, rows: readonly Row[]) {
		const gone = new Set(rows.flatMap(findingCells));
		for (const keys of this.options.people ?? []) {
			if (keys.some((key) => gone.has(key))) for (const key of keys) gone.add(key);
		}
		for (const [key, row] of members) {
			if (!findingCells(row).some((cell) => gone.has(cell))) continue;
			members.delete(key);
			sentAt.delete(key);
		}
	}

	/** Session ids are unique in an ad account. */
	private isForeignSession(id: number, audience: SandboxAudience): boolean {
		return [...this.audiences.values()].some(
			(other) =>
				other !== audience &&
				other.accountId === audience.accountId &&
				(other.session?.id === id ||
					other.finishedSessions.has(id) ||
					other.timedOutSessions.has(id)),
		);
	}

	private replace(request: ReceivedRequest, audience: SandboxAudience): Answer {
		const body = metaBodies.usersreplace.safeParse(request.json);
		if (!body.success) return invalid(body.error, request.json);
		const { payload, session } = body.data;
		if (audience.subtype !== 'CUSTOM' || audience.isValueBased) {
			return fault(100, undefined, 'This audience cannot be replaced.');
		}
		if (audience.status === 471) return fault(100, 1713230, 'Upload blocked.');
		if ((audience.claimedSize ?? audience.members.size) >= replaceLimit) {
			return fault(2650, 1870144, 'The audience is too large to be replaced.');
		}
		if (this.isForeignSession(session.session_id, audience)) {
			return fault(100, undefined, 'The session ID is in use for another audience.');
		}
		if (audience.timedOutSessions.has(session.session_id)) {
			return fault(2650, 1870158, 'Session has timed out.');
		}
		if (audience.finishedSessions.has(session.session_id)) {
			return fault(2650, 1870159, 'The session is finished.');
		}
		const running = audience.session;
		if (running !== undefined && running.id !== session.session_id) {
			return fault(2650, 1870145, 'Update in progress.');
		}
		if (running === undefined && audience.status !== 200) {
			return fault(2650, undefined, 'Failed to update the custom audience.');
		}
		if (running === undefined && session.batch_seq !== 1) {
			return fault(2650, 1870147, 'The first batch was not seen.');
		}
		const schema = payload.schema.join();
		if (running !== undefined && running.schema !== schema) {
			return fault(100, undefined, 'The schema must not change.');
		}
		const current = running ?? {
			id: session.session_id,
			startedAt: this.now(),
			schema,
			batches: new Map<number, Row[]>(),
			received: new Map<number, number>(),
		};
		audience.session = current;
		audience.status = 414;
		const { rows, report } = readRows(payload, this.invalidKeys);
		current.batches.set(session.batch_seq, rows);
		current.received.set(session.batch_seq, payload.data.length);
		if (session.last_batch_flag) current.lastBatch = session.batch_seq;
		const received = [...current.received.values()].reduce((sum, count) => sum + count, 0);
		if (current.lastBatch !== undefined) {
			if (current.batches.size < current.lastBatch) {
				return fault(2650, 1870148, 'The list is not complete.');
			}
			audience.members = membersIn(current);
			audience.finishedSessions.add(current.id);
			audience.session = undefined;
			audience.status = 200;
		}
		return {
			status: 200,
			body: {
				account_id: audience.accountId.slice(4),
				session_id: session.session_id,
				...report,
				num_received: received,
			},
		};
	}
}

/** The header in which Meta tells how long to stay away. */
export function usageHeader(accountId: string, minutes: number): Record<string, string> {
	return {
		'x-business-use-case-usage': JSON.stringify({
			[accountId]: [
				{
					type: 'custom_audience',
					call_count: minutes > 0 ? 100 : 1,
					total_cputime: 1,
					total_time: 1,
					estimated_time_to_regain_access: minutes,
					ads_api_access_tier: 'standard_access',
				},
			],
		}),
	};
}

/** Reads rows; those with a cell that is not as it should be are counted, sampled and left out. */
function readRows(
	{ schema, data }: z.output<typeof metaBodies.users>['payload'],
	invalidKeys: ReadonlySet<string>,
) {
	const rows: Row[] = [];
	const samples: Record<string, string> = {};
	let invalidCount = 0;
	for (const cells of data) {
		const row = new Map(schema.map((column, place) => [column, cells[place]]));
		const bad = schema.find((column) => !metaColumns[column].safeParse(row.get(column)).success);
		const hasKey = findingColumns.some((column) => (row.get(column) ?? '') !== '');
		const isGood = bad === undefined && hasKey && !invalidKeys.has(identityOf(row));
		if (isGood) rows.push(row);
		else {
			invalidCount++;
			// Meta quotes what was sent; so does its sandbox server.
			if (invalidCount <= 100) samples[JSON.stringify(cells)] = `Invalid ${bad ?? 'row'}`;
		}
	}
	return {
		rows,
		report: {
			num_received: data.length,
			num_invalid_entries: invalidCount,
			invalid_entry_samples: invalidCount > 0 ? samples : [],
		},
	};
}

const sum = ({ batches }: UploadSession, of: 'received' | 'invalid') =>
	[...batches.values()].reduce((total, batch) => total + batch[of], 0);

const seconds = (ms: number) => String(Math.floor(ms / 1000));

/** The fields that a request asks for; the id comes always. */
function only({ query }: ReceivedRequest, object: Readonly<Record<string, unknown>>) {
	const fields = new Set(['id', ...(query.fields?.split(',') ?? [])]);
	return Object.fromEntries(Object.entries(object).filter(([name]) => fields.has(name)));
}

function identityOf(row: Row): string {
	const column = findingColumns.find((each) => (row.get(each) ?? '') !== '');
	return column === undefined ? '' : String(row.get(column));
}

function findingCells(row: Row): string[] {
	return findingColumns
		.map((column) => String(row.get(column) ?? ''))
		.filter((cell) => cell !== '');
}

function membersIn({ batches }: ReplaceSession): Map<string, Row> {
	return new Map([...batches.values()].flat().map((row) => [identityOf(row), row]));
}

function describeAudience(audience: SandboxAudience) {
	const { id, accountId, name, subtype, isValueBased, retentionDays, members, status, spec } =
		audience;
	const count = audience.claimedSize ?? members.size;
	// Small audiences are shown as 1,000.
	const size = Math.max(1000, count);
	return {
		id,
		account_id: accountId.slice(4),
		name,
		subtype,
		...(spec === undefined
			? {}
			: {
					lookalike_spec: {
						origin: [{ id: spec.source, type: 'custom_audience' }],
						ratio: spec.ratio,
						starting_ratio: spec.starting_ratio,
						country: spec.country,
						target_countries: spec.location_spec?.geo_locations.countries,
					},
				}),
		description: audience.description,
		customer_file_source: audience.customerFileSource,
		is_value_based: isValueBased,
		retention_days: retentionDays,
		approximate_count_lower_bound: size,
		approximate_count_upper_bound: Math.max(1000, Math.ceil(count * 1.2)),
		operation_status: { code: status, description: '' },
		delivery_status: { code: count >= 100 ? 200 : 300, description: '' },
	};
}

function page<Entry>(
	entries: readonly Entry[],
	{ query }: ReceivedRequest,
	describe: (entry: Entry) => unknown,
): Answer {
	const limit = Number(query.limit ?? 25);
	const from = Number(query.after ?? 0);
	const to = from + limit;
	const isLast = to >= entries.length;
	return {
		status: 200,
		body: {
			data: entries.slice(from, to).map(describe),
			paging: {
				cursors: { before: String(from), after: String(Math.min(to, entries.length)) },
				...(isLast ? {} : { next: 'https://graph.invalid/next?access_token=EAAnever' }),
			},
		},
	};
}

/** A page after the first one as if it were the second one each time. */
function repeated(answer: Answer, { query }: ReceivedRequest): Answer {
	if (query.after === undefined) return answer;
	const paging = { cursors: { after: query.after }, next: 'https://graph.invalid/next' };
	return { ...answer, body: { ...(answer.body as object), paging } };
}

function invalid(error: z.ZodError, sent: unknown): Answer {
	const [issue] = error.issues;
	return fault(
		100,
		undefined,
		`(#100) ${issue.path.join('.')}: ${issue.message}; got ${JSON.stringify(sent)?.slice(0, 2000)}`,
	);
}

function fault(code: number, subcode: number | undefined, message: string, status = 400): Answer {
	return {
		status,
		body: {
			error: {
				message,
				type: 'OAuthException',
				code,
				...(subcode === undefined ? {} : { error_subcode: subcode }),
				fbtrace_id: 'Asandbox',
			},
		},
	};
}
