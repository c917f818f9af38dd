import type { IDataObject, IRun } from 'n8n-workflow';
import { executeExample, rowsOf } from '../support/n8n';

let run: IRun;
beforeAll(async () => {
	run = await executeExample('did-win-back-work');
}, 300_000);

const overall = (metric: string) =>
	rowsOf(run, 'Measure Lift', 1).find(
		(row) => row.metric === metric && row.breakdownField === null,
	) as IDataObject;
const effects = () => rowsOf(run, 'Sample: what came of it');
/** Share of a group that came back, as planted in the sample. */
const plantedShare = (group: string) => {
	const groupOf = new Map(
		rowsOf(run, 'Sample: win-back log').map((row) => [row.customerId, row.holdoutGroup]),
	);
	const members = effects().filter(({ customerId }) => groupOf.get(customerId) === group);
	const returned = members.filter(({ orderHistory }) => String(orderHistory).endsWith(':60'));
	return returned.length / members.length;
};

it('runs to its end and says in one sentence what came of it', () => {
	expect(run.data.resultData.error).toBeUndefined();
	const [{ text }] = rowsOf(run, 'In one sentence');
	expect(text).toMatch(
		/^Did win-back work\? .+ more for each customer treated \(between [\d.]+ and [\d.]+\), \d+% above/,
	);
	expect(text).not.toMatch(/undefined|null|NaN/);
});

it('plants what its notes say: 10% of the control group come back, 20% of the treated', () => {
	expect(plantedShare('control')).toBeGreaterThan(0.05);
	expect(plantedShare('control')).toBeLessThan(0.15);
	expect(plantedShare('treated')).toBeGreaterThan(0.17);
	expect(plantedShare('treated')).toBeLessThan(0.23);
});

it('finds the planted effect within its interval, and sees that it works', () => {
	const revenue = overall('revenue');
	expect(revenue.differenceLow).toBeLessThan(6);
	expect(revenue.differenceHigh).toBeGreaterThan(6);
	expect(revenue.differenceLow).toBeGreaterThan(0);
	expect(['works', 'rollOut']).toContain(revenue.verdict);
	const conversion = overall('conversion');
	expect(conversion.differenceLow).toBeLessThan(0.1);
	expect(conversion.differenceHigh).toBeGreaterThan(0.1);
});

it('tells the same share of customers who came back as was planted', () => {
	const conversion = overall('conversion');
	expect(conversion.controlMean).toBeCloseTo(plantedShare('control'), 3);
	expect(conversion.treatedMean).toBeCloseTo(plantedShare('treated'), 3);
});

it('shows the metrics of all customers together', () => {
	const rows = rowsOf(run, 'All customers together');
	expect(rows.length).toBeGreaterThan(2);
	expect(new Set(rows.map(({ breakdownField }) => breakdownField))).toEqual(new Set([null]));
});
