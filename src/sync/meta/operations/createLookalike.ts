import { InvalidInputError } from '../../../values/invalidInputError';
import { z } from 'zod';
import { settle } from '../../../values/settle';
import { RejectedError } from '../../http/errors';
import { planOf, targetPlan } from '../../run/plan';
import { audienceToUse, idOf, passThrough } from './accountOperations';
import { findByName, type Audience } from '../audience/audience';
import { nameNotice } from '../audience/audienceNotices';
import { createOnce } from '../api/createOnce';
import type { MetaClient } from '../api/metaClient';
import type { OperationInput, PlanOperation } from './operation';
import type { OptionsOf } from '../options';
import { termsRefusal } from '../api/terms';

/** The fewest matched people that Meta requires in the source of a lookalike. */
const leastSeed = 100;

/** Meta's code for a lookalike that exists; 2654 without the subcode also stands for other faults. */
const duplicate = '2654/1713007';

/** Plans to create an audience of people who resemble the members of another one; one of that name is left as it is. */
export const createLookalike: PlanOperation<'createLookalike'> = async (input) => {
	const { options, client, ledger } = input;
	const { adAccountId, name } = options;
	if (options.startingRatio >= options.ratio) {
		throw new InvalidInputError('startingRatio', `a share below the ratio of ${options.ratio}`);
	}
	const source = await audienceToUse(input);
	const existing = await findByName(client, adAccountId, name, 'name');
	passThrough(input);
	noticeSource(input, source);
	const isThere = existing !== undefined;
	const refusal = isThere
		? undefined
		: await termsRefusal(client, adAccountId, source.isValueBased);
	const target = targetPlan({
		target: name,
		targetId: existing,
		added: isThere ? 0 : 1,
		unchanged: isThere ? 1 : 0,
		requests: isThere ? 0 : 1,
	});
	return {
		plan: planOf('createLookalike', [target], ledger, refusal),
		intents: () => [],
		act: () => (isThere ? Promise.resolve({ audienceId: existing }) : create(input, source)),
	};
};

function noticeSource({ options: { name }, notices }: Input, source: Audience) {
	const notice = nameNotice(name);
	if (notice !== undefined) notices.push(notice);
	if (source.matchedAtMost !== undefined && source.matchedAtMost < leastSeed) {
		notices.push({
			code: 'seedTooSmall',
			message: `"${source.name}" has fewer than ${leastSeed} matched people in Meta's count: too few for a lookalike.`,
			level: 'warning',
		});
	}
}

/** Creates the lookalike and returns its ID; where Meta has the same one under another name, a notice names it. */
async function create(
	{ options, client, notices }: Input,
	source: Audience,
): Promise<Readonly<Record<string, unknown>>> {
	const { adAccountId, name } = options;
	const sourceId = idOf(source);
	const body = {
		name,
		subtype: 'LOOKALIKE',
		origin_audience_id: sourceId,
		lookalike_spec: JSON.stringify(specOf(options, source.isValueBased)),
	};
	const made = await settle(
		createOnce(client, adAccountId, body, 'creating the lookalike audience', async () =>
			(await lookalikesOf(client, sourceId, options)).map(({ id }) => id),
		),
	);
	if (made.status === 'rejected') {
		const error: unknown = made.reason;
		const code = error instanceof RejectedError ? error.facts.code : undefined;
		if (code?.split('/')[0] !== '2654') throw error;
		const [other] = await lookalikesOf(client, sourceId, options);
		if (other === undefined && code !== duplicate) throw error;
		notices.push({
			code: 'lookalikeExists',
			message: `A lookalike of this source, size and location already exists under another name${other?.name === undefined ? '' : `: "${other.name}"`}.`,
			level: 'info',
		});
		return other === undefined ? {} : { audienceId: other.id };
	}
	notices.push({
		code: 'lookalikeFilling',
		message: 'Meta fills the lookalike audience within one to six hours.',
		level: 'info',
	});
	return { audienceId: made.value };
}

type Input = OperationInput<'createLookalike'>;

type LookalikeOptions = OptionsOf<'createLookalike'>;

function specOf({ ratio, startingRatio, countries }: LookalikeOptions, isValueBased: boolean) {
	return {
		...(isValueBased ? { type: 'custom_ratio' } : {}),
		ratio,
		...(startingRatio > 0 ? { starting_ratio: startingRatio } : {}),
		...(countries.length === 1
			? { country: countries[0] }
			: { location_spec: { geo_locations: { countries } } }),
	};
}

const lookalike = z.object({
	id: z.string(),
	name: z.string().optional(),
	lookalike_spec: z
		.object({
			origin: z.array(z.object({ id: z.string() })).optional(),
			ratio: z.number(),
			starting_ratio: z.number().optional(),
			country: z.string().optional(),
			target_countries: z.array(z.string()).optional(),
		})
		.optional()
		.catch(undefined),
});

/** Returns the lookalikes of a source that have the requested size and countries. */
async function lookalikesOf(
	client: MetaClient,
	sourceId: string,
	{ adAccountId, ratio, startingRatio, countries }: LookalikeOptions,
) {
	const wanted = [...countries].sort().join();
	const found: Array<z.output<typeof lookalike>> = [];
	const pages = client.pages(
		{
			path: `${adAccountId}/customaudiences`,
			query: { fields: 'id,name,lookalike_spec' },
			doing: 'looking for the lookalike audience',
		},
		lookalike,
	);
	for await (const page of pages) {
		found.push(
			...page.filter(({ lookalike_spec: spec }) => {
				if (spec === undefined) return false;
				const { origin = [], starting_ratio: start = 0, country, target_countries } = spec;
				const places = target_countries ?? (country === undefined ? [] : [country]);
				return (
					origin.some(({ id }) => id === sourceId) &&
					isSameShare(spec.ratio, ratio) &&
					isSameShare(start, startingRatio) &&
					[...places].sort().join() === wanted
				);
			}),
		);
	}
	return found;
}

/** Shares are multiples of a hundredth, compared as floating-point numbers. */
function isSameShare(one: number, other: number): boolean {
	return Math.abs(one - other) < 0.001;
}
