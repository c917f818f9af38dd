/** Writes amounts given in minor units as the number in major units prints: 1250 with two digits is `12.5`. */
export class AmountWriter {
	private readonly scale: number;

	/** @param digits digits of the currency's minor unit */
	constructor(digits: number) {
		this.scale = 10 ** digits;
	}

	text(minor: number): string {
		if (this.scale !== 100 || !(minor >= 0 && minor <= largestQuick)) {
			return String(minor / this.scale);
		}
		// Two short texts: writing a number that is not whole takes five times as long.
		const cents = minor % 100;
		const whole = (minor - cents) / 100;
		return cents === 0 ? `${whole}` : `${whole}${centTexts[cents]}`;
	}
}

const largestQuick = 0x3fffffff;

/** '.01' to '.99', without trailing zeros. */
const centTexts = Array.from({ length: 100 }, (_, cents) =>
	`.${String(cents).padStart(2, '0')}`.replace(/0$/, ''),
);
