import { importLimits, ImportPacker } from '../../src/sync/klaviyo/imports/packImport';

const profile = (index: number, note = '') => ({
	contact: { index, row: { note }, email: `p${index}@example.com` },
	sentence: 'Profile updated.',
});
const packer = new ImportPacker(({ email, row }) => ({ email, properties: { note: row.note } }));

interface Body {
	data: {
		attributes: { profiles: { data: Array<{ attributes: { email: string } }> } };
		relationships?: unknown;
	};
}
const emailsIn = (body: Buffer) =>
	(JSON.parse(body.toString()) as Body).data.attributes.profiles.data.map(
		({ attributes }) => attributes.email,
	);

/** Packs everything and returns the imports in order. */
function packAll(profiles: ReadonlyArray<ReturnType<typeof profile>>) {
	const imports = [];
	for (let next = 0; next < profiles.length; ) {
		const packed = packer.pack(profiles, next);
		expect(packed.next).toBeGreaterThan(next);
		// The next import overwrites the body.
		imports.push({ ...packed, body: Buffer.from(packed.body) });
		next = packed.next;
	}
	return imports;
}

describe('packing imports', () => {
	it('fills each import up to the number that Klaviyo takes, in order', () => {
		const profiles = Array.from({ length: 25_000 }, (_, index) => profile(index));
		const imports = packAll(profiles);
		expect(imports.map((each) => each.profiles.length)).toEqual([10_000, 10_000, 5000]);
		expect(imports.flatMap(({ body }) => emailsIn(body))).toEqual(
			profiles.map(({ contact }) => contact.email),
		);
	});

	it('keeps each body below the bytes that Klaviyo takes, in whatever script', () => {
		// Three bytes per character in UTF-8.
		const profiles = Array.from({ length: 200 }, (_, index) => profile(index, '値'.repeat(20_000)));
		const imports = packAll(profiles);
		for (const { body } of imports) {
			expect(body.length).toBeLessThanOrEqual(importLimits.bytes);
		}
		// None had room for one more profile.
		expect(imports[0].body.length + 60_000).toBeGreaterThan(importLimits.bytes);
		expect(imports.flatMap(({ body }) => emailsIn(body))).toHaveLength(200);
	});

	it('leaves out a profile that is itself too large, and names it', () => {
		const profiles = [profile(0), profile(1, 'x'.repeat(100_000)), profile(2, 'x'.repeat(99_000))];
		const [packed] = packAll(profiles);
		expect(packed.tooLarge).toEqual([profiles[1]]);
		expect(packed.profiles).toEqual([profiles[0], profiles[2]]);
		expect(emailsIn(packed.body)).toEqual(['p0@example.com', 'p2@example.com']);
	});

	it('names the list', () => {
		const { body } = packer.pack([profile(0)], 0, 'LIST "1"');
		expect((JSON.parse(body.toString()) as Body).data.relationships).toEqual({
			lists: { data: [{ type: 'list', id: 'LIST "1"' }] },
		});
	});
});
