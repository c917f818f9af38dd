type Rgb = readonly [red: number, green: number, blue: number];

const white: Rgb = [255, 255, 255];
/** The background of the dark page. */
const night: Rgb = [21, 27, 41];
/** WCAG 2.2 AA for text. */
const leastContrast = 4.5;
const steps = 50;

/** The accent color in readable shades: darker on white, lighter on the dark page, where needed. */
export function accentColors(hex: string): { readonly light: string; readonly dark: string } {
	const own = rgbOf(hex);
	return {
		light: hexOf(towards(own, [0, 0, 0], (color) => contrast(color, white) >= leastContrast)),
		// A little more contrast, because the numbers on it are dark.
		dark: hexOf(towards(own, white, (color) => contrast(color, night) >= leastContrast + 2)),
	};
}

/** The first color on the way to an end that has enough contrast; the end itself where none does. */
function towards(from: Rgb, to: Rgb, isGood: (color: Rgb) => boolean): Rgb {
	for (let step = 0; step < steps; step++) {
		const color = from.map((value, i) => value + ((to[i] - value) * step) / steps);
		if (isGood(color as unknown as Rgb)) return color as unknown as Rgb;
	}
	return to;
}

/** Contrast of two colors, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Rgb, other: Rgb): number {
	const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminance(color: Rgb): number {
	const [red, green, blue] = color.map((value) => {
		const share = value / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param hex such as #4338ca */
export function rgbOf(hex: string): Rgb {
	return [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16)) as unknown as Rgb;
}

function hexOf(color: Rgb): string {
	const digits = color.map((value) => Math.round(value).toString(16).padStart(2, '0'));
	return `#${digits.join('')}`;
}
