import type { Answer, ReceivedRequest } from '../../server';
import type { MetaAccount } from '../account';
import { invalid, only, page, unknownEdge, unknownId } from '../answers';
import { readRows } from '../rows';
import { metaBodies } from '../schemas';
import { noSession, noteBatch, uploadOf } from '../uploads';
import { describeAudience } from './audience';
import { createAudience } from './createAudience';

type AccountRoute = (account: MetaAccount, request: ReceivedRequest, accountId: string) => Answer;

/** An ad account's answers, by method and edge. */
const accountRoutes: Readonly<Record<string, AccountRoute | undefined>> = {
	'GET ': readAccount,
	'POST ': setExistingCustomers,
	'GET customaudiences': listAudiences,
	'POST customaudiences': createAudience,
	'GET adsets': listAdSets,
	'DELETE usersofanyaudience': removeEverywhere,
};

export function answerAccount(
	account: MetaAccount,
	request: ReceivedRequest,
	accountId: string,
	edge = '',
): Answer {
	if (!account.accounts.includes(accountId.slice(4))) return unknownId();
	const route = accountRoutes[`${request.method} ${edge}`];
	return route?.(account, request, accountId) ?? unknownEdge();
}

function readAccount(
	{ existingCustomers, options, terms }: MetaAccount,
	request: ReceivedRequest,
	accountId: string,
): Answer {
	const account = {
		id: accountId,
		name: `Account ${accountId.slice(4)}`,
		existing_customers: existingCustomers.get(accountId) ?? [],
		...(options.tellsTerms === false ? {} : { tos_accepted: terms, user_tos_accepted: {} }),
	};
	return { status: 200, body: only(request, account) };
}

function setExistingCustomers(
	{ existingCustomers }: MetaAccount,
	{ json }: ReceivedRequest,
	accountId: string,
): Answer {
	const body = metaBodies.adaccount.safeParse(json);
	if (!body.success) return invalid(body.error, json);
	existingCustomers.set(accountId, body.data.existing_customers);
	return { status: 200, body: { success: true } };
}

function listAudiences(account: MetaAccount, request: ReceivedRequest, accountId: string): Answer {
	const found = [...account.audiences.values()].filter(
		(each) =>
			(each.accountId === accountId || each.sharedWith.includes(accountId)) &&
			!account.isNotKnownYet(each),
	);
	return page(found, request, (each) => only(request, describeAudience(each)));
}

function listAdSets({ adSets }: MetaAccount, request: ReceivedRequest, accountId: string): Answer {
	const found = [...adSets.values()].filter((each) => each.accountId === accountId);
	return page(found, request, ({ id, name }) => only(request, { id, name }));
}

function removeEverywhere(
	account: MetaAccount,
	request: ReceivedRequest,
	accountId: string,
): Answer {
	const body = metaBodies.usersofanyaudience.safeParse(request.json);
	if (!body.success) return invalid(body.error, request.json);
	const { session, payload } = body.data;
	const upload = uploadOf(account, request, accountId, session);
	if (upload === undefined) return noSession();
	const { rows, report } = readRows(payload, account.invalidKeys);
	for (const audience of account.audiences.values()) {
		if (audience.accountId === accountId) account.removeRows(audience, rows);
	}
	return { status: 200, body: noteBatch(account, upload, session, report) };
}
