import { createHash } from 'node:crypto';
import { modelVersion } from '../../src/core/model/modelVersion';

describe('modelVersion', () => {
	it('is the first 12 hex digits of the SHA-256 of the canonical JSON', () => {
		const digest = createHash('sha256').update('{"a":[1,null],"bins":5}').digest('hex');
		expect(modelVersion({ bins: 5, a: [1, null] })).toBe(digest.slice(0, 12));
	});

	it('gives the example of its description', () => {
		expect(modelVersion({ bins: 5 })).toBe('dd78197fabcf');
	});

	it('changes with any part', () => {
		expect(modelVersion({ bins: 5 })).not.toBe(modelVersion({ bins: 6 }));
	});
});
