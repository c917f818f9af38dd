import { problem } from '../answers';
import { identifiersOf } from '../account';
import { largestTextBytes, msPerYear } from '../limits';
import type { KlaviyoBody } from '../schemas';
import { route } from './route';

export const eventRoutes = [
	route('create_event', 'POST /api/events', 'huge', 'events:write', (account, { json }) => {
		const { attributes } = (json as KlaviyoBody<'create_event'>).data;
		const fault = eventFault(attributes, account.now());
		if (fault !== undefined) return problem(400, 'invalid', fault);
		const identifiers = identifiersOf(attributes.profile.data.attributes);
		const { email, phone } = identifiers;
		const [byEmail, byPhone] = [account.find({ email }), account.find({ phone })];
		// Accepted, and silently dropped: two profiles can't both have the event.
		if (byEmail !== undefined && byPhone !== undefined && byEmail !== byPhone) {
			return { status: 202 };
		}
		const profileId = account.addProfile(identifiers).id;
		const metric = attributes.metric.data.attributes.name;
		const time = attributes.time ?? new Date(account.now()).toISOString();
		const second = String(Math.floor(Date.parse(time) / 1000));
		const key = `${metric}|${profileId}|${attributes.unique_id ?? second}`;
		if (!account.events.has(key)) {
			account.events.set(key, { metric, profileId, time, properties: attributes.properties });
		}
		return { status: 202 };
	}),
];

/** Which of Klaviyo's limits an event exceeds, in words; undefined where none. */
function eventFault(
	{ properties, time, metric }: KlaviyoBody<'create_event'>['data']['attributes'],
	now: number,
): string | undefined {
	const instant = time == null ? now : Date.parse(time);
	if (!(instant >= Date.UTC(2000, 0, 1) && instant <= now + msPerYear)) return 'Invalid time.';
	if (Object.keys(properties).length > 400) return 'More than 400 properties.';
	if (metric.data.attributes.name.length >= 128) return 'The name of the metric is too long.';
	let isLong = false;
	JSON.stringify(properties, (_key, value: unknown) => {
		if (typeof value === 'string' && Buffer.byteLength(value) > largestTextBytes) isLong = true;
		return value;
	});
	return isLong ? 'A string is larger than 100 KB.' : undefined;
}
