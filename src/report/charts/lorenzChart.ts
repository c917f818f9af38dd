import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { figure } from '../figures';
import type { Formats } from '../formats';
import { element, fragment } from '../page/markup';
import { type Chart, chartWidth } from './chart';
import { at, tick } from './labels';

/** The share of the revenue that the best customers bring. */
export interface SharePoint {
	/** Share of the customers, the best first. */
	readonly customers: number;
	readonly revenue: number;
}

const left = 52;
const right = 16;
const plotTop = 12;
const plotBottom = 210;
const height = 252;

/** Lorenz curve from the best customer down, with the diagonal on which all would bring the same. */
export function lorenzChart(
	points: readonly SharePoint[],
	marked: SharePoint,
	axisNames: { readonly customers: string; readonly revenue: string },
): Chart {
	return {
		draw: (formats) => {
			const x = scaleLinear([0, 1], [left, chartWidth - right]);
			const y = scaleLinear([0, 1], [plotBottom, plotTop]);
			const px = ({ customers }: SharePoint) => at(x(customers));
			const py = ({ revenue }: SharePoint) => at(y(revenue));
			const grid = [0, 0.25, 0.5, 0.75, 1].map((share) =>
				gridAt(share, x(share), y(share), formats),
			);
			const [mx, my] = [px(marked), py(marked)];
			return {
				height,
				content: fragment(
					grid,
					element('path', { class: 'soft', d: area(px, y(0), py)(points) ?? '' }),
					element('path', {
						class: 'level',
						d: `M${at(x(0))} ${at(y(0))}L${at(x(1))} ${at(y(1))}`,
					}),
					element('path', { class: 'line l1', d: line(px, py)(points) ?? '' }),
					element('path', { class: 'level', d: `M${mx} ${plotBottom}V${my}H${left}` }),
					element('circle', { class: 'dot s2', cx: mx, cy: my, r: 5 }),
					element(
						'text',
						{ class: 'num strong', x: mx + 10, y: my + 18, 'data-value': marked.revenue },
						formats.write(figure('share', marked.revenue)),
					),
					element(
						'text',
						{ class: 'center tick', x: (left + chartWidth - right) / 2, y: height - 6 },
						axisNames.customers,
					),
					element('text', { class: 'tick', x: left + 6, y: plotTop + 10 }, axisNames.revenue),
				),
				legend: [],
			};
		},
		bars: (formats) =>
			points
				.filter(({ customers }) => [0.1, 0.2, 0.3, 0.5].includes(customers))
				.map(({ customers, revenue }) => ({
					label: formats.write(figure('share', customers)),
					text: formats.write(figure('share', revenue)),
					length: revenue,
				})),
	};
}

/** The line across at a share of revenue, and the names of that share on both axes. */
function gridAt(share: number, x: number, y: number, formats: Formats) {
	const text = figure('share', share);
	return fragment(
		element('path', { class: 'grid', d: `M${left} ${at(y)}H${chartWidth - right}` }),
		tick(text, formats, { x: left - 8, y: at(y) + 4, 'text-anchor': 'end' }),
		tick(text, formats, { x: at(x), y: plotBottom + 18, 'text-anchor': 'middle' }),
	);
}
