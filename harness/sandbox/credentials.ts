import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';

/** A credential as n8n imports it. */
export interface ImportableCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly data: ICredentialDataDecryptedObject;
}

/** The credentials of these sandbox servers, under the IDs and names that the example workflows use. */
export function sandboxCredentials(sandboxes: Sandboxes): ImportableCredential[] {
	const { klaviyo, klaviyoUrl, klaviyoB, klaviyoBUrl, meta, metaUrl, google, googleUrl } =
		sandboxes;
	return [
		{
			id: 'klaviyoSandbox',
			name: 'Klaviyo sandbox',
			type: 'customerValueKlaviyoApi',
			data: { apiKey: klaviyo.key, baseUrl: klaviyoUrl },
		},
		{
			id: 'klaviyoSandboxB',
			name: 'Klaviyo sandbox B',
			type: 'customerValueKlaviyoApi',
			data: { apiKey: klaviyoB.key, baseUrl: klaviyoBUrl },
		},
		{
			id: 'metaSandbox',
			name: 'Meta sandbox',
			type: 'customerValueMetaApi',
			data: {
				accessToken: meta.token,
				appSecret: meta.appSecret,
				graphVersion: 'v26.0',
				baseUrl: metaUrl,
			},
		},
		{
			id: 'googleSandbox',
			name: 'Google sandbox',
			type: 'customerValueGoogleServiceAccountApi',
			data: {
				email: google.tokens.serviceEmail,
				// The sandbox accepts a token that does not expire, so that none has to be signed.
				privateKey: 'none',
				accessToken: google.token,
				baseUrl: googleUrl,
			},
		},
	];
}
