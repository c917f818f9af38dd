import type { Answer, ReceivedRequest } from '../../server';
import type { MetaAccount, SandboxAudience } from '../account';
import { fault, invalid } from '../answers';
import { identityOf, readRows } from '../rows';
import { metaBodies } from '../schemas';
import { noSession, noteBatch, uploadOf } from '../uploads';

/** Answers `POST /{audience}/users`, which adds people, and `DELETE /{audience}/users`, which removes them. */
export function changeUsers(
	account: MetaAccount,
	request: ReceivedRequest,
	audience: SandboxAudience,
): Answer {
	const isAdding = request.method === 'POST';
	if (audience.status === 471) return fault(100, 1713230, 'Upload blocked.');
	const lacking = isAdding ? account.lacksTerms(audience.isValueBased) : undefined;
	if (lacking !== undefined) return lacking;
	if (audience.session !== undefined) return fault(2650, 1870145, 'Update in progress.');
	const body = metaBodies.users.safeParse(request.json);
	if (!body.success) return invalid(body.error, request.json);
	const { payload, session } = body.data;
	const upload = uploadOf(account, request, audience.id, session);
	if (upload === undefined) return noSession();
	if (audience.subtype !== 'CUSTOM') {
		return fault(100, undefined, 'Only custom audiences from customer files take users.');
	}
	const hasValues = payload.schema.includes('LOOKALIKE_VALUE');
	if (isAdding && audience.isValueBased && !hasValues) {
		return fault(100, undefined, 'Value-Based Custom Audience requires LOOKALIKE_VALUE');
	}
	if (hasValues && !audience.isValueBased) {
		return fault(100, undefined, 'LOOKALIKE_VALUE needs a value-based audience');
	}
	const { rows, report } = readRows(payload, account.invalidKeys);
	if (isAdding) {
		for (const row of rows) {
			audience.members.set(identityOf(row), row);
			audience.sentAt.set(identityOf(row), account.now());
		}
		if (audience.status === 410) audience.status = 200;
	} else account.removeRows(audience, rows);
	const noted = noteBatch(account, upload, session, report);
	return { status: 200, body: { audience_id: audience.id, ...noted } };
}
