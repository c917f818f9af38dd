import { max } from 'd3-array';
import { scaleBand, scaleQuantize } from 'd3-scale';
import { figure } from '../figures';
import { element, fragment } from '../page/markup';
import { type Chart, chartWidth } from './chart';
import { at, figureLabel } from './labels';

export interface HeatCell {
	readonly row: number;
	readonly column: number;
	readonly customers: number;
}

const left = 44;
const plotTop = 6;
const cellHeight = 42;
/** Shades from the fewest to the most. */
const shades = ['h1', 'h2', 'h3', 'h4', 'h5'];

/** A square of scores, shaded by how many customers have both; the best corner is the upper right one. */
export function heatMap(
	cells: readonly HeatCell[],
	size: number,
	axisNames: { readonly row: string; readonly column: string },
): Chart {
	const most = max(cells, ({ customers }) => customers) ?? 0;
	const shadeOf = scaleQuantize([0, Math.sqrt(most || 1)], shades);
	const scores = Array.from({ length: size }, (_, i) => i + 1);
	return {
		draw: (formats) => {
			const plotBottom = plotTop + size * cellHeight;
			const x = scaleBand(scores, [left, chartWidth - 6]).paddingInner(0.04);
			const y = scaleBand(scores, [plotBottom, plotTop]).paddingInner(0.06);
			const middleOf = (scale: typeof x, score: number) =>
				at((scale(score) ?? 0) + scale.bandwidth() / 2);
			const drawn = cells.map(({ row, column, customers }) => {
				const shade = shadeOf(Math.sqrt(customers));
				return fragment(
					element('rect', {
						class: shade,
						x: at(x(column) ?? 0),
						y: at(y(row) ?? 0),
						width: at(x.bandwidth()),
						height: at(y.bandwidth()),
						rx: 3,
					}),
					figureLabel(figure('count', customers), formats, {
						class: shade === 'h5' ? 'on center mid num' : 'center mid num',
						x: middleOf(x, column),
						y: middleOf(y, row),
					}),
				);
			});
			const axes = scores.map((score) =>
				fragment(
					element(
						'text',
						{ class: 'tick center', x: middleOf(x, score), y: plotBottom + 18 },
						score,
					),
					element('text', { class: 'tick end mid', x: left - 8, y: middleOf(y, score) }, score),
				),
			);
			return {
				height: plotBottom + 42,
				content: fragment(drawn, axes, namesOfAxes(axisNames, plotBottom)),
				legend: [],
			};
		},
		bars: () => [],
	};
}

function namesOfAxes(
	{ row, column }: { readonly row: string; readonly column: string },
	plotBottom: number,
) {
	const [centerX, centerY] = [(left + chartWidth) / 2, (plotTop + plotBottom) / 2];
	return fragment(
		element('text', { class: 'tick center', x: centerX, y: plotBottom + 36 }, column),
		element(
			'text',
			{ class: 'tick center', transform: `translate(14 ${centerY}) rotate(-90)` },
			row,
		),
	);
}
