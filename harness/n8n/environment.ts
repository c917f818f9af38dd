import { anyFreePort } from '../process/freePort';

/** Settings by which another n8n on the same machine would affect the one started here. */
const foreign =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|CREDENTIALS_|EXTERNAL_|NODES_|WORKFLOWS_|WEBHOOK_|GENERIC_TIMEZONE$|NODE_OPTIONS$|NODE_PATH$|NODE_ENV$|npm_)/i;

/** No questions, no advertisements, no calls to the internet; reachable only from this machine. */
const settings = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	// The list of verified community nodes is fetched from n8n's own site.
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	// The editor is opened over plain http.
	N8N_SECURE_COOKIE: 'false',
	N8N_PYTHON_ENABLED: 'false',
	NO_COLOR: '1',
} as const;

/** The environment of an n8n with its data in the user folder, and its own port for its task runners. */
export async function n8nEnvironment(userFolder: string): Promise<NodeJS.ProcessEnv> {
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(own),
		...settings,
		N8N_USER_FOLDER: userFolder,
		// n8n binds it only seconds later: two that start at the same time must not get the same one.
		N8N_RUNNERS_BROKER_PORT: String(await anyFreePort()),
	};
}
