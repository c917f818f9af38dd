import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { googleTest } from '../src/sync/google/api/credentialTest';

/** The Base URL of a sandbox on this machine, without a trailing slash; empty for any other address. */
const sandboxUrl =
	'(/^http:\\/\\/(localhost|127\\.0\\.0\\.1)(:|\\/|$)/i.test($self["baseUrl"]) ? $self["baseUrl"].replace(/\\/+$/, "") : "")';

/**
 * Google by OAuth: n8n's own Google sign-in, limited to the Data Manager API. n8n requests the tokens and renews them.
 */
export class CustomerValueGoogleOAuth2Api implements ICredentialType {
	name = 'customerValueGoogleOAuth2Api';

	displayName = 'Google (Customer Value) OAuth2 API';

	extends = ['googleOAuth2Api'];

	icon: Icon = {
		light: 'file:customerValueGoogleApi.svg',
		dark: 'file:customerValueGoogleApi.dark.svg',
	};

	documentationUrl =
		'https://developers.google.com/data-manager/api/devguides/quickstart/set-up-access';

	properties: INodeProperties[] = [
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `={{ ${sandboxUrl} ? ${sandboxUrl} + "/auth" : "https://accounts.google.com/o/oauth2/v2/auth" }}`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ ${sandboxUrl} ? ${sandboxUrl} + "/token" : "https://oauth2.googleapis.com/token" }}`,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: 'https://www.googleapis.com/auth/datamanager',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://datamanager.googleapis.com',
			required: true,
			description: 'Where requests are sent. Change it only to test against a sandbox.',
		},
	];

	test: ICredentialTestRequest = googleTest('Google account');
}
