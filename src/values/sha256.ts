import { hash } from 'node:crypto';

/** Returns the SHA-256 of a text in UTF-8 as 64 lower-case hex digits. */
export function sha256(text: string): string {
	return hash('sha256', text, 'hex');
}

const hex = /^[0-9a-f]{64}$/i;

/** Whether a cell is already a SHA-256 in hex. */
export function isSha256(cell: unknown): cell is string {
	return typeof cell === 'string' && cell.length >= 64 && hex.test(cell.trim());
}
