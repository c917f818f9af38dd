import type { Answer, ReceivedRequest } from '../../server';
import type { MetaAccount, SandboxAudience } from '../account';
import { fault, only, page, unknownEdge, unknownId } from '../answers';
import { uploadSessions } from '../uploads';
import { changeUsers } from './changeUsers';
import { replaceUsers } from './replaceUsers';

type AudienceRoute = (
	account: MetaAccount,
	request: ReceivedRequest,
	audience: SandboxAudience,
) => Answer;

/** An audience's answers, by method and edge. */
const audienceRoutes: Readonly<Record<string, AudienceRoute | undefined>> = {
	'GET ': (_account, request, audience) => ({
		status: 200,
		body: only(request, describeAudience(audience)),
	}),
	'GET adaccounts': (_account, request, { sharedWith }) =>
		page(sharedWith, request, (id) => ({ id: id.slice(4) })),
	'GET sessions': uploadSessions,
	'POST users': changeUsers,
	'DELETE users': changeUsers,
	'POST usersreplace': replaceUsers,
};

export function answerAudience(
	account: MetaAccount,
	request: ReceivedRequest,
	id: string,
	edge = '',
): Answer {
	const audience = account.audiences.get(id);
	if (audience === undefined) return unknownId();
	if (account.isNotKnownYet(audience)) {
		return fault(803, undefined, 'Some of the aliases you requested do not exist');
	}
	const route = audienceRoutes[`${request.method} ${edge}`];
	return route?.(account, request, audience) ?? unknownEdge();
}

/** An audience in Meta's answer, with all of its fields. */
export function describeAudience(audience: SandboxAudience) {
	const { spec, status } = audience;
	const count = audience.claimedSize ?? audience.members.size;
	return {
		id: audience.id,
		account_id: audience.accountId.slice(4),
		name: audience.name,
		subtype: audience.subtype,
		...(spec === undefined
			? {}
			: {
					lookalike_spec: {
						origin: [{ id: spec.source, type: 'custom_audience' }],
						ratio: spec.ratio,
						starting_ratio: spec.starting_ratio,
						country: spec.country,
						target_countries: spec.location_spec?.geo_locations.countries,
					},
				}),
		description: audience.description,
		customer_file_source: audience.customerFileSource,
		is_value_based: audience.isValueBased,
		retention_days: audience.retentionDays,
		// Small audiences are shown as 1,000.
		approximate_count_lower_bound: Math.max(1000, count),
		approximate_count_upper_bound: Math.max(1000, Math.ceil(count * 1.2)),
		operation_status: { code: status, description: '' },
		delivery_status: { code: count >= 100 ? 200 : 300, description: '' },
	};
}
