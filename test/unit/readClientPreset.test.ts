import { basePresets } from '../../src/core/preset/basePresets';
import { InvalidPresetError } from '../../src/core/preset/presetError';
import { presetSectionNames, presetSections } from '../../src/core/preset/presetSections';
import { readClientPreset } from '../../src/core/preset/readClientPreset';

const messageFor = (given: unknown): string => {
	try {
		readClientPreset(given);
	} catch (error) {
		if (error instanceof InvalidPresetError) return error.message;
		throw error;
	}
	return '';
};

describe('readClientPreset', () => {
	it.each([
		['luxury'],
		[' luxury '],
		['"luxury"'],
		['{"extends":"luxury"}'],
		[{ extends: 'luxury' }],
		[{ extends: 'luxury', notes: 'Only the Paris boutique' }],
	])('takes %j as the built-in preset', (given) => {
		const preset = readClientPreset(given);
		expect(preset.name).toBe('luxury');
		expect(preset.sections.churnCheck).toEqual(basePresets.luxury.churnCheck);
	});

	it('merges the client over the base: objects by key, lists whole', () => {
		const { name, sections } = readClientPreset({
			name: ' Acme Fashion ',
			extends: 'fashion',
			computeRfm: { fields: { email: 'customer.mail' } },
			churnCheck: {
				silenceDays: 100,
				lapsePreset: 'custom',
				lapseTable: [{ tier: 'vip', days: 70 }],
			},
		});
		expect(name).toBe('Acme Fashion');
		expect(sections.computeRfm).toEqual({ windowDays: 365, fields: { email: 'customer.mail' } });
		expect(sections.churnCheck).toEqual({
			...basePresets.fashion.churnCheck,
			silenceDays: 100,
			lapsePreset: 'custom',
			lapseTable: [{ tier: 'vip', days: 70 }],
		});
		expect(sections.predictClv).toEqual({});
	});

	it('tells which options are the client’s own', () => {
		const { ownOptions } = readClientPreset({ extends: 'luxury', churnCheck: { silenceDays: 9 } });
		expect(ownOptions.churnCheck).toEqual(['silenceDays']);
		expect(ownOptions.assignTier).toEqual([]);
	});

	it.each([[undefined], [null], [''], ['  '], ['null'], [{}], ['{}']])(
		'refuses %j, which says nothing, instead of taking the defaults',
		(given) => {
			expect(messageFor(given)).toMatch(
				/^The client preset has a fault: it needs a JSON object such as/,
			);
			expect(messageFor(given)).toMatch(/but got (nothing|an object without members)$/);
		},
	);

	it.each([
		[5, 'but got 5'],
		[[{ extends: 'luxury' }], 'but got a list of 1'],
		['{"name": ', 'but got text that is not valid JSON'],
		['luxery', '"luxery" is not a valid built-in preset (did you mean "luxury"?)'],
		[{ extends: 'constructor' }, '"constructor" is not a valid built-in preset'],
		[{ extends: 3 }, '"extends" needs one of standard, fashion, supplements, subscription, luxury'],
		[{ name: '' }, '"name" needs 1 to 2000 characters of text'],
		[{ asignTier: {} }, '"asignTier" is not a valid section (did you mean "assignTier"?)'],
		[{ klaviyoApiKey: 'x' }, '"klaviyoApiKey" is not a valid section'],
		[{ assignTier: 'vip' }, '"assignTier" needs an object of options'],
		[{ assignTier: null }, '"assignTier" needs an object of options'],
		[
			{ assignTier: { championShare: 2 } },
			'"assignTier.championShare" is not a valid option (did you mean "championsShare"?)',
		],
		[
			{ assignTier: { championsShare: 200 } },
			'"assignTier.championsShare" needs a number of at most 100, but got 200',
		],
		[
			{
				churnCheck: {
					moneyLapseTable: [
						{ from: 1, days: 2 },
						{ from: 'much', days: 2 },
					],
				},
			},
			'"churnCheck.moneyLapseTable[1].from" needs a number, but got "much"',
		],
		[
			{ computeRfm: { fields: { emial: 'x' } } },
			'"computeRfm.fields.emial" is not a valid option (did you mean "email"?)',
		],
		[
			{ scoreCustomer: { rulesFrom: 'list', rules: [{ code: 'a', source: 'order', point: 2 }] } },
			'"scoreCustomer.rules[0].point" is not a valid option (did you mean "points"?)',
		],
	])('says of %j where the fault is', (given, message) => {
		expect(messageFor(given)).toContain(message);
	});

	it('finds the faults of all sections at once, and counts those past the tenth', () => {
		const wrong = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`wrong${i}`, 1]));
		const message = messageFor({
			surplus: 1,
			assignTier: wrong,
			predictClv: { horizonMonths: 'x' },
		});
		expect(message).toMatch(/^The client preset has 14 faults: "surplus" is not a valid section; /);
		expect(message).toMatch(/"assignTier.wrong7" is not a valid option; and 4 more$/);
	});

	it('rejects prototype keys as unknown names', () => {
		const text =
			'{"__proto__": {"a": 1}, "assignTier": {"constructor": 1, "__proto__": {"vipShare": 3}}}';
		expect(messageFor(text)).toContain('"__proto__" is not a valid section');
		expect(messageFor(text)).toContain('"assignTier.constructor" is not a valid option');
		expect(messageFor(text)).toContain('"assignTier.__proto__" is not a valid option');
	});

	it('stays short for any name', () => {
		expect(messageFor({ ['x'.repeat(100_000)]: 1 }).length).toBeLessThan(300);
	});
});

describe('the built-in presets', () => {
	it.each(Object.keys(basePresets))('%s is without fault', (base) => {
		expect(messageFor({ ...basePresets[base as keyof typeof basePresets], name: base })).toBe('');
	});

	it('standard is the defaults', () => {
		const { sections } = readClientPreset('standard');
		for (const section of presetSectionNames) {
			expect(presetSections[section].parse(sections[section])).toEqual(
				presetSections[section].parse({}),
			);
		}
	});

	it.each(['fashion', 'supplements', 'subscription', 'luxury'])('%s changes something', (base) => {
		const { sections } = readClientPreset(base);
		for (const [section, options] of Object.entries(sections)) {
			const schema = presetSections[section as keyof typeof presetSections];
			const defaults = schema.parse({}) as Record<string, unknown>;
			for (const [option, value] of Object.entries(options)) {
				expect([option, value]).not.toEqual([option, defaults[option]]);
			}
		}
		expect(Object.values(sections).some((options) => Object.keys(options).length > 0)).toBe(true);
	});
});
