import { SegmentTallies } from '../core/rfm/segmentTallies';
import { readScorePlan } from '../core/score/scorePlan';
import { currencyDigits } from '../core/money/currencyDigits';
import type { JsonRecord } from '../values/jsonRecord';
import type { Notice } from '../values/notice';
import { counted } from '../values/wording';
import { stepsOf } from './later/laterOptions';
import type { StepKind } from './later/options';
import { rulesWithoutData } from './later/pointRules';
import type { WarehouseOptions } from './options';
import type { ReadCustomers, Reading } from './readCustomers';
import type { Statement } from './writeStatement';
import { ShopCalendar } from '../values/shopCalendar';
import { dialects } from './dialects/dialects';

/** A run's summary and notices. */
export interface Told {
	readonly summary: JsonRecord;
	readonly notices: Notice[];
}

/** The summary of a written statement. */
export function describeStatement(statement: Statement, options: WarehouseOptions): Told {
	const { reading, dialect, version, sql } = statement;
	const notices: Notice[] = [];
	if (options.fields.currency === '') {
		notices.push({
			code: 'noCurrencyColumn',
			message:
				'No currency column is set, so all amounts count as one currency. If the orders have several, set "Currency" under Order Columns.',
			level: 'info',
		});
	}
	notices.push(...stepNotices(reading));
	if (dialects[options.dialect].rowText === undefined && options.rowId === '') {
		notices.push({
			code: 'refundsByColumns',
			message:
				'Two refund rows of one order that are equal in all columns that are set count as one. If your table can have such refunds, set "Row ID Column" under Options.',
			level: 'info',
		});
	}
	return {
		notices,
		summary: {
			node: 'customerValueSql',
			operation: 'write',
			dialect,
			engine: dialects[options.dialect].name,
			result: options.result,
			version,
			characters: sql.length,
			steps: ['computeRfm', ...stepsOf(reading.later)].join(','),
			asOf: isoOf(reading),
			timeZone: reading.timeZone,
			currency: reading.options.baseCurrency || null,
			notices,
		},
	};
}

/** The models of later steps as the summary names them. */
const modelNames = {
	points: 'scoreModel',
	tiers: 'tierModel',
	churn: 'churnModel',
} as const satisfies Partial<Record<StepKind, string>>;

/** What the later steps of a statement lack that their nodes could have. */
function stepNotices({ later }: Reading): Notice[] {
	const notices: Notice[] = [];
	const without =
		later.points === undefined ? [] : rulesWithoutData(readScorePlan(later.points).rules);
	if (without.length > 0) {
		notices.push({
			code: 'rulesWithoutData',
			message: `The statement has no events and no surveys, so these rules give no points: ${without.join(', ')}. For their points, add Score Customer after Read Customers instead.`,
			level: 'info',
		});
	}
	if (later.suppression !== undefined) {
		notices.push({
			code: 'contactFactsUnknown',
			message:
				'The statement knows consents only: no bounces, complaints, deletion requests, contacts or engagement. Exclude these people in your database, or add Build Suppression List after Read Customers instead.',
			level: 'warning',
		});
	}
	return notices;
}

/** The summary of the rows that were read: customers and revenue by segment, and the model. */
export function describeCustomers(
	{ customers, described, model, models }: ReadCustomers,
	reading: Reading,
): Told {
	const present = customers.filter(({ change }) => change !== 'gone');
	const segments = new SegmentTallies(currencyDigits(reading.options.baseCurrency) ?? 2);
	for (const customer of described)
		segments.add(customer as unknown as Parameters<SegmentTallies['add']>[0]);
	const gone = customers.length - present.length;
	const told = (change: string) => present.filter((customer) => customer.change === change).length;
	const notices: Notice[] = [];
	if (gone > 0) {
		notices.push({
			code: 'customersGone',
			message: `${counted(gone, 'customer')} of the last run no longer ${gone === 1 ? 'has' : 'have'} orders: "change" is gone, and there are no scores.`,
			level: 'info',
		});
	}
	return {
		notices,
		summary: {
			node: 'customerValueSql',
			operation: 'read',
			asOf: isoOf(reading),
			timeZone: reading.timeZone,
			currency: reading.options.baseCurrency || null,
			rowsIn: customers.length,
			customers: present.length,
			customersNew: told('new'),
			customersChanged: told('changed'),
			customersGone: gone,
			customersWithOrders: segments.customersWithOrders,
			segments: segments.records(),
			notices,
			model: model ?? null,
			...Object.fromEntries(
				Object.entries(models).map(([step, fitted]) => [
					modelNames[step as keyof typeof modelNames],
					fitted,
				]),
			),
		},
	};
}

function isoOf({ asOf, timeZone }: Reading): string {
	return new ShopCalendar(timeZone).iso(asOf);
}
