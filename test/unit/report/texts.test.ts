import { reportLanguages } from '../../../src/core/report/options';
import { figure } from '../../../src/report/figures';
import { languageCodes, languages, named, phrase } from '../../../src/report/texts/texts';

/** Each text by its path, e.g. `page.title`. */
function textsOf(value: unknown, path = ''): Map<string, string> {
	if (typeof value === 'string') return new Map([[path, value]]);
	return new Map(
		Object.entries(value as object).flatMap(([key, member]) => [
			...textsOf(member, path === '' ? key : `${path}.${key}`),
		]),
	);
}
const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
const english = textsOf(languages.en);

describe('the texts of the report', () => {
	it('are those that the node offers', () => {
		expect(languageCodes.toSorted()).toEqual(reportLanguages.toSorted());
	});

	it.each(languageCodes)('have in %s all texts of the English file, and no others', (language) => {
		const own = textsOf(languages[language]);
		expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
		expect([...own].filter(([, text]) => text.trim() === '')).toEqual([]);
	});

	it.each(languageCodes)('leave in %s the places for the same figures', (language) => {
		const own = textsOf(languages[language]);
		for (const [path, text] of english) {
			expect([path, placesIn(own.get(path) ?? '')]).toEqual([path, placesIn(text)]);
		}
	});

	it.each(languageCodes)('name in %s a locale that numbers can be written in', (language) => {
		expect(Intl.NumberFormat.supportedLocalesOf(languages[language].locale)).toHaveLength(1);
	});
});

describe('phrase', () => {
	it('fills places with figures and names, and leaves unfilled ones empty', () => {
		const share = figure('share', 0.5);
		expect(phrase('{share} of {name}{nothing}', { share, name: 'VIP' })).toEqual([
			share,
			' of ',
			'VIP',
		]);
	});

	it('fills no place that stands in a filling', () => {
		expect(phrase('{name}', { name: '{other}', other: 'x' })).toEqual(['{other}']);
	});
});

describe('named', () => {
	it('gives a code that no text names as it is, also one that every object has', () => {
		expect(named({ vip: 'VIP' }, 'vip')).toBe('VIP');
		expect(named({ vip: 'VIP' }, 'gold')).toBe('gold');
		expect(named({ vip: 'VIP' }, 'constructor')).toBe('constructor');
	});
});
