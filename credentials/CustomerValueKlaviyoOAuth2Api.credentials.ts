import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The Base URL without a trailing slash; a plain HTTP address gets no secret and no token. */
const safeBaseUrl =
	'(/^(https:|http:\\/\\/(localhost|127\\.0\\.0\\.1)(:|\\/|$))/i.test($self["baseUrl"]) ? $self["baseUrl"] : "https://base-url-needs-https.invalid").replace(/\\/+$/, "")';

/** Klaviyo by OAuth: for your own app, besides the private key. n8n requests the tokens and renews them. */
export class CustomerValueKlaviyoOAuth2Api implements ICredentialType {
	name = 'customerValueKlaviyoOAuth2Api';

	displayName = 'Klaviyo (Customer Value) OAuth2 API';

	extends = ['oAuth2Api'];

	icon: Icon = {
		light: 'file:customerValueKlaviyoApi.svg',
		dark: 'file:customerValueKlaviyoApi.dark.svg',
	};

	documentationUrl = 'https://developers.klaviyo.com/en/docs/set_up_oauth';

	properties: INodeProperties[] = [
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'pkce',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			// People sign in at www, but only the API's address issues tokens.
			default: `={{ ${safeBaseUrl}.replace(/^https:\\/\\/a\\.klaviyo\\.com/, "https://www.klaviyo.com") }}/oauth/authorize`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ ${safeBaseUrl} }}/oauth/token`,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default:
				'accounts:read data-privacy:write events:write lists:read lists:write profiles:read profiles:write segments:read segments:write subscriptions:read subscriptions:write',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'header',
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
}
