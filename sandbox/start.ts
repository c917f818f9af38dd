import { startSandboxes } from './sandboxes';

// Run by `node --import tsx sandbox/start.ts [klaviyo port] [meta port]`; ends with Ctrl+C.
const [klaviyoPort = 4010, metaPort = 4020] = process.argv.slice(2).map(Number);

async function start() {
	const { klaviyo, meta, klaviyoUrl, metaUrl } = await startSandboxes({
		klaviyoPort,
		metaPort,
		rateWindows: true,
	});
	console.log(`Klaviyo   base URL ${klaviyoUrl}   private key ${klaviyo.key}`);
	console.log(
		`Meta      base URL ${metaUrl}   token ${meta.token}   app secret ${meta.appSecret}   ad account ${meta.accounts[0]}`,
	);
	console.log('What they hold: GET /sandbox/state at each address.');
}

void start();
