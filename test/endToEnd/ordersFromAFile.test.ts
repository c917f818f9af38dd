import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, IRun } from 'n8n-workflow';
import { writeOrders } from '../../harness/data/writeOrders';
import { executeWorkflow } from '../../harness/n8n/commands';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { changedExample, importIntoN8n, rowsOf, startExpectedSandboxes } from '../support/n8n';
import { setup } from '../support/endToEndSetup';

const slug = 'orders-from-a-file';
const folder = mkdtempSync(join(tmpdir(), 'customer-value-file-template-'));

let sandboxes: Sandboxes;
let run: IRun;

beforeAll(async () => {
	sandboxes = await startExpectedSandboxes();
	await writeOrders(join(folder, 'orders-2026.csv'), 20_000);
	const id = `${slug}-test`;
	const changed = changedExample(slug, id, (node) => {
		node('Read orders').parameters.fileSelector = join(folder, 'orders*.csv');
		node('Compute RFM').parameters.asOf = '2026-01-31';
		node('Write customers').parameters.fileName = join(folder, 'customers.ndjson');
	});
	await importIntoN8n([changed]);
	const { runtime, userFolder } = setup();
	run = await executeWorkflow(runtime, userFolder, id, {
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_RESTRICT_FILE_ACCESS_TO: folder,
	});
}, 300_000);
afterAll(async () => {
	await sandboxes.stop();
	rmSync(folder, { recursive: true });
});

describe('a file of orders from disk', () => {
	it('runs to its end', () => {
		expect(run.data.resultData.error).toBeUndefined();
		expect(Number(rowsOf(run, 'Compute RFM', 2)[0].rowsIn)).toBeGreaterThanOrEqual(20_000);
	});

	it('writes every customer to disk, with what each node adds', () => {
		const customers = readFileSync(join(folder, 'customers.ndjson'), 'utf8')
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line) as IDataObject);
		expect(customers).toHaveLength(Number(rowsOf(run, 'Compute RFM', 2)[0].customers));
		for (const field of ['rfmSegment', 'valueScore', 'tier', 'churnRisk', 'suppressedChannels']) {
			expect([field, customers.every((row) => Object.hasOwn(row, field))]).toEqual([field, true]);
		}
	});

	it('shows Klaviyo everybody, and sends nothing', () => {
		const [summary] = rowsOf(run, 'Write profiles', 2);
		expect(summary).toMatchObject({ dryRun: true, sent: 0 });
		expect(rowsOf(run, 'Write profiles').length).toBe(
			Number(rowsOf(run, 'Compute RFM', 2)[0].customers),
		);
		const writes = sandboxes.klaviyo.server.requests.filter(({ method }) => method !== 'GET');
		expect(writes).toEqual([]);
	});
});
