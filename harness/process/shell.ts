import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Every command of the project runs in its root. */
export const root = process.cwd();

/** Runs a program in the project's root with its output passed through; returns its exit code. */
export function run(
	command: string,
	args: readonly string[],
	environment: NodeJS.ProcessEnv = {},
): Promise<number> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: root,
			stdio: 'inherit',
			env: { ...process.env, ...environment },
		});
		child.on('error', reject);
		child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
	});
}

/** Runs a program installed in node_modules under this Node; returns its exit code. */
export function runTool(
	entry: string,
	args: readonly string[] = [],
	environment: NodeJS.ProcessEnv = {},
): Promise<number> {
	return run(process.execPath, [join(root, 'node_modules', entry), ...args], environment);
}

/** Runs a named step, prints how long it took, and ends the process with its exit code when it fails. */
export async function step(name: string, work: () => Promise<number>): Promise<void> {
	const start = performance.now();
	console.log(`\n── ${name}`);
	const code = await work();
	const seconds = ((performance.now() - start) / 1000).toFixed(1);
	if (code === 0) {
		console.log(`── ${name}: done in ${seconds} s`);
		return;
	}
	console.error(`── ${name}: failed after ${seconds} s`);
	process.exit(code);
}

export const build = () => runTool('gulp/bin/gulp.js', ['--silent', 'fast']);
export const checkTypes = (project = 'tsconfig.json') =>
	runTool('typescript/bin/tsc', ['--noEmit', '--project', project]);
export const lint = async (args: readonly string[] = []) =>
	(await runTool('eslint/bin/eslint.js', ['.', '--max-warnings=0', ...args])) ||
	(await runTool('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']));
export const format = async () =>
	(await runTool('eslint/bin/eslint.js', ['.', '--fix'])) ||
	(await runTool('prettier/bin/prettier.cjs', ['--write', '--log-level=warn', '.']));
