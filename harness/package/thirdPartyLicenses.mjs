import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Licenses that allow shipping the code inside ours, as long as their text is included. */
const permissive = new Set([
	'0BSD',
	'Apache-2.0',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'BSL-1.0',
	'ISC',
	'MIT',
]);
const papers = /^(licen[cs]e|copying|notice)/i;

/** The folder of the package that a module belongs to; undefined for the project's own modules. */
function packageFolder(moduleId) {
	const path = moduleId.replaceAll('\\', '/').replace(/^\0/, '').split('?')[0];
	return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

async function readPackage(folder) {
	const { name, version, license } = JSON.parse(
		await readFile(join(folder, 'package.json'), 'utf8'),
	);
	if (
		!String(license)
			.split(' AND ')
			.every((each) => permissive.has(each))
	) {
		throw new Error(`${name} ${version} is under ${license}: it can't be bundled.`);
	}
	const files = (await readdir(folder)).filter((file) => papers.test(file)).sort();
	if (!files.some((file) => !/^notice/i.test(file))) {
		throw new Error(`${name} ${version} comes without the text of its licence.`);
	}
	const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
	const text = texts.map((each) => each.replaceAll('\r\n', '\n').trim()).join('\n\n');
	return { name, version, license, text };
}

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/**
 * The licenses of all packages that a bundler put into these chunks, as a Markdown page.
 *
 * A text that several packages share word for word is printed once, below all of their names.
 *
 * @param chunks rolldown's output: each chunk names its modules
 * @throws Error where a package has no license text, or one that is not permissive
 */
export async function thirdPartyLicenses(chunks) {
	const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules ?? {}));
	const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
	const packages = (await Promise.all([...folders].map(readPackage))).sort(byName);
	const sharing = new Map();
	for (const each of packages) {
		sharing.set(each.text, [...(sharing.get(each.text) ?? []), each]);
	}
	const sections = [...sharing].map(([text, users]) => {
		const names = users.map(({ name, version, license }) => `- ${name} ${version} (${license})`);
		return `## ${users[0].license}\n\n${names.join('\n')}\n\n~~~~text\n${text}\n~~~~\n`;
	});
	return [
		'# Third-party licences\n',
		`Parts of these ${packages.length} packages are contained in the files of \`lib\`. Each is given with its licence, word by word.\n`,
		...sections,
	].join('\n');
}
