import { storedDay } from '../../values/storedDay';
import { numberIn, recordIn } from '../facts/readCell';
import type { ReportFacts } from '../facts/reportFacts';
import { type KeyNumberName, keyNumberNames } from './keyNumberNames';

/** Numbers of an earlier day, without those that can't be compared with today's. */
export interface EarlierNumbers {
	readonly day: number;
	readonly values: Readonly<Partial<Record<KeyNumberName, number | null>>>;
}

/**
 * The numbers to compare today's with: those of the report whose Summary came in, else the earlier revenue that Track
 * Migration has. Undefined where there is neither, or it is not earlier.
 *
 * A report in another currency is ignored, and so are its revenue of another period and its margin over another
 * horizon.
 */
export function earlierNumbers(facts: ReportFacts): EarlierNumbers | undefined {
	const found = ofReport(facts) ?? ofMigration(facts);
	const isEarlier = found !== undefined && (facts.day === undefined || found.day < facts.day);
	return isEarlier ? found : undefined;
}

function ofReport({ summaries, currency, tally }: ReportFacts): EarlierNumbers | undefined {
	const report = summaries.of.valueReport;
	const numbers = recordIn(report, 'numbers');
	const day = storedDay(report?.asOf);
	if (report === undefined || numbers === undefined || day === undefined) return undefined;
	if (report.currency !== currency) return undefined;
	const isSamePeriod = report.revenueField === tally.revenueField;
	const horizon = numberIn(summaries.of.predictClv, 'horizonMonths');
	const isSameHorizon = numberIn(report, 'horizonMonths') === horizon;
	const isComparable: Partial<Record<KeyNumberName, boolean>> = {
		revenue: isSamePeriod,
		atRisk: isSamePeriod,
		predicted: isSameHorizon,
	};
	const names = keyNumberNames.filter((name) => isComparable[name] ?? true);
	return {
		day,
		values: Object.fromEntries(names.map((name) => [name, numberIn(numbers, name)])),
	};
}

function ofMigration({ summaries, tally }: ReportFacts): EarlierNumbers | undefined {
	const moves = summaries.of.trackMigration;
	const day = storedDay(moves?.asOfThen);
	const revenue = numberIn(moves, 'revenueThen');
	const isKnown = revenue !== null && revenue > 0 && tally.revenueField === 'monetaryLast365';
	return day === undefined || !isKnown ? undefined : { day, values: { revenue } };
}
