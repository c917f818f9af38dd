import { numberIn } from '../facts/readCell';
import { figure } from '../figures';
import { phrase } from '../texts/texts';
import type { JsonRecord } from '../../values/jsonRecord';
import { columnsOf, figures } from './rows';
import type { SectionMaker } from './section';

const platformNames = { klaviyo: 'Klaviyo', meta: 'Meta', google: 'Google' } as const;

/** The counts of a sync's summary, in the order of the table. */
const counted = ['plannedAdded', 'plannedRemoved', 'skipped', 'rejected', 'deferred'] as const;

/** What the runs of each platform added, removed, skipped and failed at; dry runs separately. */
export const syncsSection: SectionMaker = ({ summaries }, texts) => {
	const words = texts.sections.syncs;
	const platforms = Object.entries(platformNames).flatMap(([platform, name]) => {
		const runs = summaries.rows.syncs.filter((run) => run.platform === platform);
		return [false, true].flatMap((isDryRun) => {
			const own = runs.filter(({ dryRun }) => (dryRun === true) === isDryRun);
			if (own.length === 0) return [];
			return [{ name, isDryRun, counts: counted.map((field) => sumOf(own, field)) }];
		});
	});
	if (platforms.length === 0) return undefined;
	const real = platforms.filter(({ isDryRun }) => !isDryRun);
	const total = (place: number) => real.reduce((sum, { counts }) => sum + counts[place], 0);
	const facts = {
		platforms: [...new Set(platforms.map(({ name }) => name))].join(', '),
		added: figure('customers', total(0)),
		removed: figure('count', total(1)),
		failed: figure('customers', total(3)),
	};
	const hasFailed = total(3) > 0;
	const title = real.length === 0 ? words.titleDryRun : hasFailed ? words.titleFailed : words.title;
	return {
		title: phrase(title, facts),
		sentence: phrase(words.sentence),
		columns: columnsOf(texts, 'platform', 'added', 'removed', 'suppressed', 'failed', 'nextRun'),
		rows: platforms.map(({ name, isDryRun, counts }) => [
			isDryRun ? `${name} (${words.dryRun})` : name,
			...figures('count', ...counts),
		]),
		facts,
		weight: hasFailed ? 0.6 : 0.2,
	};
};

function sumOf(runs: readonly JsonRecord[], field: string): number {
	return runs.reduce((sum, run) => sum + Math.max(0, numberIn(run, field) ?? 0), 0);
}
