import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderSetAsideReasons } from '../../src/core/orders/setAsideReasons';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'nodes', 'compute-rfm.md'), 'utf8');

describe('the page of Compute RFM', () => {
	it('lists every reason to set a row aside, in the order in which the first is given', () => {
		const places = Object.keys(orderSetAsideReasons).map((code) => page.indexOf(`\`${code}\``));
		expect(places.every((place) => place > 0)).toBe(true);
		expect(places).toEqual([...places].sort((a, b) => a - b));
	});
});
