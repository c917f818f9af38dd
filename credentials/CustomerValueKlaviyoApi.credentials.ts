import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class CustomerValueKlaviyoApi implements ICredentialType {
	name = 'customerValueKlaviyoApi';

	displayName = 'Klaviyo (Customer Value) API';

	icon: Icon = {
		light: 'file:customerValueKlaviyoApi.svg',
		dark: 'file:customerValueKlaviyoApi.dark.svg',
	};

	documentationUrl = 'https://developers.klaviyo.com/en/docs/retrieve_api_credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Private API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'pk_…',
			description:
				'Created in Klaviyo under Settings > API keys. Scopes: profiles, lists, segments, events and subscriptions (full), accounts (read); data privacy (write) to delete profiles.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://a.klaviyo.com',
			required: true,
			description: 'Where requests are sent. Change it only to test against a sandbox.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				Authorization: '=Klaviyo-API-Key {{$credentials.apiKey.trim()}}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			// A plain HTTP address is not called, so that the key is not sent there.
			baseURL:
				'={{ /^(https:|http:\\/\\/(localhost|127\\.0\\.0\\.1)(:|\\/|$))/i.test($credentials.baseUrl) ? $credentials.baseUrl : "https://base-url-needs-https.invalid" }}',
			url: '/api/lists',
			qs: { 'page[size]': 1 },
			headers: { revision: '2026-10-15', accept: 'application/vnd.api+json' },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Klaviyo rejected this key. Use a private key, which starts with "pk_": see Settings > API keys in Klaviyo.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The key can’t read lists. Create a new key with the scopes profiles, lists, segments, events and subscriptions (full): the scopes of a key can’t be changed later.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no Klaviyo at this Base URL. It is https://a.klaviyo.com.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 503,
					message:
						'Klaviyo is temporarily unavailable. Nothing is wrong with the key: test again in a few minutes.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 429,
					message:
						'Klaviyo’s rate limit is reached, because other programs use the account too. Nothing is wrong with the key: wait a minute and test again.',
				},
			},
		],
	};
}
