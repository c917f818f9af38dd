import { figure } from '../figures';
import { plainProse } from '../page/prose';
import type { Report } from '../report';
import { phrase } from '../texts/texts';

/** The first screen of the report as plain text, for chats and for mail clients without HTML. */
export function reportText({
	title,
	day,
	formats,
	texts,
	customers,
	key,
	findings,
	steps,
}: Report): string {
	const asOf =
		day === undefined
			? []
			: [plainProse(phrase(texts.page.asOf, { day: figure('date', day) }), formats)];
	const numbers = key.numbers.map(({ label, note, figure: shown, change }) => {
		const unit = change.as === 'points' ? ` ${texts.page.points}` : '';
		const since = change.value === null ? '' : ` (${formats.write(change)}${unit})`;
		return `${label}: ${formats.write(shown)}${since}, ${plainProse(note, formats)}`;
	});
	const numbered = (lines: readonly string[]) => lines.map((line, i) => `${i + 1}. ${line}`);
	const found = findings.map((finding) => plainProse(finding.title, formats));
	const next = steps.map((step) =>
		[step.title, step.text].map((prose) => plainProse(prose, formats)).join('. '),
	);
	return [
		title,
		[...asOf, formats.write(figure('customers', customers))].join(' · '),
		'',
		...numbers,
		'',
		`${texts.page.findings}:`,
		...numbered(found),
		'',
		`${texts.page.steps}:`,
		...numbered(next),
		'',
	].join('\n');
}
