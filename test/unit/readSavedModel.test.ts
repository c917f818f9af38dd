import { z } from 'zod';
import { readSavedModel, savedModelKind } from '../../src/core/model/readSavedModel';

const schema = z.object({ kind: z.literal('rfm'), cuts: z.array(z.number()) });
const model = { kind: 'rfm', cuts: [1, 2] };

describe('readSavedModel', () => {
	it.each([
		['an object', model],
		['JSON text', JSON.stringify(model)],
		['a summary', { node: 'computeRfm', model }],
		['a summary as text', JSON.stringify({ model })],
	])('reads a model from %s', (_, given) => {
		expect(readSavedModel('rfm', given, schema)).toEqual(model);
	});

	it.each([
		undefined,
		null,
		'',
		'   ',
		'{',
		'undefined',
		'null',
		'[]',
		'5',
		[],
		5,
		{},
		{ model: null },
		{ model: {} },
	])('refuses %j, never fitting instead', (given) => {
		expect(() => readSavedModel('rfm', given, schema)).toThrow(/"savedModel" needs the "model"/);
	});

	it('refuses another node’s model', () => {
		expect(() => readSavedModel('rfm', { kind: 'tier', cuts: [] }, schema)).toThrow(
			/kind "rfm".*but got "tier"/,
		);
	});

	it('names the part of a model that is wrong', () => {
		expect(() => readSavedModel('rfm', { kind: 'rfm', cuts: ['x'] }, schema)).toThrow(
			/"savedModel.cuts.0" needs a number, but got "x"/,
		);
	});
});

describe('savedModelKind', () => {
	it.each([
		[model, 'rfm'],
		[JSON.stringify({ model }), 'rfm'],
		['{', undefined],
		[undefined, undefined],
		[{ model: {} }, undefined],
	])('of %j is %j', (given, kind) => {
		expect(savedModelKind(given)).toBe(kind);
	});
});
