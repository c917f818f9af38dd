import { isEmpty } from '../../../values/isEmpty';
import { type Decimal, decimalOfNumber, halfEven, multiply } from '../../money/decimal';

/**
 * A sum of amounts as APIs write them, texts with a point or numbers, some of them subtracted; a missing amount counts
 * as 0. NaN where one can't be read, so that the row is set aside.
 *
 * @example sumOf(['19.90', '4.00'], ['2.50']) // 21.4
 */
export function sumOf(added: readonly unknown[], takenOff: readonly unknown[] = []): number {
	const plus = added.map(decimalOf);
	const minus = takenOff.map(decimalOf).map((part) => part && { ...part, units: -part.units });
	let sum = zero;
	for (const part of [...plus, ...minus]) {
		if (part === undefined) return NaN;
		const scale = Math.max(sum.scale, part.scale);
		sum = { units: unitsAt(sum, scale) + unitsAt(part, scale), scale };
	}
	return numberOf(sum);
}

/**
 * An amount × `times` ÷ `over`, half to even after nine digits; NaN where one of them can't be read.
 *
 * @example ratioOf('1500', '100.00', '15000') // 10
 */
export function ratioOf(amount: unknown, times: unknown, over: unknown): number {
	if ([amount, times, over].some(isEmpty)) return NaN;
	const [value, factor, divisor] = [amount, times, over].map(decimalOf);
	if (value === undefined || factor === undefined || divisor === undefined) return NaN;
	if (divisor.units <= 0n) return NaN;
	const product = multiply(value, factor);
	const scale = Math.max(product.scale, divisor.scale);
	const numerator = unitsAt(product, scale) * 10n ** BigInt(digits);
	return numberOf({ units: halfEven(numerator, unitsAt(divisor, scale)), scale: digits });
}

/**
 * An amount to compare: a number, or text that is one; NaN for everything else.
 *
 * @example sizeOf('12.50') // 12.5
 */
export function sizeOf(amount: unknown): number {
	const decimal = isEmpty(amount) ? undefined : decimalOf(amount);
	return decimal === undefined ? NaN : numberOf(decimal);
}

/** More digits than any currency has. */
const digits = 9;
const zero: Decimal = { units: 0n, scale: 0 };
const plainNumber = /^[-+]?\d+(\.\d+)?$/;
const longestText = 32;

function decimalOf(value: unknown): Decimal | undefined {
	if (isEmpty(value)) return zero;
	if (typeof value === 'number') return Number.isFinite(value) ? decimalOfNumber(value) : undefined;
	if (typeof value === 'bigint') return { units: value, scale: 0 };
	const text = typeof value === 'string' ? value.trim() : '';
	if (text.length > longestText || !plainNumber.test(text)) return undefined;
	const [whole, fraction = ''] = text.replace('+', '').split('.');
	return { units: BigInt(whole + fraction), scale: fraction.length };
}

function unitsAt({ units, scale }: Decimal, larger: number): bigint {
	return units * 10n ** BigInt(larger - scale);
}

function numberOf({ units, scale }: Decimal): number {
	return Number(`${units}e-${scale}`);
}
