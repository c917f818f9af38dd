// Entry of every npm command: installs the locked dependencies when they are missing or stale,
// then runs scripts/<command>.ts. Needs nothing but Node and npm.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.customer-value-lock');

function requireNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	console.error(`Node 20.19 or newer is needed; this is ${process.version}.`);
	process.exit(1);
}

function run(command, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
		// Ctrl-C goes to the command, which ends when it is done; this process waits for it.
		const forward = (signal) => void child.kill(signal);
		for (const signal of signals) process.on(signal, forward);
		child.on('error', reject);
		child.on('exit', (code, signal) => {
			for (const signal of signals) process.off(signal, forward);
			resolve(signal ? 1 : (code ?? 1));
		});
	});
}

async function installDependencies() {
	// A linked folder belongs to another checkout, which installs it.
	if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) return;
	const lock = createHash('sha256')
		.update(readFileSync(join(root, 'package-lock.json')))
		.digest('hex');
	if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return;
	console.log('Installing the locked development dependencies (about a minute, once) …');
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	// `--ignore-scripts` is in .npmrc: installed packages run no code of their own.
	const code = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		shell: process.platform === 'win32',
	});
	if (code !== 0) process.exit(code);
	writeFileSync(stampFile, lock);
}

const [command, ...args] = process.argv.slice(2);
const file = `${command.replace(':', '-')}.ts`;
requireNode();
await installDependencies();
process.exit(await run(process.execPath, ['--import', 'tsx', join('scripts', file), ...args]));
