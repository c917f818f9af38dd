import { Jobs, type JobFault, type JobTimes } from './jobs';

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
	/** Reasons of suppression by the list's ID. */
	readonly listSuppressions: Map<string, string>;
	/** How often Klaviyo has asked the person to confirm a subscription. */
	confirmationsAsked: number;
}

/** A profile's identifiers and content; null means empty, as in Klaviyo. */
interface ProfileSeed {
	readonly email?: string | null;
	readonly phone?: string | null;
	readonly externalId?: string | null;
	readonly properties?: Readonly<Record<string, unknown>>;
}

type Identifiers = Omit<ProfileSeed, 'properties'>;

/** The identifiers of a profile as requests name them. */
export const identifiersOf = (attributes: {
	readonly email?: string | null;
	readonly phone_number?: string | null;
	readonly external_id?: string | null;
}): Identifiers => ({
	email: attributes.email,
	phone: attributes.phone_number,
	externalId: attributes.external_id,
});

export interface SandboxList {
	readonly id: string;
	readonly name: string;
	readonly optIn: OptIn;
	/** Profile IDs, with the instant they joined. */
	readonly members: Map<string, number>;
}

type OptIn = 'single_opt_in' | 'double_opt_in';

export interface SandboxSegment {
	readonly id: string;
	name: string;
	definition: unknown;
}

interface SandboxEvent {
	readonly metric: string;
	readonly profileId: string;
	readonly time: string;
	readonly properties: Record<string, unknown>;
}

/** How profiles fail inside import jobs. */
export interface ImportRefusal {
	/** Returns the code for a profile that fails. */
	readonly code: (email: string | undefined) => string | undefined;
	/** The attribute that is wrong: profiles without it pass. */
	readonly attribute?: 'phone_number' | 'external_id';
	/** Whether the error names the profile only by its position, without what was sent. */
	readonly byPlace?: boolean;
}

export interface AccountOptions extends JobTimes {
	readonly now?: () => number;
	/** Milliseconds after which a list shows somebody who has joined. */
	readonly listMs?: number;
	/** The organization's name. */
	readonly name?: string;
}

/** The content of a Klaviyo account, and what a test may add to it. */
export class KlaviyoAccount {
	readonly profiles = new Map<string, SandboxProfile>();
	readonly lists = new Map<string, SandboxList>();
	readonly segments = new Map<string, SandboxSegment>();
	/** Events by metric, profile and unique ID: the first of equal ones stays. */
	readonly events = new Map<string, SandboxEvent>();
	/** IDs of profiles that were merged into others after they were read. */
	readonly merged = new Set<string>();
	readonly now: () => number;
	readonly name: string;
	readonly jobs: Jobs;
	/** How profiles fail inside import jobs. */
	refusal: ImportRefusal = { code: () => undefined };
	/** Emails that suppression jobs skip. */
	isSkipped: (email: string) => boolean = () => false;
	private readonly byEmail = new Map<string, SandboxProfile>();
	private readonly byPhone = new Map<string, SandboxProfile>();
	private readonly byExternalId = new Map<string, SandboxProfile>();
	private readonly listMs: number;
	private ids = 0;

	constructor(options: AccountOptions) {
		this.now = options.now ?? Date.now;
		this.listMs = options.listMs ?? 0;
		this.name = options.name ?? 'Sandbox Shop';
		this.jobs = new Jobs(this.now, () => this.newId('J'), options);
	}

	/** Creates a list, as a person would in Klaviyo. */
	addList(
		name: string,
		emails: readonly string[] = [],
		optIn: OptIn = 'single_opt_in',
	): SandboxList {
		const list: SandboxList = { id: this.newId('L'), name, optIn, members: new Map() };
		this.lists.set(list.id, list);
		const joined = this.now() - this.listMs;
		for (const email of emails) list.members.set(this.addProfile({ email }).id, joined);
		return list;
	}

	/** Creates a profile, or adds to the one that has the identifiers. */
	addProfile(seed: ProfileSeed): SandboxProfile {
		const profile = this.find(seed);
		if (profile === undefined) return this.addSeparateProfile(seed);
		this.identify(profile, seed);
		Object.assign(profile.properties, seed.properties);
		return profile;
	}

	/** Creates a profile beside those that have the identifiers, as older accounts hold them. */
	addSeparateProfile(seed: ProfileSeed): SandboxProfile {
		const profile: SandboxProfile = {
			id: this.newId('P'),
			properties: { ...seed.properties },
			emailConsent: 'NEVER_SUBSCRIBED',
			smsConsent: 'NEVER_SUBSCRIBED',
			suppressions: new Set(),
			listSuppressions: new Map(),
			confirmationsAsked: 0,
		};
		this.profiles.set(profile.id, profile);
		this.identify(profile, seed);
		return profile;
	}

	/** Deletes a profile permanently, with its events and list memberships. */
	deleteProfile(profile: SandboxProfile): void {
		this.profiles.delete(profile.id);
		for (const { members } of this.lists.values()) members.delete(profile.id);
		for (const [key, { profileId }] of this.events) {
			if (profileId === profile.id) this.events.delete(key);
		}
		for (const index of [this.byEmail, this.byPhone, this.byExternalId]) {
			for (const [key, held] of index) if (held === profile) index.delete(key);
		}
	}

	/** The emails on a list, sorted. */
	emailsOn(listId: string): string[] {
		const members = [...(this.lists.get(listId)?.members.keys() ?? [])];
		return members.map((id) => this.profiles.get(id)?.email ?? '').sort();
	}

	/** The members that a list shows by now, with the instant they joined. */
	shownMembers({ members }: SandboxList): Array<[profileId: string, joined: number]> {
		return [...members].filter(([, joined]) => joined + this.listMs <= this.now());
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
		this.jobs.cancels = count;
	}

	/** Makes suppression jobs skip these emails, as Klaviyo does without saying whom or why. */
	skipSuppressing(isSkipped: (email: string) => boolean): void {
		this.isSkipped = isSkipped;
	}

	/** Applies everything that was accepted, whatever the clock says. */
	settle(): void {
		this.jobs.settle();
	}

	/** The content, for people to read. */
	describe(): Record<string, unknown> {
		const profiles = [...this.profiles.values()];
		const events: Record<string, number> = {};
		for (const { metric } of this.events.values()) events[metric] = (events[metric] ?? 0) + 1;
		return {
			profiles: profiles.length,
			lists: Object.fromEntries(
				[...this.lists.values()].map(({ name, members }) => [name, members.size]),
			),
			segments: [...this.segments.values()].map(({ name }) => name),
			suppressed: profiles.filter(({ suppressions }) => suppressions.size > 0).length,
			subscribed: profiles.filter(({ emailConsent }) => emailConsent === 'SUBSCRIBED').length,
			events,
		};
	}

	newId(prefix: string): string {
		this.ids++;
		return `${prefix}${String(this.ids).padStart(6, '0')}`;
	}

	/** The profile that a request means: by email, else by phone, else by external ID. */
	find({ email, phone, externalId }: Identifiers): SandboxProfile | undefined {
		return (
			(email ? this.byEmail.get(email.toLowerCase()) : undefined) ??
			(phone ? this.byPhone.get(phone) : undefined) ??
			(externalId ? this.byExternalId.get(externalId) : undefined)
		);
	}

	/** The fault of identifiers that belong to two profiles; undefined where they belong to one or none. */
	conflict(identifiers: Identifiers): Pick<JobFault, 'code' | 'detail'> | undefined {
		const { email, phone } = identifiers;
		const byPhone = this.find({ phone });
		const isOwn = byPhone === undefined || byPhone === this.find({ email });
		if (!email || isOwn || byPhone.email === undefined) return undefined;
		return {
			code: 'duplicate_profile',
			detail: `A profile already exists with the phone number ${phone}`,
		};
	}

	private identify(profile: SandboxProfile, { email, phone, externalId }: Identifiers) {
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
}
