import type { IRun } from 'n8n-workflow';

/**
 * The run that `n8n execute --rawOutput` printed, found among the lines that n8n logs around it.
 *
 * n8n prints the run as indented JSON, so that its first and last line are a lone brace, whether the execution
 * succeeded or failed; its exit code doesn't show which.
 *
 * @returns undefined when no execution was printed
 */
export function readExecution(output: string): IRun | undefined {
	const lines = output.split(/\r?\n/);
	const first = lines.indexOf('{');
	const last = lines.indexOf('}', first);
	if (first < 0 || last < 0) return undefined;
	const value = JSON.parse(lines.slice(first, last + 1).join('\n')) as IRun;
	return value.data === undefined ? undefined : value;
}
