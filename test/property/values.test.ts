import fc from 'fast-check';
import { normaliseEmail } from '../../src/values/normaliseEmail';
import { readId } from '../../src/values/readId';
import { hasHappened, isConsentGiven, readConsent } from '../../src/values/yesOrNo';

const invisible = fc.constantFrom('\u200b', '\u200c', '\u200d', '\u2060', '\ufeff');
const padding = fc.string({ unit: fc.oneof(invisible, fc.constantFrom(' ', '\t')), maxLength: 3 });

describe('cells', () => {
	it('hold the same email whatever surrounds it, and in any case', () => {
		fc.assert(
			fc.property(fc.emailAddress(), padding, padding, (email, before, after) => {
				expect(normaliseEmail(before + email.toUpperCase() + after)).toBe(email.toLowerCase());
			}),
		);
	});

	it('hold an email that reads as itself the second time', () => {
		fc.assert(
			fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (cell) => {
				const email = normaliseEmail(cell);
				if (email !== undefined) expect(normaliseEmail(email)).toBe(email);
			}),
		);
	});

	it('hold an id that reads as itself the second time', () => {
		fc.assert(
			fc.property(fc.anything(), (cell) => {
				const id = readId(cell);
				if (id !== undefined) expect(readId(id)).toBe(id);
			}),
		);
	});

	it('never hold a consent that is both given and refused', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.anything(), fc.constantFrom('yes', 'no', 'opted-in', 'OPT OUT')),
				(cell) => {
					expect(isConsentGiven(cell)).toBe(readConsent(cell) === true);
					if (readConsent(cell) === false) expect(hasHappened(cell)).toBe(false);
				},
			),
		);
	});
});
