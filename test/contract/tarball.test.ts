import { spawnSync } from 'node:child_process';
import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import glob from 'fast-glob';
import { packPackage, unpackPackage, type PackedPackage } from '../../harness/package/packPackage';

const root = join(__dirname, '..', '..');
const afterBuild = existsSync(join(root, 'dist')) ? describe : describe.skip;

/**
 * Bytes: the nodes and syncs, whose bundles keep their comments, the reader of Parquet (40,000 packed) and the SQL of the
 * later steps and of a third engine (150,000 unpacked), with room to grow. More needs a reason.
 */
const largestTarball = 900_000;
const largestInstall = 3_800_000;

const papers = ['CHANGELOG.md', 'LICENSE.md', 'README.md', 'package.json'];
const shipped =
	/^dist\/(?:(?:nodes|credentials|lib)\/[\w./-]+\.(?:js|json|svg|png)|THIRD-PARTY-LICENSES\.md)$/;
const permissive = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'ISC', 'MIT'];

afterBuild('the tarball (skipped before a build)', () => {
	let work: string;
	let packed: PackedPackage;
	let unpacked: string;

	beforeAll(() => {
		work = mkdtempSync(join(tmpdir(), 'customer-value-tarball-'));
		packed = packPackage(root, work);
		unpacked = join(work, 'package');
		mkdirSync(unpacked);
		unpackPackage(packed.file, unpacked);
	}, 60_000);
	afterAll(() => rmSync(work, { recursive: true, force: true }));

	const textOf = (path: string) => readFileSync(join(unpacked, path), 'utf8');

	function scan(folder: string, ...options: string[]) {
		const script = join(root, 'harness', 'package', 'scanPackage.mjs');
		const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder, ...options], {
			cwd: root,
			encoding: 'utf8',
			// n8n's rules check fixtures instead when they believe to be under test.
			env: { ...process.env, NODE_ENV: undefined },
		});
		return { status, output: stdout + stderr };
	}

	it('holds what was built and the documents, no source, test, map or build info', () => {
		const { paths } = packed;
		expect(paths.filter((path) => !path.startsWith('dist/'))).toEqual(papers);
		expect(paths.filter((path) => path.startsWith('dist/') && !shipped.test(path))).toEqual([]);
	});

	it('holds every file that its package.json names', () => {
		const { n8n } = JSON.parse(textOf('package.json')) as { n8n: Record<string, unknown> };
		const named = [n8n.nodes, n8n.credentials].flat() as string[];
		expect(named.length).toBeGreaterThan(0);
		expect(named.filter((path) => !packed.paths.includes(path))).toEqual([]);
	});

	it('is small', () => {
		expect(packed.size).toBeLessThan(largestTarball);
		expect(packed.unpackedSize).toBeLessThan(largestInstall);
	});

	it('names no folder of the machine that it was built on', () => {
		const naming = packed.paths.filter((path) => textOf(path).includes(root));
		expect(naming).toEqual([]);
	});

	it("passes n8n's scan of published packages", () => {
		expect(scan(unpacked)).toEqual({ status: 0, output: '' });
	}, 180_000);

	it("comes from sources that pass n8n's scan too", () => {
		expect(scan(root, '--source')).toEqual({ status: 0, output: '' });
	}, 180_000);

	it('would not pass with a timer or an access to the environment', () => {
		const spoilt = join(work, 'spoilt');
		mkdirSync(join(spoilt, 'dist'), { recursive: true });
		cpSync(join(unpacked, 'package.json'), join(spoilt, 'package.json'));
		appendFileSync(join(spoilt, 'dist', 'x.js'), 'setTimeout(() => {}, 1);\nprocess.env.HOME;\n');
		const { status, output } = scan(spoilt);
		expect(status).toBe(1);
		expect(output).toContain("'setTimeout'");
		expect(output).toContain("'process'");
	}, 180_000);

	describe('THIRD-PARTY-LICENSES.md', () => {
		/** Each section: the packages it is for and their text. */
		const sections = () =>
			textOf('dist/THIRD-PARTY-LICENSES.md')
				.split(/^## /m)
				.slice(1)
				.map((section) => {
					const head = section.slice(0, section.indexOf('~~~~text'));
					const packages = [...head.matchAll(/^- (\S+) (\S+) \((.+)\)$/gm)];
					const text = /^~~~~text\n([^]*)\n~~~~$/m.exec(section)?.[1] ?? '';
					return { packages, text };
				});
		const listed = () => sections().flatMap(({ packages }) => packages);

		it('lists every package whose code is bundled, and no other', () => {
			// The bundler puts each file's path above its code.
			const bundled = glob
				.sync('dist/**/*.js', { cwd: unpacked })
				.flatMap((path) => [
					...textOf(path).matchAll(/^\/\/ \S*\bnode_modules\/((?:@[^/\s]+\/)?[^/\s]+)\/\S+$/gm),
				])
				.map(([, name]) => name);
			expect(bundled).toContain('zod');
			// Rolldown omits the path of this one: its code follows that of d3-color.
			const unheaded = ['d3-interpolate'];
			// Some packages are bundled in two versions.
			const names = new Set(listed().map(([, name]) => name));
			expect([...names].sort()).toEqual([...new Set([...bundled, ...unheaded])].sort());
		});

		it('gives the versions that are locked', () => {
			const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
				packages: Record<string, { version: string }>;
			};
			const versions = Object.entries(packages).map(([path, { version }]) =>
				[path.slice(path.lastIndexOf('node_modules/') + 13), version].join(' '),
			);
			const unlocked = listed().filter(
				([, name, version]) => !versions.includes(`${name} ${version}`),
			);
			expect(unlocked).toEqual([]);
		});

		it('gives each the whole text of its license', () => {
			const opening: Readonly<Record<string, RegExp>> = {
				MIT: /Permission is hereby granted, free of charge[^]+THE SOFTWARE IS PROVIDED .AS IS./i,
				'Apache-2.0': /Apache License\s+Version 2\.0[^]+END OF TERMS AND CONDITIONS/,
				'BSD-3-Clause':
					/Redistribution and use in source and binary forms[^]+THIS SOFTWARE IS PROVIDED/,
				ISC: /Permission to use, copy, modify,? and\/or distribute this software[^]+THE SOFTWARE IS PROVIDED "AS IS"/,
				'BSL-1.0': /Boost Software License - Version 1\.0/,
			};
			const incomplete = sections().flatMap(({ packages, text }) =>
				packages.filter(([, , , license]) =>
					license.split(' AND ').some((each) => !(opening[each] ?? /(?!)/).test(text)),
				),
			);
			expect(incomplete.map(([line]) => line)).toEqual([]);
		});

		it('holds permissive licenses only', () => {
			const others = listed().filter(
				([, , , license]) => !license.split(' AND ').every((each) => permissive.includes(each)),
			);
			expect(others.map(([line]) => line)).toEqual([]);
		});
	});
});
