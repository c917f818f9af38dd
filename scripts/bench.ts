import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root, run, runTool, step } from '../harness/process/shell';

const folder = join(root, 'bench');
const built = join(root, 'out', 'bench');
const benches = readdirSync(folder)
	.filter((name) => name.endsWith('.ts'))
	.map((name) => name.slice(0, -3));
const [name, ...args] = process.argv.slice(2);

/** Benchmarks that run n8n, or its engine, as it is installed. */
const inN8n: Readonly<Record<string, string>> = {
	n8n: 'rfm.ts',
	memory: 'memory.ts',
	chain: 'chain.ts',
	workers: 'workers.ts',
};

if (name !== undefined && Object.hasOwn(inN8n, name)) {
	process.exit(
		await run(process.execPath, ['--import', 'tsx', join('bench', 'n8n', inN8n[name]), ...args]),
	);
}
if (name !== undefined && !benches.includes(name)) {
	console.error(
		`There is no benchmark "${name}". There are: ${Object.keys(inN8n).join(', ')}, ${benches.join(', ')}.`,
	);
	process.exit(1);
}

/** Bundled as the nodes are: run from source, the benchmark would also measure a loader's wrappers. */
async function bundle(): Promise<number> {
	const entries = Object.fromEntries(benches.map((bench) => [bench, join(folder, `${bench}.ts`)]));
	const build = await rolldown({
		input: { ...entries, 'rfm-worker': join(folder, 'rfm', 'worker.ts') },
		platform: 'node',
		external: [/^[^./]/],
	});
	await build.write({
		dir: built,
		format: 'esm',
		entryFileNames: '[name].mjs',
		chunkFileNames: '[name]-[hash].mjs',
	});
	await build.close();
	return 0;
}

await step('Bundle', bundle);
for (const bench of name === undefined ? ['rfm', 'laterNodes'] : [name]) {
	console.log(`\n── ${bench}`);
	const code = await runTool(join('..', 'out', 'bench', `${bench}.mjs`), args);
	if (code !== 0) process.exit(code);
}
