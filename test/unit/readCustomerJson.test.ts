import { readCustomerJson } from '../../src/core/customers/readCustomerJson';

describe('readCustomerJson', () => {
	it.each([
		[{ customerId: '7' }],
		[[{ customerId: '7' }]],
		['{"customerId":"7"}'],
		[' [{"customerId":"7"}] '],
	])('reads %j as one customer', (given) => {
		expect(readCustomerJson(given)).toEqual([{ customerId: '7' }]);
	});

	it('keeps the order of several customers', () => {
		expect(readCustomerJson([{ a: 2 }, { a: 1 }])).toEqual([{ a: 2 }, { a: 1 }]);
	});

	it('takes prototype keys as data', () => {
		const [customer] = readCustomerJson('{"__proto__":{"a":1},"customerId":"7"}');
		expect(Object.keys(customer)).toEqual(['__proto__', 'customerId']);
		expect(customer.a).toBeUndefined();
	});

	it.each([
		[undefined, 'is empty'],
		[null, 'got null'],
		['', 'is empty'],
		['{', 'got "text that is not valid JSON"'],
		[7, 'got 7'],
		['true', 'got true'],
		[[], 'got a list of 0'],
		[{}, 'got an object'],
		[[{ a: 1 }, 2], 'got a list of 2'],
		[[[{ a: 1 }]], 'got a list of 1'],
	])('refuses %j', (given, came) => {
		expect(() => readCustomerJson(given)).toThrow(
			/^"customerJson" needs one customer as a JSON object, such as .*, or a list of such objects, but /,
		);
		expect(() => readCustomerJson(given)).toThrow(new RegExp(`but ${came}$`));
	});

	it('quotes no input: it may be personal', () => {
		expect(() => readCustomerJson('ann@example.com')).not.toThrow(/ann/);
	});
});
