import { createVerify, generateKeyPairSync } from 'node:crypto';
import { parseJson } from '../../src/values/parseJson';
import type { Answer, ReceivedRequest } from '../server';

const tokenSeconds = 3600;
export const scope = 'https://www.googleapis.com/auth/datamanager';

const makeKeys = () =>
	generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});

/** Google's tokens: issued for an authorization code, a refresh token, or the signed claim of a service account. */
export class TokenServer {
	readonly clientId = 'sandbox_client';
	readonly clientSecret = 'sandbox_secret';
	readonly serviceEmail = 'sandbox@project.iam.gserviceaccount.com';
	private made: ReturnType<typeof makeKeys> | undefined;
	private readonly refreshTokens = new Set<string>();
	/** When each access token expires, in ms since 1970. */
	private readonly accessTokens = new Map<string, number>();
	private count = 0;

	constructor(private readonly now: () => number) {}

	/** The private key of the service account. */
	get privateKey(): string {
		return this.keys.privateKey;
	}

	/** Generated on first use, because it takes a while. */
	private get keys() {
		this.made ??= makeKeys();
		return this.made;
	}

	/** The answer to a request that is about tokens; undefined for all others. */
	answer({ method, path, query, headers, body }: ReceivedRequest): Answer | undefined {
		if (method === 'GET' && path === '/auth') return this.authorize(query);
		if (method !== 'POST' || path !== '/token') return undefined;
		const form = Object.fromEntries(new URLSearchParams(body));
		if (form.grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
			return this.isSigned(form.assertion ?? '')
				? { status: 200, body: this.tokens() }
				: refused(400, 'invalid_grant');
		}
		const basic = Buffer.from(`${this.clientId}:${this.clientSecret}`).toString('base64');
		const isClient =
			headers.authorization === `Basic ${basic}` ||
			(form.client_id === this.clientId && form.client_secret === this.clientSecret);
		if (!isClient) return refused(401, 'invalid_client');
		if (form.grant_type === 'authorization_code') return { status: 200, body: this.connect() };
		return this.refreshTokens.has(form.refresh_token)
			? { status: 200, body: this.tokens() }
			: refused(400, 'invalid_grant');
	}

	isValid(token: string): boolean {
		return (this.accessTokens.get(token) ?? 0) > this.now();
	}

	/** Tokens as an already connected account holds them. */
	connect() {
		this.count++;
		const refresh = `sandbox_refresh_${this.count}`;
		this.refreshTokens.add(refresh);
		return { ...this.tokens(), refresh_token: refresh };
	}

	/** Expires all access tokens; they can be renewed. */
	expire(): void {
		this.accessTokens.clear();
	}

	/** Revokes all tokens, as when somebody withdraws the access. */
	revoke(): void {
		this.expire();
		this.refreshTokens.clear();
	}

	/** The person at the browser always agrees. */
	private authorize(query: Readonly<Record<string, string>>): Answer {
		const { client_id, response_type, redirect_uri, state } = query;
		const isRight =
			client_id === this.clientId && response_type === 'code' && query.scope === scope;
		if (!isRight) return refused(400, 'invalid_request');
		const location = new URL(redirect_uri);
		location.searchParams.set('code', 'sandbox_code');
		location.searchParams.set('state', state);
		return { status: 302, headers: { location: location.href } };
	}

	private isSigned(assertion: string): boolean {
		const [header, payload, signature] = assertion.split('.');
		const claims = parseJson(Buffer.from(payload ?? '', 'base64url').toString()) as
			| Record<string, unknown>
			| undefined;
		if (signature === undefined || claims?.iss !== this.serviceEmail || claims.scope !== scope) {
			return false;
		}
		return createVerify('RSA-SHA256')
			.update(`${header}.${payload}`)
			.verify(this.keys.publicKey, signature, 'base64url');
	}

	private tokens() {
		this.count++;
		const token = `ya29.sandbox_${this.count}`;
		this.accessTokens.set(token, this.now() + tokenSeconds * 1000);
		return { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds };
	}
}

const refused = (status: number, error: string): Answer => ({ status, body: { error } });
