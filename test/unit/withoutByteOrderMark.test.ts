import { withoutByteOrderMark } from '../../src/values/withoutByteOrderMark';

it('removes the byte order mark from the first name and keeps the rest in order', () => {
	const row = withoutByteOrderMark({ '\uFEFFcustomerId': '7', tier: 'vip' });
	expect(Object.entries(row)).toEqual([
		['customerId', '7'],
		['tier', 'vip'],
	]);
});

it.each([[{}], [{ customerId: '7' }], [{ tier: 'vip', '\uFEFFx': 1 }]])(
	'gives %j back as it is',
	(row) => {
		expect(withoutByteOrderMark(row)).toBe(row);
	},
);
