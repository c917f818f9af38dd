import { lineChart } from '../charts/lineChart';
import { listIn, numberIn } from '../facts/readCell';
import { figure, type FigureKind } from '../figures';
import { dayOfDate } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import { phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

const horizons = ['ltv90', 'ltv180', 'ltv365'] as const;
/** Five years of months. */
const mostCohorts = 60;

/** Lifetime value after 90, 180 and 365 days by the month of the first order. */
export const cohortsSection: SectionMaker = ({ summaries }, texts) => {
	const cohorts = listIn(summaries.of.predictClv, 'cohorts').slice(-mostCohorts);
	if (cohorts.length < 2) return undefined;
	const words = texts.sections.cohorts;
	const monthOf = (as: FigureKind, cohort: JsonRecord | undefined) => {
		const month = cohort?.cohortMonth;
		return figure(as, typeof month === 'string' ? dayOfDate(`${month}-01`) : null);
	};
	const isOpen = (cohort: JsonRecord, horizon: string) => cohort[`${horizon}IsProjected`] === true;
	const known = (horizon: string) =>
		cohorts.findLast((each) => !isOpen(each, horizon) && numberIn(each, horizon) !== null);
	const year = known('ltv365');
	const newest = year ?? known('ltv90');
	const facts = {
		cohort: monthOf('month', newest),
		ltv: figure('money', numberIn(newest, year === undefined ? 'ltv90' : 'ltv365')),
	};
	return {
		title: phrase(year === undefined ? words.titleShort : words.title, facts),
		sentence: phrase(words.sentence),
		reading: words.reading,
		chart: lineChart(
			horizons.map((horizon) => ({
				name: texts.columns[horizon],
				points: cohorts.flatMap((cohort, place) => {
					const value = numberIn(cohort, horizon);
					return value === null ? [] : [{ place, value, isOpen: isOpen(cohort, horizon) }];
				}),
			})),
			cohorts.map((cohort) => monthOf('monthShort', cohort)),
			'moneyShort',
		),
		columns: columnsOf(texts, 'cohort', 'customers', ...horizons),
		rows: cohorts.map((cohort) => [
			monthOf('month', cohort),
			figure('count', numberIn(cohort, 'customers')),
			...horizons.map((horizon) => figure('money', numberIn(cohort, horizon))),
		]),
		facts,
		weight: 0.4,
	};
};
