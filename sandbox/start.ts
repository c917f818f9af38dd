import { startSandboxes } from './sandboxes';

// Run by `node --import tsx sandbox/start.ts [klaviyo port] [meta port] [google port]`; ends with Ctrl+C.
const [klaviyoPort = 4010, metaPort = 4020, googlePort = 4030] = process.argv.slice(2).map(Number);

async function start() {
	const { klaviyo, meta, google, klaviyoUrl, metaUrl, googleUrl } = await startSandboxes({
		klaviyoPort,
		metaPort,
		googlePort,
		rateWindows: true,
	});
	console.log(`Klaviyo   base URL ${klaviyoUrl}   private key ${klaviyo.key}`);
	console.log(
		`Meta      base URL ${metaUrl}   token ${meta.token}   app secret ${meta.appSecret}   ad account ${meta.accounts[0]}`,
	);
	console.log(
		`Google    base URL ${googleUrl}   token ${google.token}   ad account ${google.accounts[0]}`,
	);
	console.log('What they hold: GET /sandbox/state at each address.');
}

void start();
