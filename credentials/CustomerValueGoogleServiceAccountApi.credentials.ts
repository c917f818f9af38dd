import type {
	Icon,
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { googleTest } from '../src/sync/google/api/credentialTest';
import { googleTokenUrl, signedClaim } from '../src/sync/google/api/serviceAccount';

/**
 * Google by a service account, which is granted access in the ad account itself: for servers that nobody signs in to.
 */
export class CustomerValueGoogleServiceAccountApi implements ICredentialType {
	name = 'customerValueGoogleServiceAccountApi';

	displayName = 'Google (Customer Value) Service Account API';

	icon: Icon = {
		light: 'file:customerValueGoogleApi.svg',
		dark: 'file:customerValueGoogleApi.dark.svg',
	};

	documentationUrl =
		'https://developers.google.com/data-manager/api/devguides/quickstart/set-up-access';

	properties: INodeProperties[] = [
		{
			displayName: 'Service Account Email',
			name: 'email',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'name@project.iam.gserviceaccount.com',
			description:
				'"client_email" in the key file. Add it as a user in Google Ads under Access and security.',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: '-----BEGIN PRIVATE KEY-----',
			description:
				'"private_key" in the key file, whole. The Data Manager API must be enabled in the project.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
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

	/** n8n calls it where there is no token yet, and again where Google rejects the token. */
	preAuthentication = async function (
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	) {
		const { email, privateKey, baseUrl } = credentials;
		const account = { email: String(email), privateKey: String(privateKey) };
		const { access_token: accessToken } = (await this.helpers.httpRequest({
			method: 'POST',
			url: tokenUrl(String(baseUrl)),
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams({
				grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
				assertion: signedClaim(account, Date.now()),
			}).toString(),
			json: true,
		})) as { access_token: string };
		return { accessToken };
	};

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken.trim()}}' } },
	};

	test: ICredentialTestRequest = googleTest('service account');
}

/** A sandbox on this machine issues its own tokens; a private key is never sent, only what it has signed. */
function tokenUrl(baseUrl: string): string {
	const isSandbox = /^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/i.test(baseUrl);
	return isSandbox ? `${baseUrl.replace(/\/+$/, '')}/token` : googleTokenUrl;
}
