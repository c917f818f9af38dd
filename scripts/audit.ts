// Known vulnerabilities of what is shipped: runs npm's own audit on the packages whose code is bundled.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Advice } from '../harness/process/advice';
import { build, root, step } from '../harness/process/shell';
import { shippedLock, type Lock } from '../harness/package/shippedLock';

interface AuditReport {
	readonly message?: string;
	readonly metadata?: { readonly vulnerabilities: { readonly total: number } };
	readonly vulnerabilities?: Readonly<Record<string, { severity: string; range: string }>>;
}

await step('Build', build);
const lock = shippedLock(
	JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock,
	readFileSync(join(root, 'dist', 'THIRD-PARTY-LICENSES.md'), 'utf8'),
);
const count = Object.keys(lock.packages).length - 1;
const folder = mkdtempSync(join(tmpdir(), 'customer-value-audit-'));
try {
	writeFileSync(join(folder, 'package.json'), JSON.stringify(lock.packages['']));
	writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
	const { stdout } = spawnSync('npm', ['audit', '--json', '--package-lock-only'], {
		cwd: folder,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	const report = JSON.parse(stdout) as AuditReport;
	if (report.metadata === undefined) {
		throw new Advice(
			`The registry that npm is set to here answers no audits (${report.message?.split(' - ')[0]}), so nothing is known about the ${count} bundled packages. Run this where npm reaches the public registry; the publish workflow does.`,
		);
	}
	for (const [name, { severity, range }] of Object.entries(report.vulnerabilities ?? {})) {
		console.error(`${name} ${range}: ${severity}`);
	}
	const { total } = report.metadata.vulnerabilities;
	console.log(`${count} bundled packages, ${total} known weaknesses.`);
	process.exitCode = total === 0 ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
