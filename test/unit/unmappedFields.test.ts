import { unmappedNotice } from '../../src/core/orders/sources/unmappedFields';
import { runRfm } from '../support/runRfm';

const order = { orderDate: '2025-01-31', email: 'a@example.com', Net: 20 };

it('names the columns of status and refunds that no field is mapped to', () => {
	const rows = [{ ...order, 'Financial Status': 'refunded', refund_amount: 20 }];
	const { notices } = runRfm(rows, { fields: { amount: 'Net' } });
	const notice = notices.find(({ code }) => code === 'unmappedFields');
	expect(notice?.level).toBe('warning');
	expect(notice?.message).toContain('"Financial Status" (Status)');
	expect(notice?.message).toContain('"refund_amount" (Refund)');
});

it('says nothing once they are mapped', () => {
	const rows = [{ ...order, 'Financial Status': 'paid', refund_amount: 0 }];
	const fields = { amount: 'Net', status: 'Financial Status', refund: 'refund_amount' };
	const { notices } = runRfm(rows, { fields });
	expect(notices.map(({ code }) => code)).not.toContain('unmappedFields');
});

it('passes over columns that are empty, and rows that have none', () => {
	expect(unmappedNotice([{ ...order, refund_amount: '' }], () => false)).toEqual([]);
	expect(unmappedNotice([], () => false)).toEqual([]);
});
