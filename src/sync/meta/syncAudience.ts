import { cellText } from '../shared/cellText';
import type { Planned } from '../shared/carryOut';
import { counted } from '../shared/counted';
import { InvalidSetting } from '../shared/invalidSetting';
import type { Refusal, TargetPlan } from '../shared/plan';
import { planOf } from '../shared/plan';
import { removalRefusal } from '../shared/removalGuard';
import type { GivenUp } from '../shared/sendSplitting';
import {
	createAudience,
	exclusionNotice,
	findAudience,
	nameNotice,
	readAudience,
	statusNotice,
	type Audience,
} from './audience';
import { replaceLimit } from './graph';
import { placeFields, readLastSynced, type FormerMember } from './lastSynced';
import { joinGate, readMembers, type Member } from './members';
import type { AnyInput, OperationInput, PlanOperation } from './operation';
import { replaceMembers } from './replaceSession';
import { refusalOfCustomer, uploadMembers, type Uploaded } from './upload';

type JoiningInput = AnyInput<
	'addToAudience' | 'valueBasedAudience' | 'mirrorAudience' | 'replaceAudience'
>;

/** What is to change in an audience. */
interface Difference {
	readonly toAdd: readonly Member[];
	/** Members under keys that they no longer have, or that are to leave. */
	readonly toRemove: readonly FormerMember[];
	readonly changed: number;
	readonly unchanged: number;
}

const within24Hours = 'Meta matches it within 24 hours.';

/** Plans to add the customers to an audience; "Last Synced", where it is connected, keeps those out who are in it already. */
export const addToAudience: PlanOperation<'addToAudience'> = (input) => planAddition(input);

/** Plans to fill a value-based audience: each customer with what they are worth, for lookalikes of the best. */
export const valueBasedAudience: PlanOperation<'valueBasedAudience'> = (input) =>
	planAddition(input, input.options.valueField);

async function planAddition(
	input: OperationInput<'addToAudience'> | OperationInput<'valueBasedAudience'>,
	valueField?: string,
): Promise<Planned> {
	const { audience, wanted, former } = await prepare(input, valueField);
	if (audience.isValueBased !== (valueField !== undefined) && audience.id !== undefined) {
		throw new InvalidSetting(
			'audience',
			audience.isValueBased
				? 'an audience that is not value-based; this one takes rows with values only ("Fill Value-Based Audience")'
				: 'a value-based audience; whether an audience is one is decided when it is created',
		);
	}
	const toAdd = former.size === 0 ? wanted : wanted.filter((member) => isNewIn(former, member));
	const toRemove = formerOf(toAdd, former);
	const difference = {
		toAdd,
		toRemove,
		changed: toRemove.length,
		unchanged: wanted.length - toAdd.length,
	};
	return planDifference(input, audience, former, difference, undefined, valueField !== undefined);
}

/**
 * Plans to make an audience exactly the customers given.
 *
 * With "Last Synced" only the difference is sent. Without it nobody knows who is in the audience, for Meta doesn't tell: then all
 * members are replaced.
 */
export const mirrorAudience: PlanOperation<'mirrorAudience'> = async (input) => {
	const { options } = input;
	const { audience, wanted, former } = await prepare(input);
	const refusal =
		loopRefusal(options.loopIteration) ?? emptyRefusal(input, wanted.length, audience);
	const isNew = audience.id === undefined;
	if (former.size === 0 && !isNew) return planReplacement(input, audience, wanted, refusal);

	const wantedIds = new Set(wanted.map(({ customerId }) => customerId));
	const toAdd = wanted.filter((member) => isNewIn(former, member));
	const moved = formerOf(toAdd, former);
	const leaving = [...former.values()].filter(({ customerId }) => !wantedIds.has(customerId));
	const difference = {
		toAdd,
		toRemove: [...moved, ...leaving],
		changed: moved.length,
		unchanged: wanted.length - toAdd.length,
	};
	return planDifference(input, audience, former, difference, refusal);
};

/** Plans to replace all members of an audience by the customers given, in one session. */
export const replaceAudience: PlanOperation<'replaceAudience'> = async (input) => {
	const { options } = input;
	const { audience, wanted, former } = await prepare(input);
	const refusal =
		loopRefusal(options.loopIteration) ?? emptyRefusal(input, wanted.length, audience);
	if (audience.id === undefined) {
		const difference = { toAdd: wanted, toRemove: [], changed: 0, unchanged: 0 };
		return planDifference(input, audience, former, difference, refusal);
	}
	return planReplacement(input, audience, wanted, refusal);
};

function isNewIn(former: ReadonlyMap<string, FormerMember>, member: Member): boolean {
	const known = former.get(member.customerId);
	return known === undefined || known.keys !== member.keys;
}

/** What the members were last sent with, where they were. */
function formerOf(members: readonly Member[], former: ReadonlyMap<string, FormerMember>) {
	if (former.size === 0) return [];
	return members.flatMap(({ customerId }) => former.get(customerId) ?? []);
}

/** Finds the audience, reads the customers, and remembers where each stood before. */
async function prepare(
	input: JoiningInput | OperationInput<'removeFromAudience'>,
	valueField?: string,
) {
	const { rows, lastSynced, options, client, ledger, placeBefore, notices } = input;
	const audience = await findAudience(client, options.adAccountId, options.audience);
	for (const notice of [nameNotice(audience.name), statusNotice(audience)]) {
		if (notice !== undefined) notices.push(notice);
	}
	const gate = 'consentSource' in options ? joinGate(rows, options, ledger, notices) : undefined;
	const wanted = readMembers(rows, options, ledger, gate, valueField);
	const former = readLastSynced(lastSynced, audience.id, options.customerIdField);
	placeBefore.everyoneElse = placeFields(audience.id, '', false);
	if (former.size > 0) {
		rows.forEach((row, index) => {
			const member = former.get(cellText(row, options.customerIdField));
			if (member !== undefined) placeBefore.set(index, placeFields(audience.id, member.keys, true));
		});
	}
	return { audience, wanted, former };
}

/** Later iterations of a loop see other customers: the second batch would remove the first. */
function loopRefusal(loopIteration: number): Refusal | undefined {
	if (loopIteration === 0) return undefined;
	return {
		code: 'later_loop_iteration',
		sentence:
			'Mirroring and replacing need all customers at once, and this is a later iteration of a loop: it would remove the ' +
			'customers of the earlier ones. Nothing was sent. Take the node out of the loop.',
	};
}

function emptyRefusal(
	{ rows, notices }: JoiningInput,
	wanted: number,
	{ name }: Audience,
): Refusal | undefined {
	if (rows.length === 0 || wanted > 0) return undefined;
	const consent = notices.find(({ code }) => code === 'consent_field_missing');
	const why =
		consent?.message ??
		'Check the consent field and the match keys; a dry run gives the reason for each customer.';
	return {
		code: 'would_be_empty',
		sentence: `None of the customers can be in "${name}": it would be emptied. Nothing was sent. ${why}`,
	};
}

async function planDifference(
	input: JoiningInput,
	audience: Audience,
	former: ReadonlyMap<string, FormerMember>,
	{ toAdd, toRemove, changed, unchanged }: Difference,
	refusal?: Refusal,
	isValueBased = false,
): Promise<Planned> {
	const { rows, options, client, ledger, formerLedger, placeBefore, notices } = input;
	// Both serve to follow those who were in the audience: on a first run there is nobody.
	const followed = former.size > 0;
	const rowOf = new Map(
		followed ? rows.map((row, index) => [cellText(row, options.customerIdField), index]) : [],
	);
	const adding = new Set(followed ? toAdd.map(({ index }) => index) : []);
	const leaving = toRemove.filter(({ customerId }) => !adding.has(rowOf.get(customerId) ?? -1));
	for (const [customerId, { keys }] of former) {
		const index = rowOf.get(customerId);
		if (index === undefined || adding.has(index) || ledger.get(index) !== undefined) continue;
		ledger.set(
			index,
			'unchanged',
			'unchanged',
			'In the audience already.',
			placeFields(audience.id, keys, true),
		);
	}
	const target: TargetPlan = {
		target: audience.name,
		targetId: audience.id,
		members: former.size > 0 ? former.size : audience.matchedAtLeast,
		added: toAdd.length - changed,
		removed: leaving.length,
		changed,
		unchanged,
	};
	const limits = 'maxRemovals' in options ? options : undefined;
	for (const member of leaving) {
		const index = rowOf.get(member.customerId);
		if (index === undefined) {
			formerLedger.set(member.source, {
				status: 'deferred',
				code: options.dryRun ? 'dry_run' : 'not_reached',
				sentence: options.dryRun
					? 'Nothing was sent: would be removed from the audience.'
					: 'Still to be removed from the audience: the next run takes it up.',
				fields: placeFields(audience.id, member.keys, true),
			});
		}
	}
	return {
		plan: planOf(
			options.operation,
			[target],
			ledger,
			refusal ?? (limits && removalRefusal([target], limits)),
		),
		intents: () => [
			...toAdd.map(({ index, customerId }) => ({
				index,
				sentence: former.has(customerId)
					? 'Nothing was sent: match keys would be changed in the audience.'
					: 'Nothing was sent: would be added to the audience.',
			})),
			...leaving.flatMap(({ customerId }) => {
				const index = rowOf.get(customerId);
				const sentence = 'Nothing was sent: would be removed from the audience.';
				return index === undefined ? [] : [{ index, sentence }];
			}),
		],
		act: async () => {
			const { id, isNew } = await ensure(input, audience, isValueBased);
			if (isNew && options.audience.by === 'name' && options.audience.exclusionOnly) {
				notices.push(exclusionNotice(audience.name));
			}
			const notRemoved = await removeFormer(id);
			const addable =
				notRemoved.size === 0
					? toAdd
					: toAdd.filter(({ customerId }) => !notRemoved.has(customerId));
			const totals = await uploadMembers(client, addable, {
				call: {
					method: 'POST',
					path: `${id}/users`,
					doing: 'adding to the audience',
					mayLag: isNew,
				},
				limitedDataUse: options.limitedDataUse,
				phase: 'Adding to the audience',
				ledger,
				notices,
				onReceived: (members) => markAdded(id, members as readonly Member[]),
				onRefused: (members, givenUp) => markRefused(id, members, givenUp),
			});
			const now = await readAudience(client, id, isNew);
			return {
				audienceId: id,
				received: totals.received,
				matchedAtLeast: now.matchedAtLeast,
				matchedAtMost: now.matchedAtMost,
				operationStatus: now.operationStatus,
			};
		},
	};

	/** Removes first and adds then: where a run ends in between, nobody is in the audience under keys that are forgotten. */
	async function removeFormer(id: string): Promise<Set<string>> {
		const notRemoved = new Set<string>();
		if (toRemove.length === 0) return notRemoved;
		await uploadMembers(client, toRemove, {
			call: { method: 'DELETE', path: `${id}/users`, doing: 'removing from the audience' },
			phase: 'Removing from the audience',
			ledger,
			notices,
			onReceived: (members) => {
				for (const member of members as readonly FormerMember[]) {
					const index = rowOf.get(member.customerId);
					const fields = placeFields(id, '', false);
					const sentence = 'Removed from the audience.';
					if (index === undefined) {
						formerLedger.set(member.source, { status: 'sent', code: 'removed', sentence, fields });
					} else if (adding.has(index)) placeBefore.set(index, fields);
					else ledger.set(index, 'sent', 'removed', sentence, fields);
				}
			},
			onRefused: (members, { status, code }) => {
				for (const member of members as readonly FormerMember[]) {
					notRemoved.add(member.customerId);
					const index = rowOf.get(member.customerId);
					const fields = placeFields(id, member.keys, true);
					const sentence = refusalOfCustomer(code);
					if (index === undefined) {
						formerLedger.set(member.source, { status, code, sentence, fields });
					} else ledger.set(index, status, code, sentence, fields);
				}
			},
		});
		return notRemoved;
	}

	function markAdded(id: string, members: readonly Member[]) {
		for (const { index, keys } of members) {
			ledger.set(
				index,
				'sent',
				'sent',
				`Received by Meta for the audience. ${within24Hours}`,
				placeFields(id, keys, true),
			);
		}
	}

	function markRefused(id: string, members: readonly Uploaded[], { status, code }: GivenUp) {
		for (const { index } of members) {
			if (index === undefined) continue;
			ledger.set(index, status, code, refusalOfCustomer(code), placeFields(id, '', false));
		}
	}
}

async function planReplacement(
	input: OperationInput<'mirrorAudience'> | OperationInput<'replaceAudience'>,
	audience: Audience,
	wanted: readonly Member[],
	earlierRefusal?: Refusal,
): Promise<Planned> {
	const { options, client, ledger, notices } = input;
	const { id } = audience;
	if (id === undefined) throw new RangeError('An audience to be replaced exists.');
	// Meta rounds small audiences up to 1,000 and so tells nothing about them.
	const matched = audience.matchedAtLeast ?? 0;
	const members = matched > 1000 ? matched : undefined;
	const target: TargetPlan = {
		target: `${audience.name} (all members replaced)`,
		targetId: id,
		members,
		added: wanted.length,
		removed: Math.max(0, (members ?? 0) - wanted.length),
		changed: 0,
		unchanged: 0,
	};
	notices.push({
		code: 'replaces_all_members',
		message:
			`Without rows of this audience on "Last Synced" the difference is not known: all members of "${audience.name}" are ` +
			`replaced by ${counted(wanted.length, 'customer')}. The removals counted are an estimate from Meta's rounded size.`,
		level: 'info',
	});
	return {
		plan: planOf(
			options.operation,
			[target],
			ledger,
			earlierRefusal ?? replaceRefusal(audience) ?? removalRefusal([target], options),
		),
		intents: () =>
			wanted.map(({ index }) => ({
				index,
				sentence: 'Nothing was sent: would be a member after the replacement.',
			})),
		act: async () => {
			const totals = await replaceMembers(client, wanted, {
				audienceId: id,
				limitedDataUse: options.limitedDataUse,
				mayLag: false,
				notices,
				onReceived: (received) => {
					for (const { index, keys } of received as readonly Member[]) {
						ledger.set(
							index,
							'sent',
							'sent',
							`Received by Meta with the replacement. ${within24Hours}`,
							placeFields(id, keys, true),
						);
					}
				},
				onRefused: (refused, { status, code }) => {
					for (const { index } of refused) {
						if (index === undefined) continue;
						const sentence = refusalOfCustomer(code);
						ledger.set(index, status, code, sentence, placeFields(id, '', false));
					}
				},
			});
			const now = await readAudience(client, id);
			return {
				audienceId: id,
				received: totals.received,
				matchedAtLeast: now.matchedAtLeast,
				matchedAtMost: now.matchedAtMost,
				operationStatus: now.operationStatus,
			};
		},
	};
}

function replaceRefusal(audience: Audience): Refusal | undefined {
	const why =
		audience.subtype !== 'CUSTOM'
			? 'it is no customer list'
			: audience.isValueBased
				? 'it is value-based'
				: (audience.matchedAtLeast ?? 0) >= replaceLimit
					? 'it has 100 million members or more'
					: undefined;
	if (why === undefined) return undefined;
	return {
		code: 'not_replaceable',
		sentence: `Meta does not replace the members of "${audience.name}", because ${why}. Nothing was sent. Connect "Last Synced", so that only the difference is sent.`,
	};
}

/** Gives the audience's id and creates the audience where there is none. */
async function ensure(
	{ options, client, notices }: JoiningInput,
	audience: Audience,
	isValueBased: boolean,
): Promise<{ id: string; isNew: boolean }> {
	if (audience.id !== undefined) return { id: audience.id, isNew: false };
	const choice = options.audience;
	if (choice.by === 'id') throw new RangeError('An audience chosen by id exists.');
	const id = await createAudience(client, options.adAccountId, choice, isValueBased, notices);
	return { id, isNew: true };
}
