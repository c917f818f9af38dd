import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
	lookalikeValue,
	matchKeyCell,
	matchKeys,
	normaliseMatchKey,
	type MatchKey,
} from '../../src/sync/meta/people/matchKey';
import { appSecretProof } from '../../src/sync/meta/api/appSecretProof';
import { toE164 } from '../../src/sync/people/phone';
import { sha256 } from '../../src/values/sha256';

interface Vector {
	id: string;
	platform: 'meta' | 'google' | 'klaviyo';
	key: string;
	input: unknown;
	context?: { country?: string; default_country?: string };
	normalised: string | number | null;
	expected: string | number | null;
}

const file = JSON.parse(
	readFileSync(join(__dirname, 'data', 'normalisation-vectors.json'), 'utf8'),
) as {
	vectors: Vector[];
	never_send: Record<string, string>;
	appsecret_proof: Array<{
		access_token: string;
		app_secret: string;
		appsecret_time: number | null;
		appsecret_proof: string;
	}>;
};

const vectors = file.vectors.filter(({ platform }) => platform !== 'google');

function cellOf({ platform, key, input, context }: Vector): string | number | undefined {
	if (platform === 'klaviyo') return toE164(input, context?.default_country);
	if (key === 'LOOKALIKE_VALUE') return lookalikeValue(input);
	return matchKeyCell(key as MatchKey, input, {
		country: context?.country?.toLowerCase(),
		defaultCountry: context?.default_country,
	});
}

describe('match keys', () => {
	it('has all vectors of the platforms that are synced', () => {
		expect(file.vectors).toHaveLength(151);
		expect(vectors.length).toBeGreaterThan(100);
	});

	it.each(vectors.map((vector) => [vector.id, vector.key, vector] as const))(
		'gives vector %s (%s)',
		(_id, _key, vector) => {
			expect(cellOf(vector) ?? null).toBe(vector.expected);
		},
	);

	it.each(
		vectors
			.filter(({ platform, key }) => platform === 'meta' && key !== 'LOOKALIKE_VALUE')
			.filter(({ normalised }) => normalised !== null)
			.map((vector) => [vector.id, vector] as const),
	)('normalises vector %s to its text', (_id, { key, input, context, normalised }) => {
		const value = normaliseMatchKey(key as MatchKey, input, {
			country: context?.country?.toLowerCase(),
			defaultCountry: context?.default_country,
		});
		expect(value).toBe(normalised);
	});

	it.each(file.appsecret_proof)('proves the app secret', (proof) => {
		expect(
			appSecretProof(proof.access_token, proof.app_secret, proof.appsecret_time ?? undefined),
		).toBe(proof.appsecret_proof);
	});

	const key = fc.constantFrom(...matchKeys);
	const cell = fc.oneof(
		fc.string(),
		fc.string({ unit: 'grapheme' }),
		fc.emailAddress(),
		fc.integer(),
		fc.constantFrom('', ' ', 'null', null, undefined, NaN, true, {}, []),
	);

	it('never hashes twice: a cell that came out goes in unchanged', () => {
		fc.assert(
			fc.property(key, cell, (key, cell) => {
				const once = matchKeyCell(key, cell);
				expect(matchKeyCell(key, once)).toBe(once);
			}),
		);
	});

	it('normalises twice as once', () => {
		fc.assert(
			fc.property(key, cell, (key, cell) => {
				fc.pre(key !== 'PHONE');
				const once = normaliseMatchKey(key, cell, { country: 'us' });
				expect(normaliseMatchKey(key, once, { country: 'us' })).toBe(once);
			}),
		);
	});

	it('never gives the hash of nothing', () => {
		const never = new Set(Object.values(file.never_send));
		fc.assert(
			fc.property(key, cell, (key, cell) => {
				expect(never.has(matchKeyCell(key, cell) ?? 'none')).toBe(false);
			}),
		);
		for (const hash of never) expect(matchKeyCell('EMAIL', hash)).toBeUndefined();
	});

	it('takes hashes only, or no hashes, on request', () => {
		const hash = sha256('mary@example.com');
		expect(matchKeyCell('EMAIL', 'mary@example.com', {}, 'always')).toBeUndefined();
		expect(matchKeyCell('EMAIL', hash, {}, 'always')).toBe(hash);
		expect(matchKeyCell('EMAIL', hash, {}, 'never')).toBeUndefined();
	});
});
