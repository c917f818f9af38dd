import fc from 'fast-check';
import { differenceOf } from '../../src/sync/audience/difference';
import type { FormerMember } from '../../src/sync/audience/lastSynced';
import type { MatchRow } from '../../src/sync/audience/keyFormat';
import { Member } from '../../src/sync/audience/member';
import { metaKeys } from '../../src/sync/meta/people/columns';
import { sha256 } from '../../src/values/sha256';

const columns = ['EMAIL', 'PHONE', 'FN'] as const;

/** Few emails and phones, so that customers share, swap and take over them. */
const people = fc.uniqueArray(
	fc.record({
		id: fc.integer({ min: 0, max: 7 }),
		email: fc.integer({ min: 0, max: 9 }),
		phone: fc.integer({ min: 0, max: 4 }),
		name: fc.constantFrom('ann', 'bob', ''),
	}),
	{ maxLength: 8, selector: ({ id }) => id },
);

type Person = { id: number; email: number; phone: number; name: string };

/** One member per email, as reading the customers ensures. */
const membersOf = (list: readonly Person[]): Member[] => {
	const emails = new Set<number>();
	return list
		.filter(({ email }) => !emails.has(email) && emails.add(email))
		.map(
			({ id, email, phone, name }, index) =>
				new Member(
					index,
					`c${id}`,
					columns,
					[sha256(`e${email}`), phone === 0 ? '' : sha256(`p${phone}`), name && sha256(name)],
					metaKeys,
				),
		);
};

const formerOf = (members: readonly Member[]): Map<string, FormerMember> =>
	new Map(
		members.map(({ customerId, keys }, source) => {
			const row = metaKeys.read(keys) as MatchRow;
			return [customerId, { ...row, source, customerId, keys, syncedAt: '2026-06-01' }];
		}),
	);

const findingCells = ({ columns: names, cells }: MatchRow) =>
	cells.filter((cell, place) => names[place] !== 'FN' && cell !== '');

/** An audience as Meta keeps one: rows by their email, removed by any of their emails or phones. */
function carriedOut(before: readonly Member[], after: readonly Member[], isMirror: boolean) {
	const former = formerOf(before);
	const difference = differenceOf({
		wanted: after,
		former,
		format: metaKeys,
		isLeaving: () => isMirror,
		keysOf: ({ keys }) => keys,
		isToBeSentAgain: () => false,
	});
	const audience = new Map(before.map((member) => [member.cells[0], member]));
	const add = (members: readonly Member[]) => {
		for (const member of members) audience.set(member.cells[0], member);
	};
	add(difference.toSend);
	const gone = new Set([...difference.outdated, ...difference.toRemove].flatMap(findingCells));
	for (const [key, member] of audience) {
		if (findingCells(member).some((cell) => gone.has(cell))) audience.delete(key);
	}
	const outdated = new Set(difference.outdated.map((removal) => removal.former.customerId));
	add(difference.toSend.filter(({ customerId }) => outdated.has(customerId)));
	return { difference, audience: [...audience.values()] };
}

const keysIn = (members: readonly Member[]) => members.map(({ keys }) => keys).sort();

describe('the difference of an audience', () => {
	it('makes it exactly the wanted customers, whoever shares or takes over an email or phone', () => {
		fc.assert(
			fc.property(people, people, (before, after) => {
				const wanted = membersOf(after);
				const { audience, difference } = carriedOut(membersOf(before), wanted, true);
				expect(keysIn(audience)).toEqual(keysIn(wanted));
				const { added, changed, unchanged } = difference;
				expect(added + changed + unchanged.length).toBe(wanted.length);
			}),
			{ numRuns: 1000 },
		);
	});

	it('is empty the second time', () => {
		fc.assert(
			fc.property(people, (list) => {
				const members = membersOf(list);
				expect(carriedOut(members, members, true).difference).toMatchObject({
					toSend: [],
					outdated: [],
					toRemove: [],
					replaced: [],
				});
			}),
		);
	});

	it('removes nobody who should stay', () => {
		fc.assert(
			fc.property(people, people, (before, after) => {
				const wanted = membersOf(after);
				const others = membersOf(before).filter(
					({ customerId }) => !wanted.some((member) => member.customerId === customerId),
				);
				const { audience } = carriedOut(membersOf(before), wanted, false);
				const held = new Set(audience.map(({ cells }) => cells[0]));
				for (const { cells } of [...wanted, ...others]) expect(held).toContain(cells[0]);
			}),
			{ numRuns: 1000 },
		);
	});
});
