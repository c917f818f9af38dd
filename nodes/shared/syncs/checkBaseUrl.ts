import {
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	NodeOperationError,
} from 'n8n-workflow';

const localHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses an address over which the key and the customers would be sent unencrypted; a sandbox on the same machine is
 * allowed.
 */
export function checkBaseUrl(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	baseUrl: string,
): void {
	// A text that isn't an address fails at the first request, with the message for that.
	if (!URL.canParse(baseUrl)) return;
	const { protocol, hostname } = new URL(baseUrl);
	if (protocol === 'https:' || localHosts.has(hostname)) return;
	throw new NodeOperationError(
		context.getNode(),
		'The Base URL of the credential must start with https://',
		{
			description:
				'Otherwise the key and the customers would be sent unencrypted. Nothing was sent. Only a sandbox at localhost may use http://.',
		},
	);
}
