import type { Notice } from '../values/notice';
import { counted, firstFew } from '../values/wording';
import type { ReadFindings } from './readFile';

/** Notices about a file: what was guessed in reading it, and what is doubtful. */
export function fileNotices(fileName: string, findings: ReadFindings, count: number): Notice[] {
	const name = `"${fileName}"`;
	const notices: Notice[] = [];
	if (count === 0) {
		notices.push({ code: 'emptyFile', message: `${name} has no rows.`, level: 'warning' });
	}
	if (findings.hasBrokenBytes) {
		notices.push({
			code: 'brokenText',
			message: `${name} is UTF-8 with invalid bytes, which are shown as �. If the file has another encoding, set "File Encoding" under Options.`,
			level: 'warning',
		});
	}
	if (findings.encoding === 'windows-1252') {
		notices.push({
			code: 'encodingFound',
			message: `${name} is not UTF-8 and was read as Windows-1252. If letters look wrong, set "File Encoding" under Options.`,
			level: 'info',
		});
	}
	const { linesAbove = 0, renamed = [], notRead = [] } = findings;
	if (notRead.length > 0) {
		notices.push({
			code: 'columnsNotRead',
			message: `Columns of ${name} have a type that is not read: ${firstFew(notRead.map((column) => `"${column}"`))}.`,
			level: 'info',
		});
	}
	if (linesAbove > 0) {
		notices.push({
			code: 'linesAboveColumns',
			message: `The column names of ${name} were taken from line ${linesAbove + 1}; ${counted(linesAbove, 'line')} above it ${linesAbove === 1 ? 'was' : 'were'} skipped.`,
			level: 'info',
		});
	}
	if (renamed.length > 0) {
		notices.push({
			code: 'columnsRenamed',
			message: `Columns of ${name} without a name, or with the name of another column, were renamed ${firstFew(renamed.map((column) => `"${column}"`))}.`,
			level: 'info',
		});
	}
	return notices;
}
