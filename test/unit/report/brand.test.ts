import fc from 'fast-check';
import { accentColors, contrast, rgbOf } from '../../../src/report/page/brand';

describe('accentColors', () => {
	it('keeps a color that can be read', () => {
		expect(accentColors('#4338ca').light).toBe('#4338ca');
	});

	it('makes any color readable as text on both pages, and under text on the dark one', () => {
		const hex = fc.tuple(...[0, 1, 2].map(() => fc.nat(255))).map((rgb) => {
			return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
		});
		fc.assert(
			fc.property(hex, (color) => {
				const { light, dark } = accentColors(color);
				expect(contrast(rgbOf(light), rgbOf('#ffffff'))).toBeGreaterThanOrEqual(4.5);
				expect(contrast(rgbOf(dark), rgbOf('#151b29'))).toBeGreaterThanOrEqual(4.5);
				expect(contrast(rgbOf(dark), rgbOf('#0c111d'))).toBeGreaterThanOrEqual(4.5);
			}),
		);
	});
});

describe('contrast', () => {
	it('is 21 for black on white and 1 for a color on itself, as WCAG 2.2 defines it', () => {
		expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
		expect(contrast([9, 99, 199], [9, 99, 199])).toBe(1);
	});
});
