import { createSign } from 'node:crypto';

/** The scope that covers all requests of the node. */
export const dataManagerScope = 'https://www.googleapis.com/auth/datamanager';

/** The address that issues tokens, and the audience of the claim. */
export const googleTokenUrl = 'https://oauth2.googleapis.com/token';

const lifetimeSeconds = 3600;

/** A service account as its key file has it. */
export interface ServiceAccount {
	readonly email: string;
	/** PEM; line breaks may be written as \n, as in the key file. */
	readonly privateKey: string;
}

/**
 * Returns the assertion that a service account exchanges for an access token: a signed claim for the scope (RFC 7523).
 *
 * @param now milliseconds since 1970
 */
export function signedClaim({ email, privateKey }: ServiceAccount, now: number): string {
	const issuedAt = Math.floor(now / 1000);
	const claim = {
		iss: email.trim(),
		scope: dataManagerScope,
		aud: googleTokenUrl,
		iat: issuedAt,
		exp: issuedAt + lifetimeSeconds,
	};
	const text = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claim)}`;
	const key = privateKey.replaceAll('\\n', '\n').trim();
	return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
