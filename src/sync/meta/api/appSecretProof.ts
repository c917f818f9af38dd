import { createHmac } from 'node:crypto';

/**
 * Returns the proof that a call with a token comes from the app's own server: HMAC-SHA256 with the app secret as key.
 *
 * @param unixSeconds the instant, for the timed form (sent as `appsecret_time`)
 */
export function appSecretProof(token: string, appSecret: string, unixSeconds?: number): string {
	const message = unixSeconds === undefined ? token : `${token}|${unixSeconds}`;
	return createHmac('sha256', appSecret).update(message).digest('hex');
}
