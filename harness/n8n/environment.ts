import { randomInt } from 'node:crypto';
import { freePort } from '../process/freePort';

/** Settings that would reach into the n8n that is started here from another one on the same machine. */
const foreign =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|CREDENTIALS_|EXTERNAL_|NODES_|WORKFLOWS_|WEBHOOK_|GENERIC_TIMEZONE$|NODE_OPTIONS$|NODE_PATH$|NODE_ENV$|npm_)/i;

/** No questions, no advertisement, no call to the outside; reachable from this machine alone. */
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

/** The environment of an n8n whose data lie in the user folder, with a port of its own for its task runners. */
export async function n8nEnvironment(userFolder: string): Promise<NodeJS.ProcessEnv> {
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(own),
		...settings,
		N8N_USER_FOLDER: userFolder,
		// n8n takes it only seconds later: two that start at the same time must not have been given the same one.
		N8N_RUNNERS_BROKER_PORT: String(await freePort(randomInt(20_000, 30_000))),
	};
}
