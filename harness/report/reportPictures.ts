import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { reportOptions } from '../../src/core/report/options';
import { valueReport } from '../../src/report/valueReport';
import { sampleReport } from '../data/sampleReport';
import { needChromium } from '../n8n/chromium';
import { smallerPng } from '../n8n/smallerPng';

/** A picture of the report in a window of this size. */
interface ReportPicture {
	readonly name: string;
	readonly of: 'html' | 'emailHtml';
	readonly width: number;
	readonly height: number;
	/** The element at the top of the picture; by default the top of the page. */
	readonly from?: string;
	readonly colorScheme?: 'light' | 'dark';
}

const pictures: readonly ReportPicture[] = [
	{ name: 'value-report', of: 'html', width: 1280, height: 980 },
	{ name: 'value-report-charts', of: 'html', width: 1400, height: 900, from: '#tiers' },
	{ name: 'value-report-dark', of: 'html', width: 1280, height: 900, colorScheme: 'dark' },
	{ name: 'value-report-mail', of: 'emailHtml', width: 640, height: 1010 },
];

/** Takes the pictures of the sample shop's report, and returns their files. */
export async function reportPictures(folder: string): Promise<string[]> {
	const { customers, summaries } = sampleReport();
	const options = reportOptions.parse({ title: 'Northpeak Coffee: customer value in June' });
	const report = valueReport(customers, options, summaries);
	const browser = await chromium.launch({
		executablePath: needChromium(),
		args: ['--no-sandbox'],
	});
	try {
		const files: string[] = [];
		for (const { name, of, width, height, from, colorScheme = 'light' } of pictures) {
			const page = await browser.newPage({ viewport: { width, height }, colorScheme });
			await page.setContent(report[of]);
			if (from !== undefined) await page.locator(from).evaluate((part) => part.scrollIntoView());
			const path = join(folder, `${name}.png`);
			await writeFile(path, smallerPng(await page.screenshot()));
			files.push(path);
			await page.close();
		}
		return files;
	} finally {
		await browser.close();
	}
}
