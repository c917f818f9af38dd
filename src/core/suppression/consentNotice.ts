import type { Notice } from '../../values/notice';
import { type Channel, channelNames } from '../../values/channels';
import { counted } from '../../values/wording';

/** How many customers may be contacted although their consent is not known. */
export interface UnknownConsents {
	readonly email: number;
	readonly sms: number;
	readonly push: number;
}

const words = { email: 'email', sms: 'SMS', push: 'push messages' } as const;
const kinds = ['email', 'sms', 'push'] as const;

/**
 * The notice about unknown consents; undefined where they make no difference.
 *
 * Few shops have push consents, because the device asks for them: if only these are missing, the notice is an info,
 * unless push is the deciding channel.
 */
export function consentNotice(unknown: UnknownConsents, channel: Channel): Notice | undefined {
	const missing = kinds.filter((kind) => unknown[kind] > 0);
	if (missing.length === 0) return undefined;
	const counts = missing.map((kind, index) => {
		const people = unknown[kind].toLocaleString('en-US');
		const agreed = unknown[kind] === 1 ? 'customer agreed' : 'customers agreed';
		return `${people} ${index === 0 ? `${agreed} ` : ''}to ${words[kind]}`;
	});
	const isPushAlone = missing.length === 1 && missing[0] === 'push';
	const step = isPushAlone
		? 'If you send push messages, map the push consent'
		: 'Map the consent fields';
	return {
		code: 'consentUnknown',
		message: `It is unknown whether ${list(counts)}. Nothing else blocks them, so they are not suppressed there. ${step} in Compute RFM, or check consent in the tool that sends.`,
		level: isPushAlone && channel !== 'push' ? 'info' : 'warning',
	};
}

const optionLabels: Readonly<Partial<Record<Channel, string>>> = {
	emailBroadcast: 'Unknown Email Consent',
	emailPromotion: 'Unknown Email Consent',
	push: 'Unknown Push Consent',
	sms: 'Unknown SMS Consent',
};

/**
 * The notice about customers who are suppressed on the deciding channel because their consent is not known; undefined
 * where there are none.
 */
export function closedConsentNotice(customers: number, channel: Channel): Notice | undefined {
	if (customers === 0) return undefined;
	const are = customers === 1 ? 'is' : 'are';
	return {
		code: 'consentUnknownSuppressed',
		message: `${counted(customers, 'customer')} ${are} suppressed for ${channelNames[channel]} because it is not known whether they agreed. Map the consent in Compute RFM, or set "${optionLabels[channel]}" to Allow if the tool that sends checks it.`,
		level: 'warning',
	};
}

function list(parts: readonly string[]): string {
	const last = parts[parts.length - 1];
	return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
