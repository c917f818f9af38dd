import { klaviyoOptions, type KlaviyoOperation } from '../../src/sync/klaviyo/options';
import { KlaviyoClient } from '../../src/sync/klaviyo/api/klaviyoClient';
import { matchProfiles } from '../../src/sync/klaviyo/people/readProfiles';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const phone = '+16505551212';
const ann = { index: 0, row: {}, email: 'ann@example.com', phone, externalId: 'c1' };
const noEmail = { index: 0, row: {}, phone, externalId: 'c1' };

const profiles = {
	email: { email: 'ann@example.com' },
	phone: { phone },
	externalId: { externalId: 'c1' },
	// People of one household may have the same number.
	houseMate: { email: 'max@example.com', phone, externalId: 'c1' },
};
type Kind = keyof typeof profiles;

async function match(contact: typeof ann | typeof noEmail, kinds: readonly Kind[]) {
	const { sandbox, context } = await startKlaviyo();
	const kindOf = new Map<string, Kind>();
	// Separate profiles: the sandbox would merge those that share a number.
	for (const kind of kinds) kindOf.set(sandbox.addSeparateProfile(profiles[kind]).id, kind);
	const progress: number[] = [];
	const client = new KlaviyoClient({
		...context,
		onProgress: ({ done }) => progress.push(done),
	});
	const found = await matchProfiles(client, [contact], { withStrangers: true });
	expect(progress).toEqual([kinds.length]);
	expect(found.count).toBe(kinds.length);
	return {
		known: [...found.known.values()].map(({ id }) => kindOf.get(id)),
		strangers: found.strangers.map((id) => kindOf.get(id)),
	};
}

describe.each([
	['as it is', (kinds: Kind[]) => kinds],
	['turned round', (kinds: Kind[]) => [...kinds].reverse()],
])('with the order of reading %s', (_name, inOrder) => {
	it('goes by email before phone, and by phone before external id', async () => {
		const first = await match(ann, inOrder(['externalId', 'email', 'phone']));
		expect(first.known).toEqual(['email']);
		expect(first.strangers.sort()).toEqual(['externalId', 'phone']);
		expect(await match(ann, inOrder(['externalId', 'phone']))).toEqual({
			known: ['phone'],
			strangers: ['externalId'],
		});
	});

	it('knows two people with one number by their addresses', async () => {
		const found = await match(ann, inOrder(['houseMate', 'email']));
		expect(found).toEqual({ known: ['email'], strangers: ['houseMate'] });
		expect((await match(ann, ['houseMate'])).known).toEqual([]);
	});
});

it('goes by the number where the customer has no address', async () => {
	expect((await match(noEmail, ['houseMate'])).known).toEqual(['houseMate']);
});

describe('a house-mate with the same number', () => {
	const rows = [{ email: 'ann@example.com', phone }];

	async function sync(operation: KlaviyoOperation, given: Record<string, unknown> = {}) {
		const { sandbox, context } = await startKlaviyo();
		const list = sandbox.addList('VIP', ['max@example.com']);
		const [max] = sandbox.profiles.values();
		Object.assign(max, { phone });
		max.suppressions.add('USER_SUPPRESSED');
		const options = { operation, dryRun: false, ...given };
		const result = await syncToKlaviyo(
			rows,
			klaviyoOptions.parse(
				operation === 'removeFromList' ? { ...options, listId: list.id } : options,
			),
			context,
		);
		return { sandbox, list, codes: result.outcomes.map(({ code }) => code) };
	}

	it('being suppressed does not make the customer suppressed already', async () => {
		expect((await sync('suppress')).codes).toEqual(['sent']);
	});

	it('stays on a list that the customer is taken off', async () => {
		const { sandbox, list, codes } = await sync('removeFromList');
		expect(codes).toEqual(['unchanged']);
		expect(sandbox.emailsOn(list.id)).toEqual(['max@example.com']);
	});
});
