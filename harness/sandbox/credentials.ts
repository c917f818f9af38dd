import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';

/** A credential as n8n imports it. */
export interface ImportableCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly data: ICredentialDataDecryptedObject;
}

/** The credentials of these sandbox servers, under the ids and names by which the example workflows refer to them. */
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
				// The sandbox takes a token that does not end, so that none has to be signed for.
				privateKey: 'none',
				accessToken: google.token,
				baseUrl: googleUrl,
			},
		},
	];
}
