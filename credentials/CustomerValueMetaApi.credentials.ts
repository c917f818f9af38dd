import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { appSecretProof } from '../src/sync/meta/appSecretProof';

export class CustomerValueMetaApi implements ICredentialType {
	name = 'customerValueMetaApi';

	displayName = 'Customer Value Meta API';

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
				'Created in Meta Business settings under System users, with the permission ads_management and access to the ad account. Tokens of people end after 60 days.',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Secret of the app that the token belongs to. With it, each request proves that it comes from here; leave it empty only if the app does not require that.',
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
			description: 'Where requests go. Another address is of use for tests with a sandbox only.',
		},
	];

	/** The token goes into a header, never into the address; the proof is of no use without it. */
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

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '=/{{$credentials.graphVersion}}/me/adaccounts',
			qs: { limit: 1, fields: 'id' },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 400,
					message:
						'Meta does not accept the token, the app secret or the Graph version. Create a system-user token with the permission ads_management, take the secret from the same app, and use a version such as v26.0.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Meta does not accept the token. Create a system-user token with the permission ads_management in Meta Business settings.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The token lacks a permission. Give the system user ads_management and access to the ad account.',
				},
			},
		],
	};
}
