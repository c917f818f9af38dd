import { hasKnownEditor } from '../support/endToEndSetup';
import { executeUnder, rowsOf } from '../support/n8n';

/** The defaults that n8n 2.41 announces for a future version, as far as they can be set for one process. */
const futureDefaults = {
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_RUNNERS_TASK_TIMEOUT: '60',
} as const;

(hasKnownEditor() ? describe : describe.skip)('n8n with the defaults of its next version', () => {
	it('runs the installed package as before', async () => {
		const run = await executeUnder(futureDefaults, 'orders-to-suppression-list');
		expect(run.data.resultData.error).toBeUndefined();
		expect(rowsOf(run, 'Build Suppression List').length).toBeGreaterThan(1000);
	}, 300_000);
});
