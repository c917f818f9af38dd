import type { z } from 'zod';
import { parseJson } from '../../../src/values/parseJson';
import type { Answer, ReceivedRequest } from '../../server';
import type { MetaAccount } from '../account';
import { fault, invalid, unknownId } from '../answers';
import { lookalikeSpec, metaBodies } from '../schemas';

type Given = z.output<typeof metaBodies.customaudiences>;
type Of<Subtype extends Given['subtype']> = Extract<Given, { subtype: Subtype }>;

/** Answers `POST /act_…/customaudiences`. */
export function createAudience(
	account: MetaAccount,
	{ json }: ReceivedRequest,
	accountId: string,
): Answer {
	const isValueBased = (json as { is_value_based?: unknown }).is_value_based === true;
	const lacking = account.lacksTerms(isValueBased);
	if (lacking !== undefined) return lacking;
	const body = metaBodies.customaudiences.safeParse(json);
	if (!body.success) return invalid(body.error, json);
	return body.data.subtype === 'LOOKALIKE'
		? createLookalike(account, body.data, accountId)
		: createCustom(account, body.data, accountId);
}

function createLookalike(account: MetaAccount, given: Of<'LOOKALIKE'>, accountId: string): Answer {
	const source = account.audiences.get(given.origin_audience_id);
	if (source === undefined) return unknownId();
	const lacking = account.lacksTerms(source.isValueBased);
	if (lacking !== undefined) return lacking;
	const read = lookalikeSpec.safeParse(parseJson(given.lookalike_spec));
	if (!read.success) return invalid(read.error, given.lookalike_spec);
	const spec = { source: source.id, ...read.data };
	const isThere = [...account.audiences.values()].some(
		(each) => each.subtype === 'LOOKALIKE' && JSON.stringify(each.spec) === JSON.stringify(spec),
	);
	if (isThere) return fault(2654, 1713007, 'A lookalike with this spec exists.');
	const createdAt = account.now();
	const { id } = account.addAudience(given.name, {
		accountId,
		subtype: 'LOOKALIKE',
		spec,
		createdAt,
	});
	return { status: 200, body: { id } };
}

function createCustom(account: MetaAccount, given: Of<'CUSTOM'>, accountId: string): Answer {
	if (account.options.knowsLabels === false && given.audience_labels) {
		return fault(100, 1713999, 'Invalid parameter');
	}
	if (account.options.knowsRestrictions === false && given.usage_restriction) {
		return fault(100, undefined, 'Invalid parameter');
	}
	const { id } = account.addAudience(given.name, {
		accountId,
		isValueBased: given.is_value_based ?? false,
		restriction: given.usage_restriction,
		description: given.description ?? '',
		customerFileSource: given.customer_file_source,
		labels: given.audience_labels ?? [],
		retentionDays: given.retention_days ?? 0,
		status: 410,
		createdAt: account.now(),
	});
	return { status: 200, body: { id } };
}
