import type { INodeProperties } from 'n8n-workflow';
import { orderFields as panel } from '../../nodes/shared/panel/orderParameters';
import { orderFieldLabel, orderFields } from '../../src/core/orders/orderFields';

const fields = (panel.options as INodeProperties[]).flatMap(({ name, displayName }) => {
	const field = orderFields.find((other) => other === name);
	return field === undefined ? [] : [[field, displayName] as const];
});

describe('orderFieldLabel', () => {
	it.each(fields)('of %s is its label in the panel, %s', (field, label) => {
		expect(orderFieldLabel(field)).toBe(label);
	});
});
