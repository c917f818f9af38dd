import type { Answer, ReceivedRequest } from '../../server';
import type { MetaAccount } from '../account';
import { fault, invalid, only, unknownEdge } from '../answers';
import { metaBodies } from '../schemas';

interface Reference {
	readonly id: string;
}

/** An ad set's answers: `GET /{ad set}`, and `POST /{ad set}`, which replaces its targeting as a whole. */
export function answerAdSet(
	account: MetaAccount,
	request: ReceivedRequest,
	id: string,
	edge?: string,
): Answer {
	const adSet = account.adSets.get(id);
	if (adSet === undefined || edge !== undefined) return unknownEdge();
	if (request.method === 'GET') {
		const { accountId, name, targeting } = adSet;
		const described = { id, name, account_id: accountId.slice(4), effective_status: 'ACTIVE' };
		return {
			status: 200,
			body: only(request, { ...described, targeting: named(account, targeting) }),
		};
	}
	if (request.method !== 'POST') return unknownEdge();
	const body = metaBodies.adset.safeParse(request.json);
	if (!body.success) return invalid(body.error, request.json);
	const { targeting, execution_options: options = [] } = body.data;
	const audiences = [
		...((targeting.custom_audiences as Reference[] | undefined) ?? []),
		...targeting.excluded_custom_audiences,
	];
	if (audiences.some((each) => !account.audiences.has(each.id))) {
		return fault(100, 1487756, 'Some audiences are not available.');
	}
	if (!options.includes('validate_only')) adSet.targeting = targeting;
	return { status: 200, body: { success: true } };
}

/** Targeting as Meta returns it: audiences with their own names, whatever names were sent. */
function named({ audiences }: MetaAccount, targeting: Readonly<Record<string, unknown>>) {
	const withNames = (list: unknown) =>
		(list as Reference[]).map(({ id }) => ({ id, name: audiences.get(id)?.name }));
	return Object.fromEntries(
		Object.entries(targeting).map(([key, value]) => [
			key,
			key === 'custom_audiences' || key === 'excluded_custom_audiences' ? withNames(value) : value,
		]),
	);
}
