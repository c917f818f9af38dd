import type { DestinationBody, MemberBody } from './schemas';
import { identifierText, type SandboxMember } from './members';

export interface SandboxList {
	readonly id: string;
	/** `accountTypes/…/accounts/…`. */
	readonly parent: string;
	readonly name: string;
	readonly description?: string;
	status: 'OPEN' | 'CLOSED';
	readonly readOnly: boolean;
	readonly keyTypes: readonly string[];
	readonly membershipDays: number;
	/** Members by the first identifier that they were sent with. */
	readonly members: Map<string, SandboxMember>;
	/** Replaces the number of members where a test needs more than fit. */
	readonly claimedSize?: number;
}

export type RequestEnd = 'SUCCESS' | 'PARTIAL_SUCCESS' | 'FAILED';
export type RequestKind = 'ingest' | 'remove' | 'removeAll';

/** A request that was accepted and is processed later. */
export interface SandboxRequest {
	readonly id: string;
	readonly kind: RequestKind;
	readonly destinations: readonly DestinationBody[];
	readonly records: number;
	readonly acceptedAt: number;
	readonly end: RequestEnd;
	/** What it does to a list once it is processed. */
	readonly apply: (list: SandboxList) => void;
	isProcessed: boolean;
}

export interface GoogleAccountOptions {
	readonly now?: () => number;
	/** Numbers of Google Ads accounts that the credential reaches. */
	readonly accounts?: readonly string[];
	/** Managers through which it reaches them; if there are none, `login-account` is not needed. */
	readonly managers?: readonly string[];
	/** Milliseconds until a request is processed. */
	readonly processMs?: number;
	/** Whether requests that are due together are processed in reverse order. */
	readonly processesBackwards?: boolean;
	/** Identifiers that Google knows to belong to one person: removing one removes the person under all of them. */
	readonly people?: ReadonlyArray<readonly string[]>;
	/** Whether the account's owner has made the declaration that the EU's rules on political ads require. */
	readonly hasDeclared?: boolean;
	/** Milliseconds for which requests can be polled. */
	readonly remembersMs?: number;
}

const dayMs = 86_400_000;

/** The content of Google's accounts, and what a test may add to it. */
export class GoogleAccount {
	readonly lists = new Map<string, SandboxList>();
	readonly requests = new Map<string, SandboxRequest>();
	/** Identifiers that are refused although they are hashes. */
	readonly invalidKeys = new Set<string>();
	/** Whether refusals point at the members they are about. */
	namesInvalid = true;
	/** How requests end; a test may set it between two runs. */
	endOf: (kind: RequestKind) => RequestEnd = () => 'SUCCESS';
	readonly now: () => number;
	readonly accounts: readonly string[];
	private count = 0;

	constructor(readonly options: GoogleAccountOptions) {
		this.now = options.now ?? Date.now;
		this.accounts = options.accounts ?? ['1234567890'];
	}

	/** Creates a list, as a person would in Google Ads. */
	addList(name: string, given: Partial<SandboxList> = {}): SandboxList {
		this.count++;
		const list: SandboxList = {
			id: String(7_000_000_000 + this.count),
			parent: `accountTypes/GOOGLE_ADS/accounts/${this.accounts[0]}`,
			name,
			status: 'OPEN',
			readOnly: false,
			keyTypes: ['CONTACT_ID'],
			membershipDays: 540,
			members: new Map(),
			...given,
		};
		this.lists.set(list.id, list);
		return list;
	}

	/** The first identifiers of a list's members, sorted. */
	membersOf(listId: string): string[] {
		return [...(this.lists.get(listId)?.members.keys() ?? [])].sort();
	}

	listOf({ operatingAccount: { accountType, accountId }, productDestinationId }: DestinationBody) {
		const list = this.lists.get(productDestinationId);
		const parent = `accountTypes/${accountType}/accounts/${accountId}`;
		return list?.parent === parent ? list : undefined;
	}

	/** Accepts a request, to be processed later, and returns its ID. */
	accept(
		kind: RequestKind,
		destinations: readonly DestinationBody[],
		records: number,
		apply: SandboxRequest['apply'],
	): string {
		this.count++;
		const id = `sandbox${this.count}`;
		this.requests.set(id, {
			id,
			kind,
			destinations,
			records,
			acceptedAt: this.now(),
			end: this.endOf(kind),
			apply,
			isProcessed: false,
		});
		this.letTimePass();
		return id;
	}

	/** Adds members as of now. */
	add(list: SandboxList, members: readonly MemberBody[], addedAt: number) {
		for (const { userData, consent } of members) {
			const identifiers = userData.userIdentifiers.map(identifierText);
			const hasConsent =
				consent?.adUserData === 'CONSENT_GRANTED' &&
				consent.adPersonalization === 'CONSENT_GRANTED';
			list.members.set(identifiers[0], { identifiers, hasConsent, addedAt });
		}
	}

	/** Removes members who have any of the identifiers, or whom Google knows by another one of the same person. */
	remove(list: SandboxList, members: readonly MemberBody[]) {
		const gone = new Set(
			members.flatMap(({ userData }) => userData.userIdentifiers.map(identifierText)),
		);
		for (const keys of this.options.people ?? []) {
			if (keys.some((key) => gone.has(key))) for (const key of keys) gone.add(key);
		}
		for (const [key, { identifiers }] of list.members) {
			if (identifiers.some((each) => gone.has(each))) list.members.delete(key);
		}
	}

	/** Processes the requests that are due, and removes members who were not sent again in time. */
	letTimePass(): void {
		const now = this.now();
		const { processMs = 0, processesBackwards = false } = this.options;
		const due = [...this.requests.values()].filter(
			({ isProcessed, acceptedAt }) => !isProcessed && now >= acceptedAt + processMs,
		);
		for (const request of processesBackwards ? due.reverse() : due) {
			request.isProcessed = true;
			if (request.end === 'FAILED') continue;
			for (const destination of request.destinations) {
				const list = this.listOf(destination);
				if (list !== undefined) request.apply(list);
			}
		}
		for (const { members, membershipDays } of this.lists.values()) {
			for (const [key, { addedAt }] of members) {
				if (now - addedAt > membershipDays * dayMs) members.delete(key);
			}
		}
	}

	/** The content, for people to read. */
	describe(): Record<string, unknown> {
		return Object.fromEntries(
			[...this.lists.values()].map(({ name, members, membershipDays, status }) => [
				name,
				{ members: members.size, membershipDays, status },
			]),
		);
	}
}
