import { codeList } from '../../values/codeList';
import { readNumber } from '../../values/readNumber';
import { isNo, isYes } from '../../values/yesOrNo';

/** A value that a rule can compare; lists and objects are not. */
export type Scalar = string | number | boolean;

export const operators = [
	'always',
	'above',
	'atLeast',
	'below',
	'atMost',
	'between',
	'is',
	'isNot',
	'isOneOf',
	'contains',
	'isTrue',
	'isFalse',
	'isPresent',
	'isMissing',
] as const;

export type Operator = (typeof operators)[number];

/** Whether a value, undefined where there is none, meets a condition. */
export type Condition = (value: Scalar | undefined) => boolean;

type Comparison = { readonly takes: 'nothing' | 'number' | 'numbers' | 'text' | 'list' } & {
	readonly compile: (value: Scalar, valueTo: Scalar) => Condition;
};

/** `between` includes both ends. Texts are compared without regard to case and outer spaces; `12` equals `12.0`. */
const comparisons = {
	always: { takes: 'nothing', compile: () => () => true },
	above: { takes: 'number', compile: (limit) => numeric((value) => value > Number(limit)) },
	atLeast: { takes: 'number', compile: (limit) => numeric((value) => value >= Number(limit)) },
	below: { takes: 'number', compile: (limit) => numeric((value) => value < Number(limit)) },
	atMost: { takes: 'number', compile: (limit) => numeric((value) => value <= Number(limit)) },
	between: {
		takes: 'numbers',
		compile: (low, high) => numeric((value) => value >= Number(low) && value <= Number(high)),
	},
	is: { takes: 'text', compile: (wanted) => known(equalTo(wanted)) },
	isNot: {
		takes: 'text',
		compile: (unwanted) => {
			const isEqual = equalTo(unwanted);
			return known((value) => !isEqual(value));
		},
	},
	isOneOf: {
		takes: 'list',
		compile: (wanted) => {
			const tests = codeList(String(wanted)).map(equalTo);
			return known((value) => tests.some((isEqual) => isEqual(value)));
		},
	},
	contains: {
		takes: 'text',
		compile: (wanted) => {
			const isEqual = equalTo(wanted);
			return known((value) => codeList(String(value)).some(isEqual));
		},
	},
	isTrue: { takes: 'nothing', compile: () => isYes },
	isFalse: { takes: 'nothing', compile: () => isNo },
	isPresent: { takes: 'nothing', compile: () => known(() => true) },
	isMissing: { takes: 'nothing', compile: () => (value) => value === undefined || value === '' },
} as const satisfies Record<Operator, Comparison>;

/** Returns the test for an operator with its values. */
export function compileCondition(operator: Operator, value: Scalar, valueTo: Scalar): Condition {
	const comparison: Comparison = comparisons[operator];
	return comparison.compile(value, valueTo);
}

/** What an incomplete condition is missing: the member and what it needs; undefined where it is complete. */
export function operatorNeeds(
	operator: Operator,
	value: Scalar,
	valueTo: Scalar,
): { member: 'value' | 'valueTo'; needs: string } | undefined {
	const { takes }: Comparison = comparisons[operator];
	if (takes === 'nothing') return undefined;
	if (takes === 'text' || takes === 'list') {
		return value === '' ? { member: 'value', needs: 'a value to compare to' } : undefined;
	}
	const low = readNumber(value);
	if (Number.isNaN(low)) return { member: 'value', needs: 'a number to compare to' };
	if (takes === 'number') return undefined;
	return readNumber(valueTo) >= low
		? undefined
		: { member: 'valueTo', needs: `a number of at least ${low}` };
}

/** A field as a value to compare; undefined for nothing, lists, objects and numbers that aren't finite. */
export function scalarOf(value: unknown): Scalar | undefined {
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function numeric(test: (value: number) => boolean): Condition {
	return (value) => test(readNumber(value));
}

function known(test: (value: Scalar) => boolean): Condition {
	return (value) => value !== undefined && value !== '' && test(value);
}

function equalTo(wanted: Scalar): (value: Scalar) => boolean {
	const text = plain(wanted);
	const number = readNumber(wanted);
	return (value) => plain(value) === text || readNumber(value) === number;
}

function plain(value: Scalar): string {
	return String(value).trim().toLowerCase();
}
