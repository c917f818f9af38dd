import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Advice } from '../process/advice';

const programs = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].map(
		(folder) => folder && join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
	),
];

/** The path of Chromium or Chrome on this machine; undefined where there is none. */
export function findChromium(): string | undefined {
	return programs.find((program) => program && existsSync(program));
}

/** @throws Advice where there is none */
export function needChromium(): string {
	const found = findChromium();
	if (found) return found;
	throw new Advice(
		'Chromium or Chrome was not found. Install one (on Debian: apt-get install chromium), or say where it is in CHROMIUM_PATH.',
	);
}
