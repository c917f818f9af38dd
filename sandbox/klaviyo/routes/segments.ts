import { named, notFound, page } from '../answers';
import type { SandboxSegment } from '../account';
import type { KlaviyoBody } from '../schemas';
import { route } from './route';

export const segmentRoutes = [
	route('get_segments', 'GET /api/segments', 'large', 'segments:read', ({ segments }, request) => {
		const found = named(segments.values(), request);
		return page(found, request, 10, (segment) => segmentObject(segment, request.address));
	}),
	route(
		'create_segment',
		'POST /api/segments',
		'tiny',
		'segments:write',
		(account, { json, address }) => {
			const { name, definition } = (json as KlaviyoBody<'create_segment'>).data.attributes;
			const segment = { id: account.newId('S'), name, definition };
			account.segments.set(segment.id, segment);
			return { status: 201, body: { data: segmentObject(segment, address) } };
		},
	),
	route(
		'update_segment',
		'PATCH /api/segments/:id',
		'tiny',
		'segments:write',
		({ segments }, { json, id, address }) => {
			const segment = segments.get(id);
			if (segment === undefined) return notFound('segment');
			const { definition, name } = (json as KlaviyoBody<'update_segment'>).data.attributes;
			if (definition) segment.definition = definition;
			if (name) segment.name = name;
			return { status: 200, body: { data: segmentObject(segment, address) } };
		},
	),
];

function segmentObject({ id, name, definition }: SandboxSegment, address: string) {
	const instant = new Date(0).toISOString();
	return {
		type: 'segment',
		id,
		attributes: {
			name,
			definition,
			created: instant,
			updated: instant,
			is_active: true,
			is_processing: true,
			is_starred: false,
		},
		links: { self: `${address}/api/segments/${id}` },
	};
}
