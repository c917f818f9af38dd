import { max } from 'd3-array';
import { scaleBand, scaleLinear } from 'd3-scale';
import type { Figure } from '../figures';
import type { Formats } from '../formats';
import { element, fragment } from '../page/markup';
import { type Chart, chartWidth } from './chart';
import { at, figureLabel, label, widthOf } from './labels';

/** A row of bars: one for each series. */
export interface BarRow {
	readonly label: string;
	readonly values: readonly Figure[];
}

const gutter = 152;
const barHeight = 15;
const gap = 11;

/** Horizontal bars with their numbers at the end; several series are below each other in each row. */
export function barChart(rows: readonly BarRow[], series: readonly string[]): Chart {
	const longest = max(rows, ({ values }) => max(values, ({ value }) => value ?? 0)) ?? 0;
	return {
		draw: (formats) => {
			const rowHeight = barHeight * series.length + gap;
			const height = rowHeight * rows.length + gap;
			const places = scaleBand(
				rows.map((_, i) => i),
				[gap / 2, height - gap / 2],
			);
			const most = max(rows, ({ values }) => max(values, (each) => widthOf(formats.write(each))));
			const end = chartWidth - Math.min(120, (most ?? 0) + 14);
			const length = scaleLinear([0, longest || 1], [gutter, end]);
			const content = rows.map((row, i) => {
				const top = (places(i) ?? 0) + gap / 2;
				const middle = at(top + (barHeight * series.length) / 2);
				return fragment(
					label(row.label, gutter - 8, { x: gutter - 8, y: middle, class: 'end mid' }),
					row.values.map((value, place) => bar(value, place, top, length, formats)),
				);
			});
			return {
				height,
				content: fragment(content, baseline(height)),
				legend: series.length < 2 ? [] : series.map((name, i) => ({ name, mark: `s${i + 1}` })),
			};
		},
		bars: (formats) =>
			rows.flatMap((row) =>
				row.values.slice(0, 1).map((value) => ({
					label: row.label,
					text: row.values.map((each) => formats.write(each)).join(' · '),
					length: longest > 0 ? Math.max(0, value.value ?? 0) / longest : 0,
				})),
			),
	};
}

function bar(
	shown: Figure,
	place: number,
	top: number,
	length: (value: number) => number,
	formats: Formats,
) {
	const y = at(top + place * barHeight);
	const end = at(length(Math.max(0, shown.value ?? 0)));
	return fragment(
		element('rect', {
			class: `s${place + 1}`,
			x: gutter,
			y: y + 1,
			width: at(Math.max(1, end - gutter)),
			height: barHeight - 2,
			rx: 2,
		}),
		figureLabel(shown, formats, { x: end + 6, y: y + barHeight / 2, class: 'mid num' }),
	);
}

function baseline(height: number) {
	return element('path', { class: 'axis', d: `M${gutter} ${gap / 2}V${height - gap / 2}` });
}
