import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import glob from 'fast-glob';

const root = process.cwd();
const icons = glob.sync('{nodes,credentials}/**/*.svg', { cwd: root }).sort();
/** The background of a node on n8n's canvas and in its lists, lightest and darkest of each theme. */
const grounds = { light: ['#ffffff', '#f5f5f5'], dark: ['#1f1f1f', '#444444'] };

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
	const [red, green, blue] = [1, 3, 5].map((at) => {
		const part = parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

it('black on white has the contrast that WCAG names', () => {
	expect(contrast('#000000', '#ffffff')).toBe(21);
});

it.each(icons)('%s stands out from the ground of its theme, at least 3 to 1', (file) => {
	const svg = readFileSync(join(root, file), 'utf8');
	const colours = [...svg.matchAll(/#[0-9a-f]{6}\b/gi)].map(([colour]) => colour);
	expect(colours.length).toBeGreaterThan(0);
	const theme = file.endsWith('.dark.svg') ? 'dark' : 'light';
	const faint = colours.filter((colour) =>
		grounds[theme].some((ground) => contrast(colour, ground) < 3),
	);
	expect(faint).toEqual([]);
});

it.each(icons)('%s looks like no other icon', (file) => {
	const shapes = (one: string) =>
		readFileSync(join(root, one), 'utf8').replace(/#[0-9a-f]{6}\b/gi, '');
	const theme = file.endsWith('.dark.svg');
	const others = icons.filter((one) => one !== file && one.endsWith('.dark.svg') === theme);
	// A credential has the icon of the node that uses it.
	const folder = file.split('/')[0];
	const twins = others.filter(
		(one) => one.split('/')[0] === folder && shapes(one) === shapes(file),
	);
	expect(twins).toEqual([]);
});
