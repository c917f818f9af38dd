import { TextDecoding } from '../../../src/files/decodeText';

function decoded(bytes: Buffer, size: number, given?: 'utf-8' | 'windows-1252') {
	const decoding = new TextDecoding(given);
	let text = '';
	for (let at = 0; at < bytes.length; at += size)
		text += decoding.decode(bytes.subarray(at, at + size));
	text += decoding.finish();
	return { text, encoding: decoding.encoding, hasBrokenBytes: decoding.hasBrokenBytes };
}

const text = 'id,naïve €,日本,🛒\n1,é';
const latin = 'id,naïve\n1,é';
const sizes = [1, 2, 3, 5, 100];

describe('TextDecoding', () => {
	it.each<[string, Buffer, string, string]>([
		['UTF-8', Buffer.from(text), text, 'utf-8'],
		['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), text, 'utf-8'],
		['UTF-16 with its mark', Buffer.from(`\ufeff${text}`, 'utf16le'), text, 'utf-16le'],
		['UTF-16 without a mark', Buffer.from(text, 'utf16le'), text, 'utf-16le'],
		[
			'UTF-16, the other way round',
			Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
			text,
			'utf-16be',
		],
		['Windows-1252', Buffer.from(latin, 'latin1'), latin, 'windows-1252'],
		[
			'Windows-1252 with its own letters',
			Buffer.from([0x61, 0x80, 0x0a, 0x92]),
			'a€\n’',
			'windows-1252',
		],
		['ASCII', Buffer.from('id,a\n'), 'id,a\n', 'utf-8'],
		['fewer bytes than a mark has', Buffer.from('é'), 'é', 'utf-8'],
		['nothing', Buffer.from(''), '', 'utf-8'],
	])('reads %s, however it is split into chunks', (_what, bytes, expected, encoding) => {
		for (const size of sizes) {
			expect(decoded(bytes, size)).toEqual({ text: expected, encoding, hasBrokenBytes: false });
		}
	});

	it('keeps UTF-8 if one byte is invalid', () => {
		const bytes = Buffer.concat([Buffer.from('é,ü,ö\n'), Buffer.from([0xff]), Buffer.from('é\n')]);
		for (const size of sizes) {
			expect(decoded(bytes, size)).toEqual({
				text: 'é,ü,ö\n\ufffdé\n',
				encoding: 'utf-8',
				hasBrokenBytes: true,
			});
		}
	});

	it('reads a file in the given encoding', () => {
		expect(decoded(Buffer.from('é'), 1, 'windows-1252').text).toBe('Ã©');
		expect(decoded(Buffer.from('aé', 'latin1'), 1, 'utf-8')).toMatchObject({
			text: 'a\ufffd',
			hasBrokenBytes: true,
		});
	});
});
