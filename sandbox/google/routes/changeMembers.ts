import type { Answer, ReceivedRequest } from '../../server';
import type { GoogleAccount, RequestKind } from '../account';
import { fault, invalid, memberField } from '../answers';
import { violationOf } from '../members';
import { googleBodies, type DestinationBody, type MemberBody } from '../schemas';

/** Answers `POST /v1/audienceMembers:ingest`, `:remove` and `:removeAll`. */
export function changeMembers(
	account: GoogleAccount,
	request: ReceivedRequest,
	kind: string,
): Answer {
	if (kind === 'ingest') return ingest(account, request);
	if (kind === 'remove') return remove(account, request);
	if (kind === 'removeAll') return removeAll(account, request);
	return fault('NOT_FOUND', 'NOT_FOUND');
}

function ingest(account: GoogleAccount, { json }: ReceivedRequest): Answer {
	const body = googleBodies.ingest.safeParse(json);
	if (!body.success) return invalid(body.error, json);
	const { destinations, audienceMembers, termsOfService, validateOnly, encoding } = body.data;
	if (termsOfService?.customerMatchTermsOfServiceStatus !== 'ACCEPTED') {
		return fault('INVALID_ARGUMENT', 'TERMS_AND_CONDITIONS_NOT_SIGNED');
	}
	if (account.options.hasDeclared === false) {
		return fault('INVALID_ARGUMENT', 'EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED');
	}
	const refused =
		destinationProblem(account, destinations) ?? memberProblem(account, audienceMembers, encoding);
	if (refused !== undefined) return refused;
	const addedAt = account.now();
	return accepted(account, validateOnly, () =>
		account.accept('ingest', destinations, audienceMembers.length, (list) =>
			account.add(list, audienceMembers, addedAt),
		),
	);
}

function remove(account: GoogleAccount, { json }: ReceivedRequest): Answer {
	const body = googleBodies.remove.safeParse(json);
	if (!body.success) return invalid(body.error, json);
	const { destinations, audienceMembers, validateOnly, encoding } = body.data;
	const refused =
		destinationProblem(account, destinations) ?? memberProblem(account, audienceMembers, encoding);
	if (refused !== undefined) return refused;
	return accepted(account, validateOnly, () =>
		account.accept('remove', destinations, audienceMembers.length, (list) =>
			account.remove(list, audienceMembers),
		),
	);
}

function removeAll(account: GoogleAccount, { json }: ReceivedRequest): Answer {
	const body = googleBodies.removeAll.safeParse(json);
	if (!body.success) return invalid(body.error, json);
	const { destinations, removeAsOfTime, validateOnly } = body.data;
	const before = removeAsOfTime === undefined ? account.now() : Date.parse(removeAsOfTime);
	if (before > account.now()) return fault('INVALID_ARGUMENT', 'INVALID_REMOVE_AS_OF_TIME');
	const refused = destinationProblem(account, destinations);
	if (refused !== undefined) return refused;
	return accepted(account, validateOnly, () =>
		account.accept('removeAll', destinations, 0, ({ members }) => {
			for (const [key, { addedAt }] of members) if (addedAt < before) members.delete(key);
		}),
	);
}

/** A request that is only validated has no ID to poll. */
function accepted(
	account: GoogleAccount,
	validateOnly: boolean | undefined,
	accept: () => string,
): Answer {
	account.letTimePass();
	return { status: 200, body: validateOnly ? {} : { requestId: accept() } };
}

function destinationProblem(
	account: GoogleAccount,
	destinations: readonly DestinationBody[],
): Answer | undefined {
	if (destinations.length > 10) return fault('INVALID_ARGUMENT', 'TOO_MANY_DESTINATIONS');
	for (const destination of destinations) {
		const { operatingAccount, loginAccount } = destination;
		const { managers = [] } = account.options;
		const reaches =
			account.accounts.includes(operatingAccount.accountId) &&
			(managers.length === 0 || managers.includes(loginAccount?.accountId ?? ''));
		if (!reaches) return fault('PERMISSION_DENIED', 'PERMISSION_DENIED');
		const list = account.listOf(destination);
		if (list === undefined) return fault('INVALID_ARGUMENT', 'INVALID_USER_LIST_ID');
		if (!list.keyTypes.includes('CONTACT_ID')) {
			return fault('INVALID_ARGUMENT', 'INVALID_USER_LIST_TYPE');
		}
		if (list.readOnly) return fault('PERMISSION_DENIED', 'PERMISSION_DENIED');
	}
	return undefined;
}

function memberProblem(
	{ invalidKeys, namesInvalid }: GoogleAccount,
	members: readonly MemberBody[],
	encoding: string,
): Answer | undefined {
	if (encoding !== 'HEX') return fault('INVALID_ARGUMENT', 'INVALID_BASE64_ENCODING');
	if (members.length > 10_000) {
		return fault('INVALID_ARGUMENT', 'TOO_MANY_AUDIENCE_MEMBERS', [
			{ field: 'audience_members', reason: 'TOO_MANY_AUDIENCE_MEMBERS' },
		]);
	}
	const violations = members.flatMap((member, place) => {
		const violation = violationOf(member, place, invalidKeys);
		return violation === undefined ? [] : [violation];
	});
	if (violations.length === 0) return undefined;
	const isNamed =
		namesInvalid || violations.some(({ reason }) => reason !== 'INVALID_AUDIENCE_MEMBER');
	return fault('INVALID_ARGUMENT', 'INVALID_ARGUMENT', isNamed ? violations.slice(0, 100) : []);
}

const ofKind: Readonly<Record<RequestKind, (records: number) => Record<string, unknown>>> = {
	ingest: (records) => ({
		audienceMembersIngestionStatus: {
			userDataIngestionStatus: {
				recordCount: String(records),
				userIdentifierCount: String(records),
				uploadMatchRateRange:
					records < 100 ? 'MATCH_RATE_RANGE_NOT_ELIGIBLE' : 'MATCH_RATE_RANGE_61_TO_70',
			},
		},
	}),
	remove: (records) => ({
		audienceMembersRemovalStatus: {
			userDataRemovalStatus: {
				recordCount: String(records),
				userIdentifierCount: String(records),
			},
		},
	}),
	removeAll: () => ({}),
};

/** Answers `GET /v1/requestStatus:retrieve`. */
export function requestStatus(account: GoogleAccount, { query }: ReceivedRequest): Answer {
	account.letTimePass();
	const request = account.requests.get(query.requestId);
	const age = account.now() - (request?.acceptedAt ?? 0);
	if (request === undefined || age > (account.options.remembersMs ?? Number.POSITIVE_INFINITY)) {
		return fault('INVALID_ARGUMENT', 'INVALID_REQUEST_ID', [
			{ field: memberField(0), reason: 'INVALID_REQUEST_ID' },
		]);
	}
	const { kind, destinations, records, isProcessed, end } = request;
	const status = isProcessed ? end : 'PROCESSING';
	return {
		status: 200,
		body: {
			requestStatusPerDestination: destinations.map((destination) => ({
				destination,
				requestStatus: status,
				...(status === 'PARTIAL_SUCCESS'
					? {
							errorInfo: {
								errorCounts: [
									{ recordCount: '1', reason: 'PROCESSING_ERROR_REASON_UNKNOWN_CONSENT' },
								],
							},
						}
					: {}),
				...ofKind[kind](records),
			})),
		},
	};
}
