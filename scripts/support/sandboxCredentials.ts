import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { StandIns } from '../../sandbox/standIns';

/** A credential as n8n imports it. */
export interface ImportableCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly data: ICredentialDataDecryptedObject;
}

/** The credentials of these stand-ins, under the ids and names by which the example workflows refer to them. */
export function sandboxCredentials(standIns: StandIns): ImportableCredential[] {
	const { klaviyo, klaviyoUrl, klaviyoB, klaviyoBUrl, meta, metaUrl } = standIns;
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
	];
}
