import type { Runtime } from '../pinned/runtime';
import type { Login } from './server';

/** What `npm run test:e2e` passes to its tests about the n8n that it has set up and started. */
export interface EndToEndSetup {
	readonly runtime: Runtime;
	readonly userFolder: string;
	/** The address of n8n. */
	readonly url: string;
	readonly login: Login;
	/** The ports on which the credentials of the example workflows expect the sandbox servers. */
	readonly klaviyoPort: number;
	readonly klaviyoBPort: number;
	readonly metaPort: number;
	readonly googlePort: number;
}
