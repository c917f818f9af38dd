import { sha256 } from '../../values/sha256';
import { canonicalJson } from '../../values/canonicalJson';

/**
 * Names a model by its content: the first 12 hex digits of the SHA-256 of its canonical JSON.
 *
 * Pass the options that shape the numbers together with the cut points or parameters used, and leave out `asOf`, field
 * names and output options: equal versions then mean equal scoring.
 *
 * @example modelVersion({ bins: 5 }) // 'dd78197fabcf'
 */
export function modelVersion(content: unknown): string {
	return sha256(canonicalJson(content)).slice(0, 12);
}
