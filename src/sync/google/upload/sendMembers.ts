import { z } from 'zod';
import type { Notice } from '../../../values/notice';
import { counted } from '../../../values/wording';
import type { MatchRow } from '../../audience/keyFormat';
import { batchesOf } from '../../http/batches';
import type { RejectedError } from '../../http/errors';
import { sendSplitting, type GivenUp } from '../../http/sendSplitting';
import type { Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { mostMembersPerRequest } from '../api/dataManager';
import type { GoogleClient } from '../api/googleClient';
import { memberPlaceOf } from '../api/judgeGoogle';
import { MemberBodies, type RequestFrame } from './memberBodies';

const answer = z.object({
	requestId: z.string().optional(),
	fieldWarnings: z.array(z.unknown()).optional().catch(undefined),
});

export interface MemberSending<Row extends MatchRow> {
	readonly method: 'ingest' | 'remove';
	readonly frame: RequestFrame;
	/** What the request does, for messages. */
	readonly doing: string;
	readonly phase: string;
	readonly notices: Notice[];
	/** Google has accepted them; the ID is absent in a trial. */
	readonly onAccepted: (rows: readonly Row[], requestId: string | undefined) => void;
	readonly onRefused: (rows: readonly Row[], outcome: Outcome) => void;
}

/**
 * Sends members in requests of 10,000 and returns how many Google has accepted.
 *
 * Google refuses a whole request for one wrong member. Members that the answer points at are taken out; a request
 * refused without a pointer is halved until each wrong member is alone.
 */
export async function sendMembers<Row extends MatchRow>(
	client: GoogleClient,
	rows: readonly Row[],
	sending: MemberSending<Row>,
): Promise<number> {
	const { method, frame, doing, phase, notices, onAccepted, onRefused } = sending;
	const bodies = new MemberBodies(frame);
	let accepted = 0;
	let warnings = 0;
	for (const batch of batchesOf(rows, mostMembersPerRequest)) {
		const giveUp = (part: readonly Row[], givenUp: GivenUp) =>
			onRefused(part, refusalOfCustomer(givenUp));
		await sendSplitting(batch, {
			send: async (part) => {
				const path = `audienceMembers:${method}`;
				const body = bodies.bodyOf(part);
				const isTrial = frame.validateOnly;
				const call = { method: 'POST', path, body, doing, isTrial } as const;
				const { requestId, fieldWarnings = [] } = await client.call(call, answer);
				accepted += part.length;
				warnings += fieldWarnings.length;
				onAccepted(part, requestId);
			},
			repair: (part, error) => withoutFaulty(part, error, giveUp),
			giveUp,
		});
		client.context.onProgress?.({ phase, done: accepted, total: rows.length });
	}
	if (warnings > 0) notices.push(warningsNotice(warnings));
	return accepted;
}

/** The members that an answer does not point at; undefined where it points at none of them. */
function withoutFaulty<Row>(
	part: readonly Row[],
	{ faults }: RejectedError,
	giveUp: (rows: readonly Row[], givenUp: GivenUp) => void,
): readonly Row[] | undefined {
	const codes = new Map<number, string>();
	for (const fault of faults) {
		const place = memberPlaceOf(fault);
		if (place !== undefined && place < part.length) codes.set(place, fault.code);
	}
	if (codes.size === 0) return undefined;
	for (const [place, code] of codes) giveUp([part[place]], { status: 'rejected', code });
	return part.filter((_row, place) => !codes.has(place));
}

function refusalOfCustomer({ status, code }: GivenUp): Outcome {
	if (code === 'batchRefused') return outcomeOf(code, 'Google');
	return {
		status,
		code,
		sentence: `Google rejected this customer (code ${code}): check the match keys.`,
	};
}

function warningsNotice(warnings: number): Notice {
	return {
		code: 'fieldWarnings',
		message: `Google accepted the customers with ${counted(warnings, 'warning')} about optional fields, which it ignores.`,
		level: 'info',
	};
}
