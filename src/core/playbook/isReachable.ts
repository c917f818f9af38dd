import { codeList } from '../../values/codeList';
import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { hasHappened, isYes, readConsent } from '../../values/yesOrNo';
import type { PlanOptions } from './options';
import type { WinBackChannel } from './winBackChannels';

type FieldNames = PlanOptions['fieldNames'];

/**
 * Whether a customer may be contacted on a channel: by the suppression list where there is one, and never against a no.
 *
 * A suppression list suppresses email for inactive customers, but says separately whether a win-back may still be sent.
 * Text messages need a yes, or a suppression list that leaves them open. Customers who asked to be deleted are
 * contacted on no channel.
 */
export function isReachable(row: JsonRecord, channel: WinBackChannel, names: FieldNames): boolean {
	if (hasHappened(row[names.deletionRequested])) return false;
	return isOpen[channel](row, names);
}

const isOpen: Readonly<Record<WinBackChannel, (row: JsonRecord, names: FieldNames) => boolean>> = {
	email: (row, names) =>
		readConsent(row[names.emailConsent]) !== false &&
		!hasHappened(row[names.bounced]) &&
		!hasHappened(row[names.complained]) &&
		(!isClosed(row, 'emailPromotion', names) || isYes(row[names.winBackAllowed])),
	sms: (row, names) => {
		const consent = readConsent(row[names.smsConsent]);
		if (consent === undefined && !Object.hasOwn(row, names.suppressedChannels)) return false;
		return consent !== false && !isClosed(row, 'sms', names);
	},
	push: (row, names) =>
		readConsent(row[names.pushConsent]) !== false && !isClosed(row, 'push', names),
	phone: () => true,
	letter: () => true,
	ads: (row, names) => !isClosed(row, 'paidSocial', names),
};

function isClosed(row: JsonRecord, channel: string, names: FieldNames): boolean {
	const closed = row[names.suppressedChannels];
	return typeof closed === 'string' && !isEmpty(closed) && codeList(closed).includes(channel);
}
