/**
 * Returns n8n's test of a credential: it sends an invalid request, which Google reports as such to everybody with
 * access.
 *
 * @param who signs in: "service account"
 */
export function googleTest(who: string) {
	const wrong = `Google rejected the ${who}. Connect it again, or check the credential against the key file.`;
	const notEnabled =
		'The Data Manager API is not enabled for the Google Cloud project of the credential, or the credential does not include it. Enable "Data Manager API" there, wait a few minutes, and test again.';
	const tooMany = `The quota of the Google Cloud project is used up. Nothing is wrong with the ${who}: test again in a few minutes.`;
	const outOfOrder = `Google is temporarily unavailable. Nothing is wrong with the ${who}: test again in a few minutes.`;
	return {
		request: {
			// A plain HTTP address is not called, so that the token is not sent there.
			baseURL:
				'={{ /^(https:|http:\\/\\/(localhost|127\\.0\\.0\\.1)(:|\\/|$))/i.test($credentials.baseUrl) ? $credentials.baseUrl : "https://base-url-needs-https.invalid" }}',
			url: '/v1/requestStatus:retrieve',
			qs: { requestId: 'credentialTest' },
			ignoreHttpStatusErrors: true,
		},
		rules: [
			rule('UNAUTHENTICATED', wrong),
			rule('PERMISSION_DENIED', notEnabled),
			rule('RESOURCE_EXHAUSTED', tooMany),
			rule('UNAVAILABLE', outOfOrder),
			rule('INTERNAL', outOfOrder),
			rule('NOT_FOUND', 'The response is not from the Data Manager API. Check the Base URL.'),
		],
	};
}

/** The rule for one status of Google's answer. */
function rule(value: string, message: string) {
	const properties = { key: 'error.status', value, message };
	return { type: 'responseSuccessBody' as const, properties };
}
