import type { Runtime } from '../pinned/runtime';
import type { Login } from './server';

/** What `npm run test:e2e` tells its tests of the n8n that it has set up and started. */
export interface EndToEndSetup {
	readonly runtime: Runtime;
	readonly userFolder: string;
	/** Where n8n listens. */
	readonly url: string;
	readonly login: Login;
	/** Where the credentials of the example workflows expect the sandbox servers. */
	readonly klaviyoPort: number;
	readonly klaviyoBPort: number;
	readonly metaPort: number;
	readonly googlePort: number;
}
