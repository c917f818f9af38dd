import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialType,
	ICredentialsHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { CustomerValueKlaviyoApi } from '../../credentials/CustomerValueKlaviyoApi.credentials';
import { CustomerValueKlaviyoOAuth2Api } from '../../credentials/CustomerValueKlaviyoOAuth2Api.credentials';
import { CustomerValueGoogleOAuth2Api } from '../../credentials/CustomerValueGoogleOAuth2Api.credentials';
import { CustomerValueGoogleServiceAccountApi } from '../../credentials/CustomerValueGoogleServiceAccountApi.credentials';
import { CustomerValueMetaApi } from '../../credentials/CustomerValueMetaApi.credentials';

const types: Readonly<Record<string, ICredentialType>> = {
	customerValueKlaviyoApi: new CustomerValueKlaviyoApi(),
	customerValueKlaviyoOAuth2Api: new CustomerValueKlaviyoOAuth2Api(),
	customerValueMetaApi: new CustomerValueMetaApi(),
	customerValueGoogleOAuth2Api: new CustomerValueGoogleOAuth2Api(),
	customerValueGoogleServiceAccountApi: new CustomerValueGoogleServiceAccountApi(),
};

/** Replaces n8n's store of credentials: returns the data passed in and authenticates as the credential's class says. */
export function credentialsHelperFor(
	data: Readonly<Record<string, ICredentialDataDecryptedObject>>,
): ICredentialsHelper {
	return {
		isCredentialUsableByNode: () => true,
		// n8n's own types are not available here: its Google sign-in extends that of OAuth2.
		getParentTypes: (type: string) =>
			(types[type].extends ?? []).flatMap((parent) =>
				parent === 'googleOAuth2Api' ? [parent, 'oAuth2Api'] : [parent],
			),
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		updateCredentialsOauthTokenData: async (
			_node: unknown,
			type: string,
			{ oauthTokenData }: ICredentialDataDecryptedObject,
		) => {
			Object.assign(data[type], { oauthTokenData });
		},
		getDecrypted: async (_additionalData: unknown, _node: unknown, type: string) => ({
			...data[type],
		}),
		getCredentialsProperties: (type: string) => types[type].properties,
		authenticate: async (
			credentials: ICredentialDataDecryptedObject,
			type: string,
			options: IHttpRequestOptions,
		): Promise<IHttpRequestOptions> => {
			const { authenticate } = types[type];
			if (typeof authenticate === 'function') return await authenticate(credentials, options);
			const { headers } = (authenticate as IAuthenticateGeneric).properties;
			const resolved = Object.fromEntries(
				Object.entries(headers ?? {}).map(([name, value]) => [
					name,
					String(value)
						.slice(1)
						.replace(/\{\{\$credentials\.(\w+)\.trim\(\)\}\}/g, (_all, key: string) =>
							String(credentials[key]).trim(),
						),
				]),
			);
			return { ...options, headers: { ...options.headers, ...resolved } };
		},
	} as unknown as ICredentialsHelper;
}
