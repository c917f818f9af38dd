import { z } from 'zod';
import { InvalidSetting } from '../shared/invalidSetting';
import { isSameJson } from '../shared/isSameJson';
import type { KlaviyoClient } from './klaviyoClient';
import { planOf } from '../shared/plan';
import type { PlanOperation } from './operation';
import type { OptionsOf } from './options';

type Condition = OptionsOf<'createSegment'>['conditions'][number];

const segmentSchema = z.object({
	id: z.string(),
	attributes: z.object({ name: z.string().nullish(), definition: z.unknown() }),
});

/**
 * Plans to create a segment from a definition, or to bring the segment of that name in line with it.
 *
 * Members then follow the profiles' properties by themselves. The customers of the input pass through unchanged.
 */
export const createSegment: PlanOperation<'createSegment'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	const definition = options.definition ?? definitionOf(options);
	const existing = await findSegment(client, options.name);
	const isSame = existing !== undefined && isSameJson(existing.attributes.definition, definition);
	rows.forEach((_row, index) => {
		ledger.set(
			index,
			'unchanged',
			'concerns_the_account',
			'This operation concerns the account, not single customers.',
		);
	});
	return {
		plan: planOf(
			'createSegment',
			[
				{
					target: options.name,
					targetId: existing?.id,
					added: existing === undefined ? 1 : 0,
					removed: 0,
					changed: existing !== undefined && !isSame ? 1 : 0,
					unchanged: isSame ? 1 : 0,
				},
			],
			ledger,
		),
		intents: () => [],
		act: async () => {
			if (isSame) return { segmentId: existing.id };
			const segmentId = existing === undefined ? await create() : await change(existing.id);
			notices.push({
				code: 'segment_processing',
				message: `Klaviyo now computes the members of "${options.name}"; with many profiles that takes some minutes.`,
				level: 'info',
			});
			return { segmentId };
		},
	};

	async function create(): Promise<string> {
		const body = JSON.stringify({
			data: { type: 'segment', attributes: { name: options.name, definition } },
		});
		const { data } = await client.call(
			'create_segment',
			{ body },
			z.object({ data: segmentSchema }),
		);
		return data.id;
	}

	async function change(id: string): Promise<string> {
		const body = JSON.stringify({ data: { type: 'segment', id, attributes: { definition } } });
		await client.call('update_segment', { id, body }, z.object({ data: segmentSchema }));
		return id;
	}
};

async function findSegment(client: KlaviyoClient, name: string) {
	const filter = `equals(name,${JSON.stringify(name)})`;
	for await (const page of client.pages('get_segments', { query: { filter } }, segmentSchema)) {
		const found = page.find(({ attributes }) => attributes.name === name);
		if (found !== undefined) return found;
	}
	return undefined;
}

function definitionOf({ conditions, match }: OptionsOf<'createSegment'>) {
	if (conditions.length === 0) throw new InvalidSetting('conditions', 'at least one condition');
	const each = conditions.map((condition) => ({
		type: 'profile-property',
		property: `properties['${condition.property.replace(/['\\]/g, '\\$&')}']`,
		filter: filterOf(condition),
	}));
	// Groups are joined by "and", the conditions of a group by "or".
	return {
		condition_groups:
			match === 'any' ? [{ conditions: each }] : each.map((one) => ({ conditions: [one] })),
	};
}

const numericOnly: ReadonlySet<string> = new Set([
	'greater-than',
	'greater-than-or-equal',
	'less-than',
	'less-than-or-equal',
]);

function filterOf({ property, operator, value }: Condition) {
	if (operator === 'is-set' || operator === 'not-set') return { type: 'existence', operator };
	if (value === undefined) throw new InvalidSetting(`condition on ${property}`, 'a value');
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isFinite(number) && operator !== 'contains') {
		return { type: 'numeric', operator, value: number };
	}
	if (numericOnly.has(operator)) {
		throw new InvalidSetting(`condition on ${property}`, `a number for "${operator}"`);
	}
	if (value === true || value === 'true' || value === false || value === 'false') {
		if (operator !== 'equals') {
			throw new InvalidSetting(`condition on ${property}`, '"equals" for true or false');
		}
		return { type: 'boolean', operator, value: String(value) === 'true' };
	}
	return { type: 'string', operator, value: String(value) };
}
