import { max, min } from 'd3-array';
import { scaleBand, scaleLinear } from 'd3-scale';
import { figure, type Figure, type FigureKind } from '../figures';
import { element, fragment } from '../page/markup';
import { type Chart, chartWidth } from './chart';
import { at, label, tick, figureLabel } from './labels';

/** An estimate with its interval. */
export interface Interval {
	readonly label: string;
	readonly value: Figure;
	readonly low: number;
	readonly high: number;
}

const gutter = 132;
const end = 64;
const rowHeight = 30;
const axisHeight = 26;

/** Estimates as dots with their intervals as lines; the vertical line is zero. */
export function intervalChart(
	intervals: readonly Interval[],
	kind: FigureKind,
	/** The largest end of the axis: intervals of small groups can be very wide. */
	limit = Infinity,
): Chart {
	const lowest = Math.max(-limit, Math.min(0, min(intervals, ({ low }) => low) ?? 0));
	const highest = Math.min(limit, Math.max(0, max(intervals, ({ high }) => high) ?? 0));
	return {
		draw: (formats) => {
			const height = rowHeight * intervals.length + axisHeight;
			const range: [number, number] = lowest === highest ? [-1, 1] : [lowest, highest];
			const x = scaleLinear(range, [gutter, chartWidth - end]).clamp(true);
			const y = scaleBand(
				intervals.map((_, i) => i),
				[0, height - axisHeight],
			);
			const grid = x.ticks(4).map((value) =>
				fragment(
					element('path', { class: 'grid', d: `M${at(x(value))} 0V${height - axisHeight}` }),
					tick(figure(kind, value), formats, {
						x: at(x(value)),
						y: height - 8,
						'text-anchor': 'middle',
					}),
				),
			);
			const drawn = intervals.map(({ label: name, value, low, high }, i) => {
				const middle = at((y(i) ?? 0) + rowHeight / 2);
				return fragment(
					label(name, gutter - 10, { x: gutter - 10, y: middle, class: 'end mid' }),
					element('path', { class: 'line l1', d: `M${at(x(low))} ${middle}H${at(x(high))}` }),
					element('circle', { class: 'dot s1', cx: at(x(value.value ?? 0)), cy: middle, r: 4.5 }),
					figureLabel(value, formats, { x: chartWidth, y: middle, class: 'end mid num' }),
				);
			});
			const zero = element('path', { class: 'axis', d: `M${at(x(0))} 0V${height - axisHeight}` });
			return { height, content: fragment(grid, zero, drawn), legend: [] };
		},
		bars: (formats) => {
			const widest = Math.max(Math.abs(lowest), Math.abs(highest)) || 1;
			return intervals.map(({ label: name, value, low, high }) => ({
				label: name,
				text: `${formats.write(value)} (${formats.write(figure(kind, low))} … ${formats.write(figure(kind, high))})`,
				length: Math.min(1, Math.abs(value.value ?? 0) / widest),
			}));
		},
	};
}
