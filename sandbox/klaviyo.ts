import type { z } from 'zod';
import { klaviyoBodies, type KlaviyoBody, type ProfileBody } from './klaviyoSchemas';
import { RateWindows } from './rateWindows';
import { SandboxServer, type Answer, type ReceivedRequest } from './server';

type Consent = 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'NEVER_SUBSCRIBED';

export interface SandboxProfile {
	readonly id: string;
	email?: string;
	phone?: string;
	externalId?: string;
	firstName?: string;
	lastName?: string;
	properties: Record<string, unknown>;
	emailConsent: Consent;
	smsConsent: Consent;
	/** Reasons of account-level suppression. */
	readonly suppressions: Set<string>;
	/** Reasons of suppression by the list's id. */
	readonly listSuppressions: Map<string, string>;
	/** How often Klaviyo has asked the person to confirm a subscription. */
	confirmationsAsked: number;
}

interface ProfileSeed {
	readonly email?: string;
	readonly phone?: string;
	readonly externalId?: string;
	readonly properties?: Readonly<Record<string, unknown>>;
}

export interface SandboxList {
	readonly id: string;
	readonly name: string;
	readonly optIn: OptIn;
	/** Profile ids, with the instant they joined. */
	readonly members: Map<string, number>;
}

type OptIn = 'single_opt_in' | 'double_opt_in';

interface Job {
	readonly id: string;
	readonly type: string;
	readonly createdAt: number;
	readonly total: number;
	readonly work: (job: Job) => ImportFault[];
	faults?: ImportFault[];
	skipped: number;
}

type SubscribedPerson =
	KlaviyoBody<'bulk_subscribe_profiles'>['data']['attributes']['profiles']['data'][number]['attributes'];
type UnsubscribedPerson =
	KlaviyoBody<'bulk_unsubscribe_profiles'>['data']['attributes']['profiles']['data'][number]['attributes'];

interface ImportFault {
	readonly code: string;
	readonly detail: string;
	/** What was sent; null where Klaviyo does not say. */
	readonly payload: unknown;
	/** The attribute that is wrong, where it is one. */
	readonly attribute?: string;
	/** Place of the profile in its import. */
	readonly index?: number;
}

/** How profiles fail inside import jobs. */
export interface ImportRefusal {
	/** Gives the code for a profile that fails. */
	readonly code: (email: string | undefined) => string | undefined;
	/** The attribute that is wrong: profiles without it pass. */
	readonly attribute?: 'phone_number' | 'external_id';
	/** Whether the error names the profile by its place alone, without what was sent. */
	readonly byPlace?: boolean;
}

function pointerTo({ index, attribute }: ImportFault): string {
	if (index === undefined || attribute === undefined) return '/data';
	return `/data/attributes/profiles/data/${index}/attributes/${attribute}`;
}

export interface KlaviyoSandboxOptions {
	readonly now?: () => number;
	/** Whether the published limits are enforced. */
	readonly rateWindows?: boolean;
	readonly key?: string;
	/** What the key may do; everything unless told otherwise. */
	readonly scopes?: ReadonlySet<string>;
	readonly jobMs?: number;
	/** Milliseconds after which a list shows somebody who has joined. */
	readonly listMs?: number;
	/** Milliseconds after which subscribing and unsubscribing takes effect. */
	readonly subscriptionMs?: number;
}

interface Route {
	readonly operation: string;
	readonly method: string;
	readonly path: RegExp;
	readonly burst: number;
	readonly steady: number;
	readonly scopes: readonly string[];
	readonly handle: (request: ReceivedRequest, id: string) => Answer;
}

const revision = /^20\d\d-\d\d-\d\d$/;
const jsonTypes: ReadonlySet<string> = new Set(['application/vnd.api+json', 'application/json']);
const cancelledWords = 'This job was cancelled';

/** A local sandbox server of Klaviyo: profiles, lists, jobs, subscriptions, suppressions, segments and events, kept in memory. */
export class KlaviyoSandbox {
	readonly profiles = new Map<string, SandboxProfile>();
	readonly lists = new Map<string, SandboxList>();
	readonly segments = new Map<string, { id: string; name: string; definition: unknown }>();
	/** Events by metric, profile and unique id: the first of equal ones stays. */
	readonly events = new Map<
		string,
		{ metric: string; profileId: string; time: string; properties: Record<string, unknown> }
	>();
	/** Ids of profiles that were merged into others after they were read. */
	readonly merged = new Set<string>();
	readonly server: SandboxServer;
	private readonly jobs = new Map<string, Job>();
	/** Subscriptions that were taken and have not taken effect yet. */
	private readonly pending: Array<{ readonly at: number; readonly work: () => void }> = [];
	private readonly byEmail = new Map<string, SandboxProfile>();
	private readonly byPhone = new Map<string, SandboxProfile>();
	private readonly byExternalId = new Map<string, SandboxProfile>();
	private readonly windows: RateWindows;
	private readonly now: () => number;
	private address = '';
	private ids = 0;
	private refusal: ImportRefusal = { code: () => undefined };
	private cancels = 0;
	private isSkipped: (email: string) => boolean = () => false;

	constructor(private readonly options: KlaviyoSandboxOptions = {}) {
		this.now = options.now ?? Date.now;
		this.windows = new RateWindows(this.now);
		this.server = new SandboxServer((request) => this.answer(request));
	}

	async start(port?: number): Promise<string> {
		this.address = await this.server.listen(port);
		return this.address;
	}

	stop(): Promise<void> {
		return this.server.close();
	}

	get key(): string {
		return this.options.key ?? 'pk_sandbox';
	}

	/** Makes a list, as a person would in Klaviyo. */
	addList(
		name: string,
		emails: readonly string[] = [],
		optIn: OptIn = 'single_opt_in',
	): SandboxList {
		const list: SandboxList = { id: this.newId('L'), name, optIn, members: new Map() };
		this.lists.set(list.id, list);
		const joined = this.now() - (this.options.listMs ?? 0);
		for (const email of emails) list.members.set(this.addProfile({ email }).id, joined);
		return list;
	}

	/** Makes a profile, or adds to the one that has the identifiers. */
	addProfile(attributes: ProfileSeed): SandboxProfile {
		const { email, phone, externalId, properties = {} } = attributes;
		const profile = this.find(email, phone, externalId);
		if (profile === undefined) return this.addSeparateProfile(attributes);
		this.identify(profile, email, phone, externalId);
		Object.assign(profile.properties, properties);
		return profile;
	}

	/** Makes a profile beside those that have the identifiers, as accounts of some age hold them. */
	addSeparateProfile({ email, phone, externalId, properties = {} }: ProfileSeed): SandboxProfile {
		const profile: SandboxProfile = {
			id: this.newId('P'),
			properties: { ...properties },
			emailConsent: 'NEVER_SUBSCRIBED',
			smsConsent: 'NEVER_SUBSCRIBED',
			suppressions: new Set(),
			listSuppressions: new Map(),
			confirmationsAsked: 0,
		};
		this.profiles.set(profile.id, profile);
		this.identify(profile, email, phone, externalId);
		return profile;
	}

	/** Gives the emails on a list, sorted. */
	emailsOn(listId: string): string[] {
		const members = [...(this.lists.get(listId)?.members.keys() ?? [])];
		return members.map((id) => this.profiles.get(id)?.email ?? '').sort();
	}

	/** Fails these profiles one by one inside import jobs. */
	failImports(
		code: ImportRefusal['code'],
		how: Pick<ImportRefusal, 'attribute' | 'byPlace'> = {},
	): void {
		this.refusal = { code, ...how };
	}

	/** Cancels the next jobs instead of completing them. */
	cancelNextJobs(count: number): void {
		this.cancels = count;
	}

	/** Leaves these out of jobs that suppress, as Klaviyo does without saying whom or why. */
	skipSuppressing(isSkipped: (email: string) => boolean): void {
		this.isSkipped = isSkipped;
	}

	/** Lets everything take effect that was taken, whatever the clock says. */
	settle(): void {
		for (const { work } of this.pending.splice(0)) work();
	}

	/** What is held, for people to read. */
	describe(): Record<string, unknown> {
		return {
			profiles: this.profiles.size,
			lists: Object.fromEntries(
				[...this.lists.values()].map(({ name, members }) => [name, members.size]),
			),
			segments: [...this.segments.values()].map(({ name }) => name),
			suppressed: [...this.profiles.values()].filter(({ suppressions }) => suppressions.size > 0)
				.length,
			subscribed: [...this.profiles.values()].filter(
				({ emailConsent }) => emailConsent === 'SUBSCRIBED',
			).length,
			events: this.countEvents(),
		};
	}

	private countEvents(): Record<string, number> {
		const counts: Record<string, number> = {};
		for (const { metric } of this.events.values()) counts[metric] = (counts[metric] ?? 0) + 1;
		return counts;
	}

	private newId(prefix: string): string {
		this.ids++;
		return `${prefix}${String(this.ids).padStart(6, '0')}`;
	}

	private find(email?: string | null, phone?: string | null, externalId?: string | null) {
		return (
			(email ? this.byEmail.get(email.toLowerCase()) : undefined) ??
			(phone ? this.byPhone.get(phone) : undefined) ??
			(externalId ? this.byExternalId.get(externalId) : undefined)
		);
	}

	private identify(
		profile: SandboxProfile,
		email?: string | null,
		phone?: string | null,
		externalId?: string | null,
	) {
		if (email) {
			profile.email = email;
			this.byEmail.set(email.toLowerCase(), profile);
		}
		if (phone) {
			profile.phone = phone;
			this.byPhone.set(phone, profile);
		}
		if (externalId) {
			profile.externalId = externalId;
			this.byExternalId.set(externalId, profile);
		}
	}

	private answer(request: ReceivedRequest): Answer {
		this.work();
		if (request.path === '/sandbox/state') return { status: 200, body: this.describe() };
		if (request.headers.authorization !== `Klaviyo-API-Key ${this.key}`) {
			return problem(401, 'not_authenticated', 'Authentication credentials were not provided.');
		}
		const route = this.routes.find(
			({ method, path }) => method === request.method && path.test(request.path),
		);
		if (route === undefined) return problem(404, 'not_found', 'Not found.');
		const revised = request.headers.revision ?? '';
		if (!revision.test(revised)) {
			return problem(400, 'invalid', 'The revision header is missing.');
		}
		if (Date.parse(revised) < this.now() - 2 * msPerYear) {
			return problem(410, 'revision_retired', 'This revision is no longer served.');
		}
		const isBodyJson = jsonTypes.has(request.headers['content-type'] ?? '');
		if (request.method !== 'GET' && !isBodyJson) {
			return problem(415, 'unsupported_media_type', 'Unsupported media type in request.');
		}
		const { scopes } = this.options;
		if (scopes !== undefined && !route.scopes.every((scope) => scopes.has(scope))) {
			return problem(
				403,
				'permission_denied',
				'You do not have permission to perform this action.',
			);
		}
		const limits: Record<string, string> = {};
		if (this.options.rateWindows) {
			const taken = this.windows.take(route.operation, [
				[1000, route.burst],
				[60_000, route.steady],
			]);
			if (taken.isFull) {
				return {
					...problem(429, 'throttled', 'Request was throttled.'),
					headers: { 'retry-after': String(taken.retryAfter) },
				};
			}
			limits['ratelimit-limit'] = String(taken.limit);
			limits['ratelimit-remaining'] = String(taken.remaining);
			limits['ratelimit-reset'] = String(taken.resetSeconds);
		}
		const pageProblem = pageSizeProblem(route.operation, request.query['page[size]']);
		if (pageProblem !== undefined) return pageProblem;
		if (Buffer.byteLength(request.body) > 5_242_880) {
			return problem(413, 'payload_too_large', 'The payload is larger than 5 MB.');
		}
		const schema = (klaviyoBodies as Record<string, z.ZodTypeAny>)[route.operation];
		const read = schema?.safeParse(request.json);
		if (read !== undefined && !read.success) {
			return {
				status: 400,
				body: {
					errors: read.error.issues.map(({ path, message }) => ({
						id: this.newId('E'),
						status: 400,
						code: 'invalid',
						title: 'Invalid input.',
						// Klaviyo quotes what was sent; so does its sandbox server.
						detail: `${message}: ${JSON.stringify(valueAt(request.json, path))}`,
						source: { pointer: `/${path.join('/')}` },
					})),
				},
			};
		}
		const largest = tooLargeProfile(request.json);
		if (largest !== undefined) {
			return problem(400, 'invalid', `The profile at ${largest} is larger than 100 KB.`);
		}
		const [, id = ''] = route.path.exec(request.path) ?? [];
		const answer = route.handle(request, decodeURIComponent(id));
		return { ...answer, headers: { ...limits, ...answer.headers } };
	}

	private readonly routes: readonly Route[] = [
		route('get_lists', 'GET', '/api/lists', 75, 750, ['lists:read'], ({ query, path }) =>
			this.page([...this.lists.values()], 10, query, path, (list) => this.listObject(list)),
		),
		route('get_list', 'GET', '/api/lists/:id', 75, 750, ['lists:read'], (_request, id) => {
			const list = this.lists.get(id);
			if (list === undefined)
				return problem(404, 'not_found', 'A list with that id was not found.');
			return { status: 200, body: { data: this.listObject(list) } };
		}),
		route(
			'get_profiles_for_list',
			'GET',
			'/api/lists/:id/profiles',
			75,
			750,
			['lists:read', 'profiles:read'],
			({ query, path }, id) => {
				const list = this.lists.get(id);
				if (list === undefined) {
					return problem(404, 'not_found', 'A list with that id was not found.');
				}
				const shown = [...list.members].filter(
					([, joined]) => joined + (this.options.listMs ?? 0) <= this.now(),
				);
				return this.page(shown, 20, query, path, ([profileId, joined]) =>
					this.profileObject(profileId, query, joined),
				);
			},
		),
		route(
			'remove_profiles_from_list',
			'DELETE',
			'/api/lists/:id/relationships/profiles',
			10,
			150,
			['lists:write', 'profiles:write'],
			({ json }, id) => {
				const list = this.lists.get(id);
				if (list === undefined) {
					return problem(404, 'not_found', 'A list with that id was not found.');
				}
				const body = json as KlaviyoBody<'remove_profiles_from_list'>;
				if (body.data.some(({ id: profileId }) => this.merged.has(profileId))) {
					return problem(400, 'invalid', 'A profile with that id was not found.');
				}
				for (const { id: profileId } of body.data) list.members.delete(profileId);
				return { status: 204 };
			},
		),
		route('get_profiles', 'GET', '/api/profiles', 75, 750, ['profiles:read'], ({ query, path }) => {
			const [, reason] =
				/^equals\(subscriptions\.email\.marketing\.suppression\.reason,"(\w+)"\)$/.exec(
					query.filter ?? '',
				) ?? [];
			if (query.filter !== undefined && reason === undefined) {
				return problem(400, 'invalid', 'The filter is not understood.');
			}
			const found = [...this.profiles.values()].filter(
				({ suppressions }) => reason === undefined || suppressions.has(reason),
			);
			return this.page(found, 20, query, path, ({ id }) => this.profileObject(id, query));
		}),
		route(
			'update_profile',
			'PATCH',
			'/api/profiles/:id',
			75,
			750,
			['profiles:write'],
			({ json }, id) => {
				const profile = this.profiles.get(id);
				if (profile === undefined) {
					return problem(404, 'not_found', 'A profile with that id was not found.');
				}
				const { data } = json as KlaviyoBody<'update_profile'>;
				if (data.id !== id) return problem(409, 'invalid', 'The ids in path and body differ.');
				write(profile, data);
				return { status: 200, body: { data: this.profileObject(id, {}) } };
			},
		),
		route(
			'bulk_import_profiles',
			'POST',
			'/api/profile-bulk-import-jobs',
			10,
			150,
			['lists:write', 'profiles:write'],
			({ json }) => {
				const { data } = json as KlaviyoBody<'bulk_import_profiles'>;
				const listIds = (data.relationships?.lists?.data ?? []).map(({ id }) => id);
				if (listIds.some((id) => !this.lists.has(id))) {
					return problem(404, 'not_found', 'A list with that id was not found.');
				}
				const profiles = data.attributes.profiles.data;
				return this.startJob('profile-bulk-import-job', profiles.length, () =>
					profiles.flatMap((profile, index) => {
						const fault = this.upsert(profile);
						if (fault !== undefined) return [{ ...fault, index }];
						const { email, phone_number: phone, external_id: externalId } = profile.attributes;
						const id = this.find(email, phone, externalId)?.id ?? '';
						for (const listId of listIds) this.lists.get(listId)?.members.set(id, this.now());
						return [];
					}),
				);
			},
		),
		route(
			'get_bulk_import_profiles_job',
			'GET',
			'/api/profile-bulk-import-jobs/:id',
			10,
			150,
			['lists:read', 'profiles:read'],
			(_request, id) => this.jobAnswer(id, 200),
		),
		route(
			'get_errors_for_bulk_import_profiles_job',
			'GET',
			'/api/profile-bulk-import-jobs/:id/import-errors',
			10,
			150,
			['profiles:read'],
			({ query, path }, id) =>
				this.page(this.jobs.get(id)?.faults ?? [], 20, query, path, (fault) => ({
					type: 'import-error',
					id: this.newId('E'),
					attributes: {
						code: fault.code,
						title: 'This profile could not be imported.',
						detail: fault.detail,
						source: { pointer: pointerTo(fault) },
						original_payload: fault.payload,
					},
				})),
		),
		route(
			'bulk_subscribe_profiles',
			'POST',
			'/api/profile-subscription-bulk-create-jobs',
			75,
			750,
			['lists:write', 'profiles:write', 'subscriptions:write'],
			({ json }) => {
				const { data } = json as KlaviyoBody<'bulk_subscribe_profiles'>;
				const isHistorical = data.attributes.historical_import === true;
				const list = this.lists.get(data.relationships?.list?.data?.id ?? '');
				const people = data.attributes.profiles.data;
				if (!people.every((each) => hasRightDates(each.attributes, isHistorical, this.now()))) {
					return problem(400, 'invalid', 'consented_at goes with historical_import, and is past.');
				}
				this.later(() => {
					for (const { attributes } of people) this.subscribe(attributes, list, isHistorical);
				});
				return { status: 202 };
			},
		),
		route(
			'bulk_unsubscribe_profiles',
			'POST',
			'/api/profile-subscription-bulk-delete-jobs',
			75,
			750,
			['lists:write', 'profiles:write', 'subscriptions:write'],
			({ json }) => {
				const { data } = json as KlaviyoBody<'bulk_unsubscribe_profiles'>;
				const list = this.lists.get(data.relationships?.list?.data?.id ?? '');
				this.later(() => {
					for (const { attributes } of data.attributes.profiles.data) {
						this.unsubscribe(attributes, list);
					}
				});
				return { status: 202 };
			},
		),
		route(
			'bulk_suppress_profiles',
			'POST',
			'/api/profile-suppression-bulk-create-jobs',
			75,
			750,
			['profiles:write', 'subscriptions:write'],
			({ json }) => {
				const emails = emailsOf(json as KlaviyoBody<'bulk_suppress_profiles'>);
				return this.startJob('profile-suppression-bulk-create-job', emails.length, (job) => {
					for (const email of emails) {
						// Who gets no email already is left as they are.
						if (this.isSkipped(email) || (this.find(email)?.suppressions.size ?? 0) > 0)
							job.skipped++;
						else this.addProfile({ email }).suppressions.add('USER_SUPPRESSED');
					}
					return [];
				});
			},
		),
		route(
			'get_bulk_suppress_profiles_job',
			'GET',
			'/api/profile-suppression-bulk-create-jobs/:id',
			75,
			750,
			['subscriptions:read'],
			(_request, id) => this.jobAnswer(id, 200),
		),
		route(
			'bulk_unsuppress_profiles',
			'POST',
			'/api/profile-suppression-bulk-delete-jobs',
			75,
			750,
			['subscriptions:write'],
			({ json }) => {
				const emails = emailsOf(json as KlaviyoBody<'bulk_unsuppress_profiles'>);
				return this.startJob('profile-suppression-bulk-delete-job', emails.length, (job) => {
					for (const email of emails) {
						const { suppressions } = this.find(email) ?? {};
						const isLifted = !this.isSkipped(email) && suppressions?.delete('USER_SUPPRESSED');
						if (!isLifted) job.skipped++;
					}
					return [];
				});
			},
		),
		route(
			'get_bulk_unsuppress_profiles_job',
			'GET',
			'/api/profile-suppression-bulk-delete-jobs/:id',
			75,
			750,
			['subscriptions:read'],
			(_request, id) => this.jobAnswer(id, 200),
		),
		route('get_segments', 'GET', '/api/segments', 75, 750, ['segments:read'], ({ query, path }) => {
			const [, name] = /^equals\(name,(".*")\)$/.exec(query.filter ?? '') ?? [];
			const found = [...this.segments.values()].filter(
				(segment) => name === undefined || segment.name === JSON.parse(name),
			);
			return this.page(found, 10, query, path, (segment) => this.segmentObject(segment));
		}),
		route('create_segment', 'POST', '/api/segments', 1, 15, ['segments:write'], ({ json }) => {
			const { name, definition } = (json as KlaviyoBody<'create_segment'>).data.attributes;
			const segment = { id: this.newId('S'), name, definition };
			this.segments.set(segment.id, segment);
			return { status: 201, body: { data: this.segmentObject(segment) } };
		}),
		route(
			'update_segment',
			'PATCH',
			'/api/segments/:id',
			1,
			15,
			['segments:write'],
			({ json }, id) => {
				const segment = this.segments.get(id);
				if (segment === undefined) return problem(404, 'not_found', 'Segment not found.');
				const { definition, name } = (json as KlaviyoBody<'update_segment'>).data.attributes;
				if (definition) segment.definition = definition;
				if (name) segment.name = name;
				return { status: 200, body: { data: this.segmentObject(segment) } };
			},
		),
		route('create_event', 'POST', '/api/events', 350, 3500, ['events:write'], ({ json }) => {
			const { attributes } = (json as KlaviyoBody<'create_event'>).data;
			const fault = eventFault(attributes, this.now());
			if (fault !== undefined) return problem(400, 'invalid', fault);
			const {
				email,
				phone_number: phone,
				external_id: externalId,
			} = attributes.profile.data.attributes;
			const ids = [this.find(email), this.find(undefined, phone)].map((each) => each?.id);
			// Taken, and dropped without a word: two profiles can't both have the event.
			if (ids[0] !== undefined && ids[1] !== undefined && ids[0] !== ids[1]) return { status: 202 };
			const profile = this.addProfile({
				email: email ?? undefined,
				phone: phone ?? undefined,
				externalId: externalId ?? undefined,
			});
			const metric = attributes.metric.data.attributes.name;
			const time = attributes.time ?? new Date(this.now()).toISOString();
			const second = String(Math.floor(Date.parse(time) / 1000));
			const key = `${metric}|${profile.id}|${attributes.unique_id ?? second}`;
			if (!this.events.has(key)) {
				const { properties } = attributes;
				this.events.set(key, { metric, profileId: profile.id, time, properties });
			}
			return { status: 202 };
		}),
	];

	/** Writes a profile; gives the fault where its identifiers belong to two profiles or it was told to fail. */
	private upsert({ attributes, meta }: ProfileBody): ImportFault | undefined {
		const { email, phone_number: phone, external_id: externalId } = attributes;
		const { attribute, byPlace } = this.refusal;
		const isRefused = attribute === undefined || attributes[attribute] != null;
		const code = isRefused ? this.refusal.code(email ?? undefined) : undefined;
		if (code !== undefined) {
			const payload = byPlace ? null : attributes;
			return { code, detail: `Invalid input for ${email}`, payload, attribute };
		}
		const byPhone = phone ? this.byPhone.get(phone) : undefined;
		const byEmail = email ? this.byEmail.get(email.toLowerCase()) : undefined;
		if (email && byPhone !== undefined && byPhone !== byEmail && byPhone.email !== undefined) {
			return {
				code: 'duplicate_profile',
				detail: `A profile already exists with the phone number ${phone}`,
				payload: attributes,
			};
		}
		const profile = this.addProfile({
			email: email ?? undefined,
			phone: phone ?? undefined,
			externalId: externalId ?? undefined,
		});
		write(profile, { attributes, meta });
		return undefined;
	}

	private subscribe(
		{ email, phone_number: phone, subscriptions }: SubscribedPerson,
		list: SandboxList | undefined,
		isHistorical: boolean,
	) {
		const profile = this.addProfile({ email: email ?? undefined, phone: phone ?? undefined });
		if (list?.optIn === 'double_opt_in' && !isHistorical) {
			profile.confirmationsAsked++;
			return;
		}
		if (subscriptions.email) profile.emailConsent = 'SUBSCRIBED';
		if (subscriptions.sms) profile.smsConsent = 'SUBSCRIBED';
		for (const reason of ['UNSUBSCRIBE', 'SPAM_COMPLAINT', 'USER_SUPPRESSED']) {
			profile.suppressions.delete(reason);
		}
		list?.members.set(profile.id, this.now());
	}

	private unsubscribe(
		{ email, phone_number: phone, subscriptions }: UnsubscribedPerson,
		list: SandboxList | undefined,
	) {
		const profile = this.find(email, phone);
		if (profile === undefined || list?.members.delete(profile.id)) return;
		// Who is not on the list is unsubscribed from everything.
		if (subscriptions.email) {
			profile.emailConsent = 'UNSUBSCRIBED';
			profile.suppressions.add('UNSUBSCRIBE');
		}
		if (subscriptions.sms) profile.smsConsent = 'UNSUBSCRIBED';
	}

	private startJob(type: string, total: number, work: Job['work']): Answer {
		const id = this.newId('J');
		this.jobs.set(id, { id, type, createdAt: this.now(), total, work, skipped: 0 });
		return this.jobAnswer(id, 202);
	}

	private later(work: () => void) {
		this.pending.push({ at: this.now() + (this.options.subscriptionMs ?? 1500), work });
	}

	/** Does what its time has come for. */
	private work() {
		while (this.pending.length > 0 && this.pending[0].at <= this.now())
			this.pending.shift()?.work();
		for (const job of this.jobs.values()) {
			if (job.faults !== undefined || this.now() - job.createdAt < (this.options.jobMs ?? 1500)) {
				continue;
			}
			if (this.cancels > 0) {
				this.cancels--;
				job.faults = [{ code: 'cancelled', detail: cancelledWords, payload: null }];
			} else {
				job.faults = job.work(job);
			}
		}
	}

	private jobAnswer(id: string, status: number): Answer {
		const job = this.jobs.get(id);
		if (job === undefined) return problem(404, 'not_found', 'A job with that id was not found.');
		const isCancelled = job.faults?.[0]?.detail === cancelledWords;
		const failed = isCancelled ? 0 : (job.faults?.length ?? 0);
		const isDone = job.faults !== undefined && !isCancelled;
		const isImport = job.type === 'profile-bulk-import-job';
		return {
			status,
			body: {
				data: {
					type: job.type,
					id,
					attributes: {
						status: isCancelled
							? 'cancelled'
							: isDone
								? 'complete'
								: this.now() - job.createdAt < 500
									? 'queued'
									: 'processing',
						created_at: new Date(job.createdAt).toISOString(),
						total_count: job.total,
						completed_count: isDone ? job.total - failed - job.skipped : 0,
						...(isImport ? { failed_count: failed } : { skipped_count: isDone ? job.skipped : 0 }),
						completed_at: isDone ? new Date(this.now()).toISOString() : null,
					},
					links: { self: this.link(`/api/${job.type}s/${id}`) },
				},
				links: { self: this.link(`/api/${job.type}s/${id}`) },
			},
		};
	}

	private page<Entry>(
		entries: readonly Entry[],
		defaultSize: number,
		query: Readonly<Record<string, string>>,
		path: string,
		describe: (entry: Entry) => unknown,
	): Answer {
		const size = Number(query['page[size]'] ?? defaultSize);
		const from = Number(Buffer.from(query['page[cursor]'] ?? '', 'base64url').toString() || 0);
		const to = from + size;
		const next = new URLSearchParams({
			...query,
			'page[cursor]': Buffer.from(String(to)).toString('base64url'),
		});
		return {
			status: 200,
			body: {
				data: entries.slice(from, to).map(describe),
				links: {
					self: this.link(path),
					prev: null,
					next: to < entries.length ? this.link(`${path}?${next.toString()}`) : null,
				},
			},
		};
	}

	private link(path: string): string {
		return `${this.address}${path}`;
	}

	private listObject({ id, name, optIn }: SandboxList) {
		const instant = new Date(0).toISOString();
		return {
			type: 'list',
			id,
			attributes: { name, created: instant, updated: instant, opt_in_process: optIn },
			links: { self: this.link(`/api/lists/${id}`) },
		};
	}

	private segmentObject({
		id,
		name,
		definition,
	}: {
		id: string;
		name: string;
		definition: unknown;
	}) {
		return {
			type: 'segment',
			id,
			attributes: {
				name,
				definition,
				created: new Date(0).toISOString(),
				updated: new Date(0).toISOString(),
				is_active: true,
				is_processing: true,
				is_starred: false,
			},
			links: { self: this.link(`/api/segments/${id}`) },
		};
	}

	private profileObject(id: string, query: Readonly<Record<string, string>>, joined?: number) {
		const profile = this.profiles.get(id);
		if (profile === undefined) throw new Error('The sandbox has lost a profile.');
		const all: Record<string, unknown> = {
			email: profile.email ?? null,
			phone_number: profile.phone ?? null,
			external_id: profile.externalId ?? null,
			first_name: profile.firstName ?? null,
			last_name: profile.lastName ?? null,
			properties: profile.properties,
			...(query['additional-fields[profile]']?.includes('subscriptions')
				? { subscriptions: subscriptionsOf(profile) }
				: {}),
		};
		const fields = query['fields[profile]']?.split(',');
		const chosen = Object.entries(all).filter(([name]) => fields?.includes(name) ?? true);
		return {
			type: 'profile',
			id,
			attributes: {
				...Object.fromEntries(chosen),
				...(joined === undefined ? {} : { joined_group_at: new Date(joined).toISOString() }),
			},
			links: { self: this.link(`/api/profiles/${id}`) },
		};
	}
}

/** Writes what a profile holds besides its identifiers. */
function write(
	profile: SandboxProfile,
	{ attributes, meta }: Pick<ProfileBody, 'attributes' | 'meta'>,
) {
	if (attributes.first_name) profile.firstName = attributes.first_name;
	if (attributes.last_name) profile.lastName = attributes.last_name;
	for (const [name, value] of Object.entries(attributes.properties ?? {})) {
		profile.properties[name] = value;
	}
	const unset = meta?.patch_properties?.unset ?? [];
	for (const name of typeof unset === 'string' ? [unset] : unset) delete profile.properties[name];
}

function route(
	operation: string,
	method: string,
	path: string,
	burst: number,
	steady: number,
	scopes: readonly string[],
	handle: Route['handle'],
): Route {
	const pattern = new RegExp(`^${path.replace(':id', '([^/]+)')}$`);
	return { operation, method, path: pattern, burst, steady, scopes, handle };
}

/** Largest page sizes; all others are 100. */
const largestPages: Readonly<Record<string, number>> = { get_lists: 10 };

function pageSizeProblem(operation: string, size: string | undefined): Answer | undefined {
	if (size === undefined) return undefined;
	const largest = largestPages[operation] ?? 100;
	const isGood = operation !== 'get_segments' && Number(size) >= 1 && Number(size) <= largest;
	return isGood
		? undefined
		: problem(400, 'invalid', `Page size must be an integer between 1 and ${largest}.`);
}

function problem(status: number, code: string, detail: string, meta: object = {}): Answer {
	return {
		status,
		body: {
			errors: [{ id: `e-${code}`, status, code, title: code, detail, source: {}, meta }],
		},
	};
}

/** Gives the place of a profile above Klaviyo's 100 KB, by itself or among those of an import. */
function tooLargeProfile(json: unknown): number | undefined {
	const data = (json as KlaviyoBody<'bulk_import_profiles'> | undefined)?.data;
	const profiles: readonly unknown[] = data?.attributes?.profiles?.data ?? [data];
	const place = profiles.findIndex(
		(profile) => Buffer.byteLength(JSON.stringify(profile) ?? '') > 100_000,
	);
	const isOne = place !== -1 && (profiles[place] as { type?: string }).type === 'profile';
	return isOne ? place : undefined;
}

function valueAt(json: unknown, path: ReadonlyArray<string | number>): unknown {
	let here = json;
	for (const key of path) here = (here as Record<string | number, unknown> | undefined)?.[key];
	return here;
}

const msPerYear = 365 * 86_400_000;

/** What Klaviyo's limits of an event forbid, in words; undefined where nothing. */
function eventFault(
	{ properties, time, metric }: KlaviyoBody<'create_event'>['data']['attributes'],
	now: number,
): string | undefined {
	const instant = time == null ? now : Date.parse(time);
	if (!(instant >= Date.UTC(2000, 0, 1) && instant <= now + msPerYear)) return 'Invalid time.';
	if (Object.keys(properties).length > 400) return 'More than 400 properties.';
	if (metric.data.attributes.name.length >= 128) return 'The name of the metric is too long.';
	let isLong = false;
	JSON.stringify(properties, (_key, value: unknown) => {
		if (typeof value === 'string' && Buffer.byteLength(value) > 100_000) isLong = true;
		return value;
	});
	return isLong ? 'A string is larger than 100 KB.' : undefined;
}

function emailsOf(body: KlaviyoBody<'bulk_suppress_profiles'>): string[] {
	return (body.data.attributes.profiles?.data ?? []).map(({ attributes }) => attributes.email);
}

/** Klaviyo takes the moment of consent with a historical import alone, and there it has to be past. */
function hasRightDates(
	{ subscriptions: { email, sms } }: SubscribedPerson,
	isHistorical: boolean,
	now: number,
): boolean {
	return [email, sms].every((each) => {
		if (each?.marketing == null) return true;
		const { consented_at: consentedAt } = each.marketing as { consented_at?: string | null };
		if (!isHistorical) return consentedAt == null;
		return consentedAt != null && Date.parse(consentedAt) < now;
	});
}

function subscriptionsOf({
	emailConsent,
	smsConsent,
	suppressions,
	listSuppressions,
}: SandboxProfile) {
	return {
		email: {
			marketing: {
				can_receive_email_marketing: emailConsent === 'SUBSCRIBED' && suppressions.size === 0,
				consent: emailConsent,
				suppression: [...suppressions].map((reason) => ({
					reason,
					timestamp: new Date(0).toISOString(),
				})),
				list_suppressions: [...listSuppressions].map(([listId, reason]) => ({
					list_id: listId,
					reason,
					timestamp: new Date(0).toISOString(),
				})),
			},
		},
		sms: {
			marketing: {
				can_receive_sms_marketing: smsConsent === 'SUBSCRIBED',
				consent: smsConsent,
			},
		},
	};
}
