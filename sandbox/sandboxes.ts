import { GoogleSandbox } from './google/googleSandbox';
import { KlaviyoSandbox } from './klaviyo/klaviyoSandbox';
import { MetaSandbox } from './meta/metaSandbox';

/** The sandbox servers, with accounts as somebody would have set them up. */
export interface Sandboxes {
	readonly klaviyo: KlaviyoSandbox;
	/** The account of another client, with its own key. */
	readonly klaviyoB: KlaviyoSandbox;
	readonly meta: MetaSandbox;
	readonly google: GoogleSandbox;
	readonly klaviyoUrl: string;
	readonly klaviyoBUrl: string;
	readonly metaUrl: string;
	readonly googleUrl: string;
	stop(): Promise<void>;
}

/**
 * Lists that exist from the start. IDs are assigned in this order, beginning with L000001, so that the example
 * workflows can name them.
 */
const lists = ['Champions', 'VIP', 'High-Value', 'Mid-Tier', 'Low-Value', 'Newsletter'];

/**
 * Starts sandbox servers of Klaviyo, Meta and Google on this machine; on any free ports if none are given.
 *
 * @param options.rateWindows whether they enforce the published limits
 */
export async function startSandboxes(
	options: {
		klaviyoPort?: number;
		klaviyoBPort?: number;
		metaPort?: number;
		googlePort?: number;
		rateWindows?: boolean;
	} = {},
): Promise<Sandboxes> {
	const { rateWindows = false } = options;
	const ofKlaviyo = { rateWindows, jobMs: rateWindows ? undefined : 0 };
	const klaviyo = new KlaviyoSandbox(ofKlaviyo);
	const klaviyoB = new KlaviyoSandbox({ ...ofKlaviyo, key: 'pk_sandbox_b' });
	const meta = new MetaSandbox({ rateWindows });
	const google = new GoogleSandbox({ rateWindows });
	for (const name of lists) {
		klaviyo.addList(name);
		klaviyoB.addList(name);
	}
	meta.addAudience('Customers A');
	google.addList('Customers A');
	return {
		klaviyo,
		klaviyoB,
		meta,
		google,
		klaviyoUrl: await klaviyo.start(options.klaviyoPort),
		klaviyoBUrl: await klaviyoB.start(options.klaviyoBPort),
		metaUrl: await meta.start(options.metaPort),
		googleUrl: await google.start(options.googlePort),
		stop: async () => {
			await Promise.all([klaviyo.stop(), klaviyoB.stop(), meta.stop(), google.stop()]);
		},
	};
}
