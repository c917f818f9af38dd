import type { IDataObject } from 'n8n-workflow';
import type { WorkflowRun } from '../../harness/engine/runWorkflow';

interface Tier {
	name: string;
	customers: number;
	share: number | null;
	revenueShare: number | null;
	averageValue: number | null;
}

interface Channel {
	channel: string;
	suppressed: number;
	contactable: number;
	costAvoidedPerSend: number | null;
	reasons: Array<{ code: string; mainReasonOf: number }>;
}

const channelNames: Record<string, string> = {
	emailBroadcast: 'Newsletter email',
	emailPromotion: 'Promotion email',
	sms: 'SMS',
	push: 'Push',
	paidSocial: 'Retargeting ads',
	acquisitionAds: 'New-customer ads',
};

/** Prints what a run of the example found, from the nodes' own summaries. */
export function printSummary(
	run: WorkflowRun,
	intro: string,
	files: ReadonlyArray<readonly [path: string, what: string]>,
): void {
	const rfm = run.rows('Compute RFM', 2)[0];
	if (rfm === undefined || rfm.customers === 0) {
		console.log(`\n${intro}\nNo customers came out.`);
		printSetAside(rfm);
		heading('What to know');
		for (const hint of run.hints('Compute RFM')) console.log(`• ${hint}`);
		return;
	}
	const tiers = run.rows('Assign Tier', 2)[0];
	const churn = run.rows('Churn Check', 4)[0];
	const suppression = run.rows('Build Suppression List', 4)[0];
	const currency = rfm.currency === null ? '' : ` ${String(rfm.currency)}`;

	console.log(`\n${intro}`);
	console.log(
		`${whole(rfm.rowsIn)} rows in, ${whole(rfm.rowsUsed)} used, ${whole(rfm.rowsSetAside)} set aside: ${whole(rfm.customers)} customers, ${whole(rfm.counted)}${currency} in all.`,
	);
	printTiers(tiers, currency);
	printRisks(churn);
	printChannels(suppression);
	printSetAside(rfm);
	heading('What to know');
	for (const node of chain) {
		for (const hint of run.hints(node)) console.log(`• ${node}: ${hint}`);
	}
	heading('What to do next');
	for (const advice of nextSteps(churn, suppression)) console.log(`• ${advice}`);
	heading('Result files');
	for (const [path, what] of files) console.log(`• ${path}: ${what}`);
}

const chain = [
	'Compute RFM',
	'Score Customer',
	'Assign Tier',
	'Churn Check',
	'Build Suppression List',
] as const;

function printTiers(tiers: IDataObject, currency: string): void {
	heading('Tiers');
	printTable(
		['tier', 'customers', 'share', 'of revenue', `average value${currency}`],
		(tiers.tiers as unknown as Tier[]).map((tier) => [
			tier.name,
			whole(tier.customers),
			percent(tier.share),
			percent(tier.revenueShare),
			tier.averageValue === null ? '–' : tier.averageValue.toFixed(2),
		]),
	);
}

function printRisks(churn: IDataObject): void {
	heading('Churn risk');
	printTable(
		['level', 'customers'],
		[
			['low', whole(churn.lowRisk)],
			['medium', whole(churn.mediumRisk)],
			['high', whole(churn.highRisk)],
		],
	);
	console.log(`At risk now: ${whole(churn.atRisk)}. Win-back due: ${whole(churn.lapsed)}.`);
}

function printChannels(suppression: IDataObject): void {
	heading('Left alone, by channel and main reason');
	printTable(
		['channel', 'suppressed', 'contactable', 'saved a send', 'main reasons'],
		(suppression.channels as unknown as Channel[]).map((channel) => [
			channelNames[channel.channel] ?? channel.channel,
			whole(channel.suppressed),
			whole(channel.contactable),
			channel.costAvoidedPerSend === null ? '–' : `$${channel.costAvoidedPerSend.toFixed(2)}`,
			channel.reasons
				.filter(({ mainReasonOf }) => mainReasonOf > 0)
				.map(({ code, mainReasonOf }) => `${code} ${whole(mainReasonOf)}`)
				.join(', '),
		]),
	);
}

function printSetAside(rfm: IDataObject | undefined): void {
	heading('Order rows set aside');
	const reasons = Object.entries((rfm?.setAsideByReason ?? {}) as Record<string, number>);
	if (reasons.length === 0) return console.log('none');
	printTable(
		['reason', 'rows'],
		reasons.map(([code, count]) => [code, whole(count)]),
	);
}

function nextSteps(churn: IDataObject, suppression: IDataObject): string[] {
	const steps: string[] = [];
	if (Number(churn.lapsed) > 0) {
		steps.push(
			`Wire "Win-Back Due" of Churn Check to your email tool: ${whole(churn.lapsed)} customers have gone quiet. Choose "New Lapses Only" under Win-Back and connect the stored rows to "Previous", and each lapse gets one message.`,
		);
	}
	if (Number(churn.atRisk) > 0) {
		steps.push(
			`Let a person look at "At Risk": ${whole(churn.atRisk)} valued customers are slowing down.`,
		);
	}
	steps.push(
		`Send the next promotion to "Contactable" only: ${whole(suppression.contactable)} of ${whole(suppression.customers)} customers.`,
		'Open the same example in the editor with npm start, and put your own orders in the place of Sample Shop.',
	);
	return steps;
}

function heading(text: string): void {
	console.log(`\n${text}\n${'─'.repeat(text.length)}`);
}

/** Columns as wide as their widest cell; numbers aligned right, the first and last column left. */
function printTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): void {
	const widths = head.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => row[column].length)),
	);
	for (const row of [head, ...rows]) {
		const cells = row.map((cell, column) => {
			const isText = column === 0 || head[column].includes('reason');
			return isText ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
		});
		console.log(cells.join('  ').trimEnd());
	}
}

function whole(value: unknown): string {
	return Math.round(Number(value)).toLocaleString('en-US');
}

function percent(share: number | null): string {
	return share === null ? '–' : `${(share * 100).toFixed(1)}%`;
}
