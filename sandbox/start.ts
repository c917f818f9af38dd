import { KlaviyoSandbox } from './klaviyo';
import { MetaSandbox } from './meta';

// Run by `node --import tsx sandbox/start.ts [klaviyo port] [meta port]`; ends with Ctrl+C.
const [klaviyoPort = 4010, metaPort = 4020] = process.argv.slice(2).map(Number);

const klaviyo = new KlaviyoSandbox({ rateWindows: true });
const meta = new MetaSandbox({ rateWindows: true });

for (const name of ['Champions', 'VIP', 'High-Value', 'Mid-Tier', 'Low-Value', 'Newsletter']) {
	klaviyo.addList(name);
}
meta.addAudience('Customers A');

async function start() {
	const klaviyoAddress = await klaviyo.start(klaviyoPort);
	const metaAddress = await meta.start(metaPort);

	console.log(`Klaviyo   base URL ${klaviyoAddress}   private key ${klaviyo.key}`);
	console.log(
		`Meta      base URL ${metaAddress}   token ${meta.token}   app secret ${meta.appSecret}   ad account ${meta.accounts[0]}`,
	);
	console.log('What they hold: GET /sandbox/state at each address.');
}

void start();
