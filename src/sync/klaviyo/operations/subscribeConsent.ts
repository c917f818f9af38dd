import type { JsonRecord } from '../../../values/jsonRecord';
import { normaliseEmail } from '../../../values/normaliseEmail';
import type { Notice } from '../../../values/notice';
import { isFilled, ownCell } from '../../../values/ownCell';
import { isConsentGiven } from '../../../values/yesOrNo';
import { consentFieldNotice, isFilledAnywhere } from '../../people/consent';
import { rowPhone } from '../../people/rowPhone';
import { outcomeOf } from '../../run/outcomeTable';
import type { OptionsOf } from '../options';
import type { Contact } from '../people/contacts';
import type { Channel } from './subscriptionChange';

export const deniedElsewhere = outcomeOf(
	'consentDiffers',
	'Not subscribed: another customer with the same email address or phone number has no consent, and one "no" for an address counts for all.',
);

/** Reads consent from the rows. */
export function consentOfRows(
	rows: readonly JsonRecord[],
	options: OptionsOf<'subscribe'>,
	notices: Notice[],
) {
	const fields = { email: options.consentField, sms: options.smsConsentField };
	if (options.consentSource !== 'field') {
		return {
			isGiven: () => true,
			isDeniedElsewhere: () => false,
			missing: outcomeOf(
				'noConsent',
				'Not subscribed: no email address or phone number for the channel.',
			),
		};
	}
	const unfilled = options.channels.filter((channel) => !isFilledAnywhere(rows, fields[channel]));
	for (const channel of unfilled) {
		notices.push(
			consentFieldNotice(rows.length, {
				field: fields[channel],
				to: channel === 'email' ? 'emails' : 'text messages',
				otherChoice: 'Handled Upstream',
			}),
		);
	}
	const denied = deniedAddresses(rows, options, fields);
	const saysYes = ({ row }: Contact, channel: Channel) =>
		isConsentGiven(ownCell(row, fields[channel]));
	const isDenied = ({ email, phone }: Contact, channel: Channel) =>
		denied[channel].has(channel === 'email' ? email : phone);
	const asked = options.channels.map((channel) => `"${fields[channel]}"`).join(' or ');
	return {
		isGiven: (contact: Contact, channel: Channel) =>
			saysYes(contact, channel) && !isDenied(contact, channel),
		isDeniedElsewhere: (contact: Contact, channel: Channel) =>
			saysYes(contact, channel) && isDenied(contact, channel),
		missing:
			unfilled.length === options.channels.length
				? outcomeOf(
						'noConsentField',
						`Not subscribed: no customer has a consent value in ${asked}.`,
					)
				: outcomeOf(
						'noConsent',
						`Not subscribed: no explicit yes in ${asked}, or no email or phone for the channel.`,
					),
	};
}

/** The addresses of each channel for which a row has a value other than yes; an empty cell is not an answer. */
function deniedAddresses(
	rows: readonly JsonRecord[],
	options: OptionsOf<'subscribe'>,
	fields: Readonly<Record<Channel, string>>,
): Record<Channel, ReadonlySet<string | undefined>> {
	const addressOf: Record<Channel, (row: JsonRecord) => string | undefined> = {
		email: (row) => normaliseEmail(ownCell(row, options.emailField)),
		sms: (row) => rowPhone(row, options),
	};
	const deniedOn = (channel: Channel) => {
		const denied = new Set<string | undefined>();
		if (!options.channels.includes(channel)) return denied;
		for (const row of rows) {
			if (!isFilled(row, fields[channel])) continue;
			if (!isConsentGiven(ownCell(row, fields[channel]))) denied.add(addressOf[channel](row));
		}
		denied.delete(undefined);
		return denied;
	};
	return { email: deniedOn('email'), sms: deniedOn('sms') };
}
