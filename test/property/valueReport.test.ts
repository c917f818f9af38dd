import fc from 'fast-check';
import { sampleReport } from '../../harness/data/sampleReport';
import { reportOptions } from '../../src/core/report/options';
import { languageCodes } from '../../src/report/texts/texts';
import { valueReport } from '../../src/report/valueReport';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { jsonFaults } from '../support/jsonFaults';

const attacks = [
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	"' onload='alert(1)",
	'</style><svg onload=alert(1)>',
	'</title><script>',
	'javascript:alert(1)',
	'&lt;script&gt;',
	'{{ $env }}',
	'{customers}',
	'\u202egold',
	'\ud800',
	'__proto__',
	'constructor',
	'x'.repeat(10_000),
];
const text = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...attacks) },
	fc.string({ unit: 'binary' }),
);
const secret = 'Zebulon Q. Xylander';
const mail = 'zebulon@xylander.example';
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom('7', '', null, 1e308, -1, 0));
const customer = fc.record(
	{
		asOf: fc.oneof(fc.constant('2026-06-30T23:59:59Z'), text, number),
		tier: fc.oneof(fc.constantFrom('vip', 'lowValue', mail), text),
		churnStatus: fc.oneof(fc.constantFrom('ok', 'atRisk', 'lapsed'), text),
		currency: fc.constantFrom('EUR', 'EUR', 'USD', 'X', ''),
		daysSinceLastOrder: number,
		monetaryLast365: number,
		orderCountLifetime: number,
		predictedClv: number,
		recencyScore: fc.oneof(fc.integer({ min: 0, max: 12 }), number),
		frequencyScore: fc.oneof(fc.integer({ min: 0, max: 12 }), number),
		migration: fc.constantFrom('same', 'up'),
		migrationFrom: text,
		migrationTo: text,
		holdoutGroup: fc.constantFrom('control', 'treated', 'other'),
		rfmModelVersion: text,
	},
	{ requiredKeys: [] },
);
const named = customer.map((row) => ({
	...row,
	customerId: 'id-of-zebulon',
	email: mail,
	name: secret,
}));
const templates = sampleReport(120).summaries;

/** A node's summary with some of its values, at any depth, replaced by others. */
const summary = fc
	.tuple(
		fc.constantFrom(...templates),
		fc.infiniteStream(fc.tuple(fc.nat(9), fc.oneof(text, number))),
	)
	.map(([template, others]) => {
		const spoil = (value: unknown): unknown => {
			const [chance, other] = others.next().value as [number, unknown];
			if (chance === 0) return other;
			if (Array.isArray(value)) return value.map(spoil);
			if (typeof value !== 'object' || value === null) return value;
			return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, spoil(member)]));
		};
		return spoil(template);
	})
	.filter((item): item is JsonRecord => typeof item === 'object' && item !== null);

/** Checks that tags open and close in order; returns the first that doesn't. */
function unclosed(html: string): string | undefined {
	const open: string[] = [];
	for (const [, slash, name] of html.matchAll(/<(\/?)([a-z1-6]+)(?:\s[^<>]*)?>/gi)) {
		if (['img', 'meta', 'br', 'link', 'col'].includes(name)) continue;
		if (slash === '') open.push(name);
		else if (open.pop() !== name) return name;
	}
	return open.at(-1);
}

describe('any customers and summaries', () => {
	it('give a whole page in which nothing runs and nobody is named', () => {
		fc.assert(
			fc.property(
				fc.array(named, { maxLength: 30 }),
				fc.array(summary, { maxLength: 12 }),
				fc.constantFrom(...languageCodes),
				text,
				(rows, summaries, language, title) => {
					const options = reportOptions.parse({
						language,
						title: title.slice(0, 100),
						currency: 'EUR',
					});
					const inEuro = [{ currency: 'EUR', customerId: 'id-of-zebulon' }, ...rows];
					const report = valueReport(inEuro, options, summaries);
					for (const html of [report.html, report.emailHtml]) {
						const body = html.slice(html.indexOf('<head>'));
						expect(body).not.toMatch(
							/<(script|iframe|object|embed|form|base|foreignObject|use|animate)\b/i,
						);
						expect(body).not.toMatch(/<[^>]*\son\w+\s*=/i);
						const links = [...body.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => link);
						for (const link of links)
							expect(link).toMatch(/^(#\w+|https:\/\/github\.com\/n8n-nodes-customer-value\/)/);
						expect(unclosed(html)).toBeUndefined();
						expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/);
					}
					const everything =
						report.html + report.emailHtml + report.text + JSON.stringify(report.summary);
					for (const identity of [secret, mail, 'id-of-zebulon'])
						expect(everything).not.toContain(identity);
					expect(jsonFaults(report.summary)).toEqual([]);
					expect(report.html.length).toBeLessThan(1_000_000);
					expect(Buffer.byteLength(report.emailHtml)).toBeLessThan(100_000);
				},
			),
			{ numRuns: 150 },
		);
	});
});
