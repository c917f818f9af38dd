import { custom } from '../core/orders/sources/custom';
import type { StatusMeaning } from '../core/orders/presets';
import type { RfmOptions } from '../core/rfm/options';
import { refuseEvaluated } from './safeNames';

/** Words by meaning: the status words that Compute RFM knows of custom orders, overridden by the user's own. */
export function statusWords({ statusWords: own }: RfmOptions): Map<StatusMeaning, string[]> {
	const meanings = new Map<string, StatusMeaning>(Object.entries(custom.statuses));
	own.forEach(({ word, meaning }, i) => {
		const form = refuseEvaluated(word, `statusWords.${i}.word`).trim().toLowerCase();
		meanings.set(form.replace(/[\s_-]+/g, '_'), meaning);
	});
	const words = new Map<StatusMeaning, string[]>();
	for (const [word, meaning] of meanings) words.set(meaning, [...(words.get(meaning) ?? []), word]);
	return words;
}
