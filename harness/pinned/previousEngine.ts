import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePinned, pinnedVersions } from './pinnedFolder';
import { withProgress } from '../process/progress';
import { must, runNpm } from '../process/runLogged';

const name = 'engine-1';
const lastInstalled = ['n8n-core', 'n8n-workflow', 'reflect-metadata'];

/** The folder that holds n8n's engine of the previous line, installed into the user's cache if it is missing. */
export async function ensurePreviousEngine(): Promise<string> {
	const version = pinnedVersions(name)['n8n-core'];
	return await ensurePinned({
		name,
		prefix: name,
		title: `n8n's engine ${version}`,
		neededBytes: 5e8,
		isComplete: (folder) =>
			lastInstalled.every((each) => existsSync(join(folder, 'node_modules', each, 'package.json'))),
		install: async (folder) => {
			const log = join(folder, 'install.log');
			await withProgress(`n8n-core ${version} (about half a minute and 250 MB)`, () =>
				must(runNpm(['ci', '--ignore-scripts'], { cwd: folder, log }), 'Installing it', log),
			);
		},
	});
}
