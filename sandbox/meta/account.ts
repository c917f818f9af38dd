import type { z } from 'zod';
import type { Answer } from '../server';
import { fault } from './answers';
import { findingCells, identityOf, type Row } from './rows';
import type { lookalikeSpec } from './schemas';

/** An upload of members, in any number of batches. */
export interface UploadSession {
	readonly id: number;
	/** The audience, or the account where it is for all of its audiences. */
	readonly target: string;
	readonly method: string;
	readonly startedAt: number;
	/** Entries received and entries called invalid, by batch number. */
	readonly batches: Map<number, { readonly received: number; readonly invalid: number }>;
	lastBatch?: number;
	wholeAt?: number;
}

/** A replacement of all members, in any number of batches. */
export interface ReplaceSession {
	readonly id: number;
	readonly startedAt: number;
	readonly schema: string;
	readonly batches: Map<number, Row[]>;
	/** Rows received by batch, invalid ones included. */
	readonly received: Map<number, number>;
	lastBatch?: number;
}

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
	/** Members by the key that identifies them. */
	members: Map<string, Row>;
	/** Days after which a member who is not sent again is removed; 0: never. */
	readonly retentionDays: number;
	/** When each member was last sent, by key; members that a test has added stay. */
	readonly sentAt: Map<string, number>;
	/** Replaces the number of members where a test needs more than fit. */
	readonly claimedSize?: number;
	status: number;
	session?: ReplaceSession;
	readonly finishedSessions: Set<number>;
	readonly timedOutSessions: Set<number>;
	readonly createdAt: number;
}

/** An ad set, reduced to its targeting. */
export interface SandboxAdSet {
	readonly id: string;
	readonly accountId: string;
	readonly name: string;
	targeting: Readonly<Record<string, unknown>>;
}

export interface MetaAccountOptions {
	readonly now?: () => number;
	/** IDs of ad accounts, without `act_`. */
	readonly accounts?: readonly string[];
	/** Terms that somebody has accepted; all by default. */
	readonly terms?: Readonly<Record<string, number>>;
	/** Whether the account reports which terms are accepted. */
	readonly tellsTerms?: boolean;
	/** Milliseconds during which a new audience is not known yet, neither by its ID nor in lists. */
	readonly lagMs?: number;
	/** Whether labels of audiences are known. */
	readonly knowsLabels?: boolean;
	/**
	 * Keys that Meta knows to belong to one person, such as an old and a new email: removing one removes the person under
	 * all of them.
	 */
	readonly people?: ReadonlyArray<readonly string[]>;
	/** Whether restrictions of audiences are known. */
	readonly knowsRestrictions?: boolean;
	/** Milliseconds until a complete upload session ends; never by default, as can happen with Meta. */
	readonly sessionMs?: number;
}

const allTerms = { custom_audience_tos: 1, value_based_custom_audience_tos: 1 };
const replaceWindowMs = 90 * 60_000;
const dayMs = 86_400_000;

/** The content of ad accounts, and what a test may add to it. */
export class MetaAccount {
	readonly audiences = new Map<string, SandboxAudience>();
	readonly existingCustomers = new Map<string, string[]>();
	/** Keys that are called invalid although they are hashes. */
	readonly invalidKeys = new Set<string>();
	readonly adSets = new Map<string, SandboxAdSet>();
	readonly uploads = new Map<number, UploadSession>();
	readonly now: () => number;
	readonly accounts: readonly string[];
	readonly terms: Readonly<Record<string, number>>;
	private ids = 0;

	constructor(readonly options: MetaAccountOptions) {
		this.now = options.now ?? Date.now;
		this.accounts = options.accounts ?? ['1234567890'];
		this.terms = options.terms ?? allTerms;
	}

	/** Creates an audience, as a person would in Meta. */
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

	/** Creates an ad set. */
	addAdSet(
		name: string,
		targeting: SandboxAdSet['targeting'],
		accountId = `act_${this.accounts[0]}`,
	) {
		const adSet: SandboxAdSet = {
			id: String(2_390_000_000_000_000 + this.adSets.size),
			accountId,
			name,
			targeting,
		};
		this.adSets.set(adSet.id, adSet);
		return adSet;
	}

	/** The keys of an audience's members, sorted. */
	membersOf(audienceId: string): string[] {
		return [...(this.audiences.get(audienceId)?.members.keys() ?? [])].sort();
	}

	/** The content, for people to read. */
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

	lacksTerms(isValueBased: boolean): Answer | undefined {
		const { custom_audience_tos: plain, value_based_custom_audience_tos: valueBased } = this.terms;
		if (plain === 1 && (valueBased === 1 || !isValueBased)) return undefined;
		return fault(200, 1870090, 'The Custom Audience terms have not been accepted.');
	}

	isNotKnownYet({ createdAt }: SandboxAudience): boolean {
		return this.now() - createdAt < (this.options.lagMs ?? 0);
	}

	/** Removes members who have any of the keys, or whom Meta knows by another one of the same person. */
	removeRows({ members, sentAt }: SandboxAudience, rows: readonly Row[]): void {
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

	/** Ends replacements that are due, and removes members who were not sent again in time. */
	letTimePass(): void {
		const now = this.now();
		for (const audience of this.audiences.values()) {
			const { session, retentionDays, sentAt } = audience;
			if (session !== undefined && now - session.startedAt > replaceWindowMs) {
				// According to Meta's guide on time-outs, the audience is replaced with the batches that have arrived.
				audience.members = membersIn(session);
				audience.session = undefined;
				audience.timedOutSessions.add(session.id);
				audience.status = 200;
			}
			if (retentionDays === 0) continue;
			for (const [key, sent] of sentAt) {
				if (now - sent <= retentionDays * dayMs) continue;
				audience.members.delete(key);
				sentAt.delete(key);
			}
		}
	}
}

/** The members in the batches of a replacement. */
export const membersIn = ({ batches }: ReplaceSession): Map<string, Row> =>
	new Map([...batches.values()].flat().map((row) => [identityOf(row), row]));
