import { max } from 'd3-array';
import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { figure, type Figure, type FigureKind } from '../figures';
import { element, fragment } from '../page/markup';
import { type Chart, chartWidth } from './chart';
import { at, tick } from './labels';

export interface LinePoint {
	/** Place among the labels of the axis. */
	readonly place: number;
	readonly value: number;
	/** Whether it is partly predicted: drawn hollow. */
	readonly isOpen: boolean;
}

export interface LineSeries {
	readonly name: string;
	readonly points: readonly LinePoint[];
}

const left = 58;
const right = 12;
const plotTop = 12;
const plotBottom = 200;
const height = 230;

/** Lines over named places; points that are partly predicted are hollow, and the line to them is dashed. */
export function lineChart(
	series: readonly LineSeries[],
	labels: readonly Figure[],
	kind: FigureKind,
): Chart {
	const highest = max(series, ({ points }) => max(points, ({ value }) => value)) ?? 0;
	return {
		draw: (formats) => {
			const x = scalePoint(
				labels.map((_, i) => i),
				[left, chartWidth - right],
			);
			const y = scaleLinear([0, highest || 1], [plotBottom, plotTop]).nice(4);
			const path = line<LinePoint>(
				({ place }) => at(x(place) ?? 0),
				({ value }) => at(y(value)),
			);
			const grid = y.ticks(4).map((value) =>
				fragment(
					element('path', { class: 'grid', d: `M${left} ${at(y(value))}H${chartWidth - right}` }),
					tick(figure(kind, value), formats, {
						x: left - 8,
						y: at(y(value)) + 4,
						'text-anchor': 'end',
					}),
				),
			);
			const drawn = series.map(({ points }, i) => {
				const known = points.filter(({ isOpen }) => !isOpen);
				const open = points.filter((point, place) => point.isOpen || points[place + 1]?.isOpen);
				return fragment(
					element('path', { class: `line l${i + 1}`, d: path(known) ?? '' }),
					element('path', { class: `line l${i + 1} open`, d: path(open) ?? '' }),
					points.map((point) => dot(point, i + 1, at(x(point.place) ?? 0), at(y(point.value)))),
				);
			});
			return {
				height,
				content: fragment(
					grid,
					drawn,
					axisLabels(
						labels.map((each) => formats.write(each)),
						x,
					),
				),
				legend: series.map(({ name }, i) => ({ name, mark: `s${i + 1}` })),
			};
		},
		bars: (formats) =>
			(series.at(-1)?.points ?? []).slice(-12).map(({ place, value }) => ({
				label: formats.write(labels[place]),
				text: formats.write(figure(kind, value)),
				length: highest > 0 ? Math.max(0, value) / highest : 0,
			})),
	};
}

function dot({ isOpen }: LinePoint, series: number, x: number, y: number) {
	const mark = isOpen ? `dot hollow l${series}` : `dot s${series}`;
	return element('circle', { class: mark, cx: x, cy: y, r: 2.6 });
}

function axisLabels(labels: readonly string[], x: (place: number) => number | undefined) {
	const every = Math.max(1, Math.ceil(labels.length / 6));
	return labels.map((name, i) => {
		if (i % every !== 0) return null;
		return element(
			'text',
			{ class: 'tick', x: at(x(i) ?? 0), y: plotBottom + 20, 'text-anchor': 'middle' },
			name,
		);
	});
}
