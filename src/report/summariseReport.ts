import { dateOfDay } from '../values/days';
import type { JsonRecord } from '../values/jsonRecord';
import type { Notice } from '../values/notice';
import type { Figure } from './figures';
import { plainProse } from './page/prose';
import type { Report } from './report';
import type { NamedSection } from './sections/sections';
import type { Fillings } from './texts/texts';

/**
 * The numbers of the page before they are formatted: the Summary of this report, with which the next one shows what has
 * changed.
 */
export function summariseReport(report: Report, notices: readonly Notice[]): JsonRecord {
	const { key, formats, day, findings, steps, sections, missing } = report;
	const plain = (prose: NamedSection['title']) => plainProse(prose, formats);
	return {
		valueReport: 1,
		title: report.title,
		asOf: dateOrNull(day),
		currency: formats.currency,
		customers: report.customers,
		numbers: Object.fromEntries(key.numbers.map(({ name, figure }) => [name, figure.value])),
		changes: Object.fromEntries(key.numbers.map(({ name, change }) => [name, change.value])),
		changesSince: dateOrNull(key.since),
		horizonMonths: key.horizonMonths,
		revenueField: key.revenueField,
		findings: findings.map(({ id, title }) => ({ section: id, finding: plain(title) })),
		steps: steps.map(({ name, title, text, node, facts }) => ({
			step: name,
			title: plain(title),
			text: plain(text),
			node,
			...factsOf(facts),
		})),
		sections: Object.fromEntries(
			sections.map((section) => [
				section.id,
				{
					finding: plain(section.title),
					...factsOf(section.facts),
					...section.drawn,
					rows: section.rows.map((row) =>
						Object.fromEntries(section.columns.map(({ key: name }, i) => [name, valueOf(row[i])])),
					),
				},
			]),
		),
		missing: missing.map(({ id, node }) => ({ section: id, node })),
		notices,
	};
}

function factsOf(facts: Fillings): JsonRecord {
	return Object.fromEntries(
		Object.entries(facts).map(([name, filling]) => [
			name,
			filling === null ? null : valueOf(filling),
		]),
	);
}

function valueOf(shown: string | Figure): string | number | null {
	if (typeof shown === 'string') return shown;
	if (shown.value === null) return null;
	if (shown.as === 'date') return dateOfDay(shown.value);
	return shown.as === 'month' ? dateOfDay(shown.value).slice(0, 7) : shown.value;
}

function dateOrNull(day: number | undefined): string | null {
	return day === undefined ? null : dateOfDay(day);
}
