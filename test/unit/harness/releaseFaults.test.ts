import { releaseFaults } from '../../../harness/package/releaseFaults';

const changelog = (...sections: string[]) => ['# Changelog\n', ...sections].join('\n');
const released = '## 1.2.0 - 2026-03-01\n\n### Added\n\n- A thing.\n';

describe('releaseFaults', () => {
	it.each([
		['the version at the top', changelog(released)],
		['an empty "Unreleased" above it', changelog('## Unreleased\n', released)],
	])('finds none with %s', (_what, text) => {
		expect(releaseFaults('v1.2.0', '1.2.0', text)).toEqual([]);
	});

	it.each([
		['another tag', 'v1.3.0', '1.2.0', changelog(released), /The tag is v1\.3\.0/],
		['a tag without its v', '1.2.0', '1.2.0', changelog(released), /as v1\.2\.0/],
		[
			'lines not yet moved',
			'v1.2.0',
			'1.2.0',
			changelog('## Unreleased\n\n- More.\n', released),
			/under "Unreleased"/,
		],
		[
			'a version without its day',
			'v1.2.0',
			'1.2.0',
			changelog('## 1.2.0\n\n- A thing.\n'),
			/takes the form/,
		],
		['an older changelog', 'v1.3.0', '1.3.0', changelog(released), /newest version is 1\.2\.0/],
		[
			'nothing to say',
			'v1.2.0',
			'1.2.0',
			changelog('## 1.2.0 - 2026-03-01\n'),
			/says nothing about 1\.2\.0/,
		],
		['no changelog', 'v1.2.0', '1.2.0', '', /takes the form/],
	])('finds %s', (_what, tag, version, text, fault) => {
		expect(releaseFaults(tag, version, text)).toEqual([expect.stringMatching(fault)]);
	});
});
