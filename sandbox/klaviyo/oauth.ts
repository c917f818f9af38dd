import { createHash } from 'node:crypto';
import type { Answer, ReceivedRequest } from '../server';

const tokenSeconds = 3600;

/** Klaviyo's OAuth: an authorization code bound to a code challenge (PKCE), then tokens that have to be renewed. */
export class OAuthServer {
	readonly clientId = 'sandbox_client';
	readonly clientSecret = 'sandbox_secret';
	private readonly challenges = new Map<string, string>();
	private readonly refreshTokens = new Set<string>();
	/** When each access token expires, in ms since 1970. */
	private readonly accessTokens = new Map<string, number>();
	private count = 0;

	constructor(private readonly now: () => number) {}

	/** The answer to a request that is about tokens; undefined for all others. */
	answer({ method, path, query, headers, body }: ReceivedRequest): Answer | undefined {
		if (method === 'GET' && path === '/oauth/authorize') return this.authorize(query);
		if (method !== 'POST' || path !== '/oauth/token') return undefined;
		const client = Buffer.from(`${this.clientId}:${this.clientSecret}`).toString('base64');
		if (headers.authorization !== `Basic ${client}`) return refused(401, 'invalid_client');
		return this.giveTokens(Object.fromEntries(new URLSearchParams(body)));
	}

	/** Whether an access token was issued here and has not expired. */
	isValid(token: string): boolean {
		return (this.accessTokens.get(token) ?? 0) > this.now();
	}

	/** Tokens as an already connected account holds them. */
	connect(): { access_token: string; refresh_token: string } {
		const refresh = this.next('refresh');
		this.refreshTokens.add(refresh);
		return this.tokens(refresh);
	}

	/** Expires all access tokens; they can be renewed. */
	expire(): void {
		this.accessTokens.clear();
	}

	/** Revokes all tokens, as when somebody removes the app from the account. */
	revoke(): void {
		this.expire();
		this.refreshTokens.clear();
	}

	/** The person at the browser always agrees. */
	private authorize(query: Readonly<Record<string, string>>): Answer {
		const { client_id, response_type, code_challenge_method, code_challenge } = query;
		const isRight =
			client_id === this.clientId &&
			response_type === 'code' &&
			code_challenge_method === 'S256' &&
			code_challenge !== undefined &&
			query.scope !== undefined;
		if (!isRight) return refused(400, 'invalid_request');
		const code = this.next('code');
		this.challenges.set(code, code_challenge);
		const location = new URL(query.redirect_uri);
		location.searchParams.set('code', code);
		location.searchParams.set('state', query.state);
		return { status: 302, headers: { location: location.href } };
	}

	private giveTokens(form: Readonly<Record<string, string>>): Answer {
		if (form.grant_type === 'refresh_token') {
			return this.refreshTokens.has(form.refresh_token)
				? { status: 200, body: this.tokens(form.refresh_token) }
				: refused(400, 'invalid_grant');
		}
		const challenge = this.challenges.get(form.code);
		this.challenges.delete(form.code);
		const shown = createHash('sha256')
			.update(form.code_verifier ?? '')
			.digest('base64url');
		if (form.grant_type !== 'authorization_code' || challenge !== shown) {
			return refused(400, 'invalid_grant');
		}
		return { status: 200, body: this.connect() };
	}

	private tokens(refresh: string) {
		const access = this.next('access');
		this.accessTokens.set(access, this.now() + tokenSeconds * 1000);
		return {
			access_token: access,
			refresh_token: refresh,
			token_type: 'bearer',
			expires_in: tokenSeconds,
		};
	}

	private next(kind: string): string {
		this.count++;
		return `sandbox_${kind}_${this.count}`;
	}
}

const refused = (status: number, error: string): Answer => ({ status, body: { error } });
