import { readExecution } from '../../../harness/n8n/executionOutput';

const run = { data: { resultData: { runData: {} } }, mode: 'cli', status: 'success' };

describe('readExecution', () => {
	it('finds the run between the lines that n8n logs', () => {
		const output = `Task Broker ready\n${JSON.stringify(run, null, 2)}\n[license SDK] Skipping\n`;
		expect(readExecution(output)).toEqual(run);
	});

	it('finds a failed run although a stack follows it', () => {
		const failed = { ...run, status: 'error' };
		const output = `Execution error:\n${JSON.stringify(failed, null, 2)}\nError: no\n    at x {\n}\n`;
		expect(readExecution(output)).toEqual(failed);
	});

	it('reads the line ends of Windows', () => {
		const output = JSON.stringify(run, null, 2).replaceAll('\n', '\r\n');
		expect(readExecution(output)).toEqual(run);
	});

	it.each([
		['nothing was printed', ''],
		['n8n crashed before the end of the run', '{\n  "data": {'],
		['another object was printed', '{\n  "code": 1\n}'],
	])('gives nothing when %s', (_, output) => {
		expect(readExecution(output)).toBeUndefined();
	});
});
