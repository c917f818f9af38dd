import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Advice } from './advice';

interface LoggedRun {
	readonly cwd: string;
	/** The file that the output is appended to. */
	readonly log: string;
	readonly shell?: boolean;
}

/** Runs a program with its output in a log file; the exit code, or 1 when it was stopped or never started. */
export function runLogged(
	command: string,
	args: readonly string[],
	options: LoggedRun,
): Promise<number> {
	return new Promise((resolve) => {
		const log = openSync(options.log, 'a');
		const child = spawn(command, args, {
			cwd: options.cwd,
			stdio: ['ignore', log, log],
			shell: options.shell,
		});
		closeSync(log);
		// npm is slow to obey a milder signal.
		const kill = () => void child.kill('SIGKILL');
		const end = (code: number) => {
			process.off('exit', kill);
			resolve(code);
		};
		process.once('exit', kill);
		child.on('error', () => end(1));
		child.on('exit', (code) => end(code ?? 1));
	});
}

/** Runs npm with its output in a log file; returns its exit code. */
export function runNpm(args: readonly string[], options: LoggedRun): Promise<number> {
	const isWindows = process.platform === 'win32';
	const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
	return runLogged(isWindows ? 'npm.cmd' : 'npm', [...args, ...quiet], {
		...options,
		shell: isWindows,
	});
}

/**
 * Waits for a program that has to succeed.
 *
 * @throws Advice with the end of the log when it does not
 */
export async function must(code: Promise<number>, what: string, log: string): Promise<void> {
	if ((await code) === 0) return;
	const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-25);
	throw new Advice(`${what} failed. The end of its output:\n\n${lines.join('\n')}\n`);
}
