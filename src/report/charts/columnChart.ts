import { max, min } from 'd3-array';
import { scaleBand, scaleLinear } from 'd3-scale';
import type { Figure } from '../figures';
import { element, fragment } from '../page/markup';
import { type Chart, chartWidth } from './chart';
import { at, figureLabel, label } from './labels';

export interface ColumnPoint {
	readonly label: string;
	readonly value: Figure;
}

/** A level that the columns are compared with. */
export interface ReferenceLine {
	readonly name: string;
	readonly value: Figure;
}

const plotTop = 22;
const plotBottom = 190;
const height = 232;
const side = 8;

/** Columns side by side with their numbers on top, and a level to compare them with. */
export function columnChart(
	points: readonly ColumnPoint[],
	axisName: string,
	reference?: ReferenceLine,
): Chart {
	const values = points.map(({ value }) => value.value ?? 0);
	const level = reference?.value.value ?? undefined;
	const highest = Math.max(max(values) ?? 0, level ?? 0) || 1;
	const lowest = Math.min(0, min(values) ?? 0, level ?? 0);
	return {
		draw: (formats) => {
			const places = scaleBand(
				points.map((_, i) => i),
				[side, chartWidth - side],
			).padding(0.22);
			const y = scaleLinear([lowest, highest], [plotBottom, plotTop]);
			const wide = places.bandwidth();
			const columns = points.map((point, i) => {
				const [x, value] = [places(i) ?? 0, values[i]];
				const [top, bottom] = [y(Math.max(0, value)), y(Math.min(0, value))];
				const center = at(x + wide / 2);
				return fragment(
					element('rect', {
						class: 's1',
						x: at(x),
						y: at(top),
						width: at(wide),
						height: at(Math.max(1, bottom - top)),
						rx: 2,
					}),
					figureLabel(point.value, formats, { x: center, y: at(top - 6), class: 'center num' }),
					label(point.label, places.step(), {
						x: center,
						y: plotBottom + 17,
						class: 'center tick',
					}),
				);
			});
			return {
				height,
				content: fragment(
					columns,
					element('path', { class: 'axis', d: `M${side} ${at(y(0))}H${chartWidth - side}` }),
					reference !== undefined && level !== undefined
						? levelLine(reference.name, y(level))
						: null,
					element('text', { x: chartWidth / 2, y: height - 6, class: 'center tick' }, axisName),
				),
				legend: [],
			};
		},
		bars: (formats) =>
			points.map(({ label: name, value }) => ({
				label: name,
				text: formats.write(value),
				length: Math.max(0, value.value ?? 0) / highest,
			})),
	};
}

/** A dashed level with its name above. */
function levelLine(name: string, y: number) {
	return fragment(
		element('path', { class: 'level', d: `M${side} ${at(y)}H${chartWidth - side}` }),
		label(name, chartWidth / 2, { x: side, y: at(y - 6), class: 'levelName' }),
	);
}
