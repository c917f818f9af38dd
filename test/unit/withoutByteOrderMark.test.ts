import { withoutByteOrderMark } from '../../src/values/withoutByteOrderMark';

it('takes the mark off the first name and keeps all else in its order', () => {
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
