import { sankey, sankeyJustify, sankeyLinkHorizontal, type SankeyNode } from 'd3-sankey';
import { figure } from '../figures';
import type { Formats } from '../formats';
import { element, fragment } from '../page/markup';
import { type Chart, chartWidth } from './chart';
import { at, figureLabel, label } from './labels';

/** Customers who moved from one group to another. */
export interface Flow {
	readonly from: string;
	readonly to: string;
	readonly customers: number;
	/** Decides the color. */
	readonly direction: 'up' | 'down' | 'other';
}

interface GroupNode {
	readonly name: string;
	readonly group: string;
	readonly isNow: boolean;
}

interface FlowLink extends Flow {
	readonly source: number;
	readonly target: number;
	readonly value: number;
}

const top = 36;
const height = 310;
const side = 118;
/** Moves that an email lists. */
const mostMailBars = 8;
const marks = { up: 's1', down: 's2', other: 's4' } as const;

/** Flows between the groups of two days, as wide as their number of customers; groups are in their own order. */
export function sankeyChart(
	flows: readonly Flow[],
	groups: readonly string[],
	nameOf: (group: string) => string,
	names: { then: string; now: string; up: string; down: string; other: string },
): Chart {
	return {
		draw: (formats) => {
			const { nodes, links } = layout(flows, groups, nameOf);
			const path = sankeyLinkHorizontal<GroupNode, FlowLink>();
			const bands = links.map((link) =>
				element(
					'path',
					{
						class: `flow ${marks[link.direction]}`,
						d: roundedPath(path(link) ?? ''),
						'stroke-width': at(Math.max(1, link.width ?? 1)),
					},
					element(
						'title',
						{},
						`${nameOf(link.from)} → ${nameOf(link.to)}: ${formats.write(figure('customers', link.customers))}`,
					),
				),
			);
			const ends = nodes.map((node) => groupBox(node, formats));
			const heads = fragment(
				element('text', { class: 'tick end', x: side - 8, y: 12 }, names.then),
				element('text', { class: 'tick', x: chartWidth - side + 8, y: 12 }, names.now),
			);
			const legend = (['up', 'down', 'other'] as const)
				.filter((direction) => flows.some((flow) => flow.direction === direction))
				.map((direction) => ({ name: names[direction], mark: marks[direction] }));
			return { height, content: fragment(bands, ends, heads), legend };
		},
		bars: (formats) => {
			const moved = flows
				.filter(({ direction }) => direction !== 'other')
				.sort((a, b) => b.customers - a.customers)
				.slice(0, mostMailBars);
			return moved.map(({ from, to, customers }) => ({
				label: `${nameOf(from)} → ${nameOf(to)}`,
				text: formats.write(figure('count', customers)),
				length: customers / moved[0].customers,
			}));
		},
	};
}

/** A group of one of the days, with its name and customers outside. */
function groupBox(node: SankeyNode<GroupNode, FlowLink>, formats: Formats) {
	const [x0, x1] = [node.x0 ?? 0, node.x1 ?? 0];
	const [y0, y1] = [node.y0 ?? 0, node.y1 ?? 0];
	const outside = at(node.isNow ? x1 + 8 : x0 - 8);
	const aligned = node.isNow ? '' : ' end';
	const middle = at((y0 + y1) / 2);
	return fragment(
		element('rect', {
			class: 's3',
			x: at(x0),
			y: at(y0),
			width: at(x1 - x0),
			height: at(Math.max(1, y1 - y0)),
		}),
		label(node.name, side - 12, { x: outside, y: middle - 1, class: `small${aligned}` }),
		figureLabel(figure('count', node.value), formats, {
			x: outside,
			y: middle + 12,
			class: `small num mute${aligned}`,
		}),
	);
}

function layout(
	flows: readonly Flow[],
	groups: readonly string[],
	nameOf: (group: string) => string,
) {
	const then = groups.filter((group) => flows.some(({ from }) => from === group));
	const now = groups.filter((group) => flows.some(({ to }) => to === group));
	const nodes: GroupNode[] = [
		...then.map((group) => ({ group, name: nameOf(group), isNow: false })),
		...now.map((group) => ({ group, name: nameOf(group), isNow: true })),
	];
	const links: FlowLink[] = flows.map((flow) => ({
		...flow,
		source: then.indexOf(flow.from),
		target: then.length + now.indexOf(flow.to),
		value: flow.customers,
	}));
	return sankey<GroupNode, FlowLink>()
		.nodeWidth(10)
		.nodePadding(Math.min(26, 160 / Math.max(1, Math.max(then.length, now.length))))
		.nodeAlign(sankeyJustify)
		.nodeSort(null)
		.extent([
			[side, top],
			[chartWidth - side, height - 14],
		])({ nodes, links });
}

/** A path with coordinates of one decimal. */
function roundedPath(path: string): string {
	return path.replace(/\d+\.\d+/g, (number) => String(at(Number(number))));
}
