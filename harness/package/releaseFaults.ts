/**
 * The reasons why a tag can't be released, as sentences; none when the tag, package.json and the changelog name the
 * same version.
 *
 * The changelog's first version counts, and needs a date and at least one line; an empty heading "Unreleased" may stand
 * above it.
 */
export function releaseFaults(tag: string, version: string, changelog: string): string[] {
	const sections = changelog.split(/^## /m).slice(1);
	const [unreleased, newest] = sections[0]?.startsWith('Unreleased')
		? [sections[0], sections[1]]
		: [undefined, sections[0]];
	const heading = newest?.split('\n')[0] ?? '';
	const [, newestVersion, day] = /^(\S+) - (\d{4}-\d{2}-\d{2})$/.exec(heading) ?? [];
	const hasLines = (section: string | undefined) => /^- /m.test(section ?? '');
	const rules: ReadonlyArray<readonly [isBroken: boolean, fault: string]> = [
		[
			tag !== `v${version}`,
			`The tag is ${tag}, and package.json says ${version}: they belong together as v${version}.`,
		],
		[
			hasLines(unreleased),
			'CHANGELOG.md has lines under "Unreleased": move them under the version.',
		],
		[
			day === undefined,
			`The changelog's newest heading is "${heading}": it takes the form "## ${version} - 2026-01-31".`,
		],
		[
			day !== undefined && newestVersion !== version,
			`The changelog's newest version is ${newestVersion}, and package.json says ${version}.`,
		],
		[day !== undefined && !hasLines(newest), `The changelog says nothing about ${newestVersion}.`],
	];
	return rules.filter(([isBroken]) => isBroken).map(([, fault]) => fault);
}
