import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { appSecretProof } from '../src/sync/meta/api/appSecretProof';

export class CustomerValueMetaApi implements ICredentialType {
	name = 'customerValueMetaApi';

	displayName = 'Meta (Customer Value) API';

	icon: Icon = {
		light: 'file:customerValueMetaApi.svg',
		dark: 'file:customerValueMetaApi.dark.svg',
	};

	documentationUrl =
		'https://developers.facebook.com/docs/business-management-apis/system-users/overview';

	properties: INodeProperties[] = [
		{
			displayName: 'System User Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Created in Meta Business settings under System users, with the permission ads_management and access to the ad account. Tokens of people expire after 60 days.',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Secret of the app that the token belongs to. Signs each request. Leave it empty only if the app does not require it.',
		},
		{
			displayName: 'Graph Version',
			name: 'graphVersion',
			type: 'string',
			default: 'v26.0',
			required: true,
			description: 'Version of the Graph API, such as v26.0',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://graph.facebook.com',
			required: true,
			description: 'Where requests are sent. Change it only to test against a sandbox.',
		},
	];

	/** The token goes into a header, never into the address; the proof can't be used without it. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const token = String(credentials.accessToken ?? '').trim();
		const appSecret = String(credentials.appSecret ?? '').trim();
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, Authorization: `Bearer ${token}` },
			qs: {
				...requestOptions.qs,
				...(appSecret === '' ? {} : { appsecret_proof: appSecretProof(token, appSecret) }),
			},
		};
	};

	/**
	 * Judged by Meta's codes, not by the status, which is 400 for nearly everything: so every answer counts as a success.
	 */
	test: ICredentialTestRequest = {
		request: {
			// A plain HTTP address is not called, so that the key is not sent there.
			baseURL:
				'={{ /^(https:|http:\\/\\/(localhost|127\\.0\\.0\\.1)(:|\\/|$))/i.test($credentials.baseUrl) ? $credentials.baseUrl : "https://base-url-needs-https.invalid" }}',
			url: '=/{{$credentials.graphVersion}}/me/adaccounts',
			qs: { limit: 1, fields: 'id' },
			ignoreHttpStatusErrors: true,
		},
		rules: [
			rule('error.error_subcode', 463, `The token has expired. ${newToken}`),
			rule('error.code', 190, `Meta rejected the token. ${newToken}`),
			rule('error.code', 102, `Meta rejected the token. ${newToken}`),
			rule('error.code', 100, wrongSecret),
			rule('error.code', 104, wrongSecret),
			rule('error.code', 2635, oldVersion),
			rule('error.code', 2500, 'Meta does not support this Graph version. It looks like v26.0.'),
			...[10, 200, 294].map((code) => rule('error.code', code, noPermission)),
			rule(
				'error.code',
				270,
				"The app's access tier does not allow other people's ad accounts. Ask Meta for standard access to the Marketing API.",
			),
			...[4, 17, 32, 341, 613, 80_003, 80_004].map((code) =>
				rule('error.code', code, tooManyCalls),
			),
			...[1, 2].map((code) => rule('error.code', code, outOfOrder)),
			rule(
				'data',
				undefined,
				'The response is not from Meta. Check the Base URL; if it is correct, test again in a few minutes.',
			),
			rule('data[0]', undefined, noAdAccount),
		],
	};
}

const newToken =
	'Create a system-user token with the permission ads_management in Meta Business settings, with the expiration "Never".';
const wrongSecret =
	'The app secret is missing or wrong. Use the secret of the app that the token was created for: Meta for Developers > App settings > Basic.';
const oldVersion =
	'Meta no longer serves this Graph version. Use v26.0 or a later one; the token and the app secret were not checked yet.';
const noPermission =
	'The token lacks a permission. Give the system user ads_management and access to the ad account.';
const tooManyCalls =
	'Meta’s rate limit is reached. Nothing is wrong with the token: test again in an hour.';
const outOfOrder =
	'Meta is temporarily unavailable. Nothing is wrong with the token: test again in a few minutes.';
const noAdAccount =
	'The token is valid, but has access to no ad account. Assign the ad account to the system user in Meta Business settings, then test again.';

/** The rule for one code of Meta's answer. */
function rule(key: string, value: number | undefined, message: string) {
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}
