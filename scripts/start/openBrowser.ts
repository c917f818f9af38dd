import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
	darwin: ['open'],
	win32: ['cmd', '/c', 'start', ''],
	linux: ['xdg-open'],
};

function hasScreen(): boolean {
	if (!process.stdout.isTTY || process.env.CI || process.env.SSH_CONNECTION) return false;
	if (process.platform !== 'linux') return true;
	return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Opens an address in the user's browser where there is a screen; elsewhere it does nothing. Never fails. */
export function openBrowser(url: string): void {
	const opener = openers[process.platform];
	if (!opener || !hasScreen()) return;
	const child = spawn(opener[0], [...opener.slice(1), url], { stdio: 'ignore', detached: true });
	// The address is printed too, so a browser that can't be opened is not an error.
	child.on('error', () => {});
	child.unref();
}
