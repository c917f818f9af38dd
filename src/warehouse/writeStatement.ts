import { sha256 } from '../values/sha256';
import { type Frame, frameOf, type WarehouseHost } from './frame';
import type { WarehouseOptions } from './options';
import { joinSteps } from './joinSteps';
import { results } from './results';
import { knownCuts } from './scorePlan';
import { joinCustomers } from './steps/joinCustomers';
import { judgeOrders } from './steps/judgeOrders';
import { readOrders } from './steps/readOrders';
import { scoreCustomers } from './steps/scoreCustomers';
import { settleOrders } from './steps/settleOrders';
import { totalCustomers } from './steps/totalCustomers';
import { valueOrders } from './steps/valueOrders';
import { writeLater } from './later/laterSteps';
import type { Reading } from './readCustomers';

/** A statement and what is needed to read its rows. */
export interface Statement {
	readonly sql: string;
	readonly dialect: string;
	/** The first 12 hex digits of the SHA-256 of the statement. */
	readonly version: string;
	readonly reading: Reading;
}

/** Writes the statement that computes the customers of Compute RFM inside a database. */
export function writeStatement(options: WarehouseOptions, host: WarehouseHost): Statement {
	const frame = frameOf(options, host);
	const sql = statementOf(frame);
	return {
		sql,
		dialect: options.dialect,
		version: sha256(sql).slice(0, 12),
		reading: readingOf(frame),
	};
}

function statementOf(frame: Frame): string {
	const later = writeLater(frame);
	const steps = [
		...readOrders(frame),
		...judgeOrders(frame),
		...settleOrders(frame),
		...joinCustomers(frame),
		...valueOrders(frame),
		...totalCustomers(frame),
		...scoreCustomers(frame),
		...later.steps,
	];
	const result = results[frame.options.result];
	const sql = result(frame, later.from, (further = []) =>
		joinSteps(frame.dialect, [...steps, ...further]),
	);
	return frame.dialect.prelude + sql;
}

function readingOf(frame: Frame): Reading {
	const { rfm, saved, asOf, calendar } = frame;
	return {
		asOf,
		timeZone: calendar.timeZone,
		options: { ...rfm, asOf: '', savedModel: '' },
		...(saved && { saved }),
		cuts: knownCuts(frame),
		later: frame.later,
	};
}
