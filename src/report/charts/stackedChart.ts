import { sum } from 'd3-array';
import { scaleBand, scaleLinear } from 'd3-scale';
import { figure } from '../figures';
import { element, fragment } from '../page/markup';
import { type Chart, chartWidth } from './chart';
import { at, label, tick } from './labels';

/** A divided row: the number of each series. */
export interface StackRow {
	readonly label: string;
	readonly parts: readonly number[];
}

const gutter = 132;
const rowHeight = 32;
const axisHeight = 22;
/** A part narrower than this has no room for its number. */
const leastForText = 36;

/** Bars of equal length, each divided by the shares of its series. */
export function stackedChart(rows: readonly StackRow[], series: readonly string[]): Chart {
	return {
		draw: (formats) => {
			const height = rowHeight * rows.length + axisHeight;
			const places = scaleBand(
				rows.map((_, i) => i),
				[0, height - axisHeight],
			);
			const length = scaleLinear([0, 1], [gutter, chartWidth - 14]);
			const content = rows.map((row, i) => {
				const top = (places(i) ?? 0) + 4;
				const total = sum(row.parts) || 1;
				let start = 0;
				const parts = row.parts.map((part, place) => {
					const [from, to] = [length(start), length((start += part / total))];
					if (part === 0) return null;
					return fragment(
						element('rect', {
							class: `s${place + 1} part`,
							x: at(from),
							y: top,
							width: at(to - from),
							height: rowHeight - 10,
						}),
						to - from < leastForText
							? null
							: element(
									'text',
									{ class: 'on mid center share', x: at((from + to) / 2), y: top + 11 },
									formats.write(figure('share', part / total)),
								),
					);
				});
				return fragment(
					label(row.label, gutter - 8, { x: gutter - 8, y: top + 11, class: 'end mid' }),
					parts,
				);
			});
			const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) =>
				tick(figure('share', share), formats, {
					x: at(length(share)),
					y: height - 6,
					'text-anchor': 'middle',
				}),
			);
			return {
				height,
				content: fragment(content, ticks),
				legend: series.map((name, i) => ({ name, mark: `s${i + 1}` })),
			};
		},
		bars: (formats) =>
			rows.map(({ label: name, parts }) => {
				const shares = parts.map((part) => part / (sum(parts) || 1));
				const texts = shares.map((share) => formats.write(figure('share', share)));
				return { label: name, text: texts.join(' · '), length: shares[0] ?? 0 };
			}),
	};
}
