import { compileCondition, type Operator, type Scalar } from '../../src/core/score/condition';

const meets = (
	operator: Operator,
	given: Scalar | undefined,
	value: Scalar = '',
	valueTo: Scalar = '',
) => compileCondition(operator, value, valueTo)(given);

describe('a condition', () => {
	it.each<[Operator, Scalar | undefined, Scalar, Scalar, boolean]>([
		['always', undefined, '', '', true],
		['above', 200, 200, '', false],
		['above', '200.5', 200, '', true],
		['above', 'many', 200, '', false],
		['above', true, 0, '', false],
		['atLeast', 200, 200, '', true],
		['below', 0, 1, '', true],
		['below', '', 1, '', false],
		['below', undefined, 1, '', false],
		['atMost', -1, -1, '', true],
		['between', 50, 50, 200, true],
		['between', 200, 50, 200, true],
		['between', 200.01, 50, 200, false],
		['is', ' VIP', 'vip', '', true],
		['is', 12, '12.0', '', true],
		['is', 0, false, '', false],
		['isNot', 'core', 'vip', '', true],
		['isNot', undefined, 'vip', '', false],
		['isOneOf', 'gold', 'silver, Gold', '', true],
		['isOneOf', 'gold, silver', 'gold', '', false],
		['contains', 'gold, silver', 'silver', '', true],
		['contains', 'golden', 'gold', '', false],
		['isTrue', 'Yes', '', '', true],
		['isTrue', 1, '', '', true],
		['isTrue', undefined, '', '', false],
		['isFalse', 0, '', '', true],
		['isFalse', false, '', '', true],
		['isFalse', undefined, '', '', false],
		['isPresent', 0, '', '', true],
		['isPresent', false, '', '', true],
		['isPresent', '', '', '', false],
		['isMissing', undefined, '', '', true],
		['isMissing', 0, '', '', false],
	])('%s on %p with %p and %p is %p', (operator, given, value, valueTo, expected) => {
		expect(meets(operator, given, value, valueTo)).toBe(expected);
	});
});
