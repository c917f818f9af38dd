import { KlaviyoSandbox } from './klaviyo';
import { MetaSandbox } from './meta';

/** Both stand-ins as an account looks that somebody has set up. */
export interface StandIns {
	readonly klaviyo: KlaviyoSandbox;
	readonly meta: MetaSandbox;
	readonly klaviyoUrl: string;
	readonly metaUrl: string;
	stop(): Promise<void>;
}

/**
 * Lists that are there from the start. Ids are given in this order, beginning with L000001, so that the example
 * workflows can name them.
 */
const lists = ['Champions', 'VIP', 'High-Value', 'Mid-Tier', 'Low-Value', 'Newsletter'];

/**
 * Starts stand-ins of Klaviyo and Meta on this machine; without ports on any that are free.
 *
 * @param options.rateWindows whether they enforce the published limits
 */
export async function startStandIns(
	options: { klaviyoPort?: number; metaPort?: number; rateWindows?: boolean } = {},
): Promise<StandIns> {
	const { rateWindows = false } = options;
	const klaviyo = new KlaviyoSandbox({ rateWindows, jobMs: rateWindows ? undefined : 0 });
	const meta = new MetaSandbox({ rateWindows });
	for (const name of lists) klaviyo.addList(name);
	meta.addAudience('Customers A');
	return {
		klaviyo,
		meta,
		klaviyoUrl: await klaviyo.start(options.klaviyoPort),
		metaUrl: await meta.start(options.metaPort),
		stop: async () => {
			await Promise.all([klaviyo.stop(), meta.stop()]);
		},
	};
}
