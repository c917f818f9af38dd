import { InvalidInputError } from '../../../values/invalidInputError';
import { planOf } from '../../run/plan';
import { importProfiles } from '../imports/importProfiles';
import type { ProfileImport } from '../imports/packImport';
import { isSame, profileColumns, type ProfileColumns } from '../imports/profileColumns';
import type { OptionsOf } from '../options';
import { skip } from '../people/contactReasons';
import { readContacts, type Contact } from '../people/contacts';
import {
	isHeldByOther,
	matchProfiles,
	type KnownProfile,
	type ProfileMatches,
} from '../people/readProfiles';
import { clearOnProfiles, type Clearing } from './clearProperties';
import { minutesInMs, type OperationInput, type PlanOperation } from './operation';
import { outcomeOf } from '../../run/outcomeTable';

/**
 * Plans to write chosen fields of the customers onto their profiles, creating those that are missing.
 *
 * Where the profiles are read first, only differences are sent. A phone that another profile holds is not a difference:
 * Klaviyo keeps a number on one profile.
 */
export const upsertProfiles: PlanOperation<'upsertProfiles'> = async (input) => {
	const { rows, options, client, ledger, notices } = input;
	requireReading(options);
	const contacts = readContacts(rows, options, ledger, notices, 'anyKey');
	const matches = options.compareFirst
		? await matchProfiles(client, contacts, { withProperties: true })
		: undefined;
	// Contacts are copied where a phone is left out; the indexes of their rows stay the same.
	const profileAt =
		matches && new Map([...matches.known].map(([{ index }, profile]) => [index, profile]));
	const columns = profileColumns(rows, options, profileAt);
	notices.push(...columns.notices);
	const changes = planProfiles(input, contacts, columns, profileAt, matches);
	return {
		plan: planOf('upsertProfiles', [{ target: 'Profiles', removed: 0, ...changes.counts }], ledger),
		intents: () =>
			[...changes.imports, ...changes.clearings].map(({ contact: { index } }) => ({
				index,
				sentence: `Nothing was sent: the profile would be ${profileAt?.has(index) === false ? 'created' : 'updated'}.`,
			})),
		act: () => send(input, changes, columns),
	};
};

function requireReading({ emptyCells, compareFirst, newProfiles }: OptionsOf<'upsertProfiles'>) {
	if (compareFirst) return;
	if (emptyCells === 'clear') {
		throw new InvalidInputError(
			'emptyCells',
			'"Compare First" on, because clearing properties needs the profiles read first',
		);
	}
	if (newProfiles === 'skip') {
		throw new InvalidInputError(
			'newProfiles',
			'"Compare First" on, because only reading the profiles shows which are new',
		);
	}
}

interface ProfileChanges {
	readonly imports: ProfileImport[];
	readonly clearings: Clearing[];
	readonly counts: { added: number; changed: number; unchanged: number };
}

const withoutTakenPhone = 'without the phone number, which another profile has.';

/** What to write to which customers; the outcomes of the others are written into the ledger. */
function planProfiles(
	{ options, ledger }: OperationInput<'upsertProfiles'>,
	contacts: readonly Contact[],
	{ attributesOf, namesToClear }: ProfileColumns,
	profileAt: ReadonlyMap<number, KnownProfile> | undefined,
	matches: ProfileMatches | undefined,
): ProfileChanges {
	const imports: ProfileImport[] = [];
	const clearings: Clearing[] = [];
	const counts = { added: 0, changed: 0, unchanged: 0 };
	for (const each of contacts) {
		const profile = profileAt?.get(each.index);
		const isNew = profileAt !== undefined && profile === undefined;
		if (matches !== undefined && isHeldByOther(each, matches)) {
			skip(ledger, each.index, 'duplicateContact');
			continue;
		}
		if (isNew && options.newProfiles === 'skip') {
			skip(ledger, each.index, 'noProfile');
			continue;
		}
		const isPhoneTaken = each.email !== undefined && matches?.phoneIsTaken.has(each) === true;
		const contact = isPhoneTaken ? { ...each, phone: undefined } : each;
		const differs = profile === undefined || !isSame(profile, attributesOf(contact));
		const names = profile === undefined ? [] : namesToClear(contact, profile);
		if (differs) {
			const done = isNew ? 'Profile created' : 'Profile updated';
			imports.push(
				isPhoneTaken
					? { contact, code: 'phoneLeftOut', sentence: `${done}, ${withoutTakenPhone}` }
					: { contact, sentence: `${done}.` },
			);
		}
		if (profile !== undefined && names.length > 0) {
			clearings.push({ contact, profileId: profile.id, names });
		}
		if (differs || names.length > 0) {
			counts[isNew ? 'added' : 'changed']++;
			continue;
		}
		counts.unchanged++;
		const rest = isPhoneTaken ? `, ${withoutTakenPhone}` : '.';
		const sentence = `The profile already has these values${rest}`;
		ledger.set(contact.index, outcomeOf('unchanged', sentence));
	}
	return { imports, clearings, counts };
}

async function send(
	{ options, client, ledger, notices }: OperationInput<'upsertProfiles'>,
	{ imports, clearings }: ProfileChanges,
	{ attributesOf }: ProfileColumns,
) {
	const order = { profiles: imports, phase: 'Importing profiles' };
	const { jobIds, failed } = await importProfiles(client, [order], {
		followMs: minutesInMs(options.maxWaitMinutes),
		ledger,
		notices,
		attributesOf,
	});
	const sendable = clearings.filter(
		({ contact }) => ledger.get(contact.index)?.status !== 'rejected',
	);
	await clearOnProfiles(client, sendable, ledger);
	return { importJobs: jobIds.length, importsFailed: failed, jobIds };
}
