import type { Chart } from '../charts/chart';
import { chartWidth } from '../charts/chart';
import type { Formats } from '../formats';
import { element, fragment, type Markup } from './markup';

/**
 * A picture in its frame: with a name and a description for screen readers, and the names of its colors above.
 *
 * @param id prefix of the IDs inside; unique on the page
 */
export function frame(
	id: string,
	chart: Chart,
	formats: Formats,
	title: string,
	description: string,
): Markup {
	const { height, content, legend } = chart.draw(formats);
	const names = legend.map(({ name, mark }) =>
		element('li', {}, element('i', { class: mark, 'aria-hidden': 'true' }), name),
	);
	return element(
		'figure',
		{},
		legend.length === 0 ? null : element('ul', { class: 'legend' }, names),
		element(
			'svg',
			{
				viewBox: `0 0 ${chartWidth} ${Math.ceil(height)}`,
				role: 'img',
				'aria-labelledby': `${id}-name ${id}-text`,
				xmlns: 'http://www.w3.org/2000/svg',
			},
			element('title', { id: `${id}-name` }, title),
			element('desc', { id: `${id}-text` }, description),
			fragment(content),
		),
	);
}
