import type { ReportFacts } from '../facts/reportFacts';
import type { Texts } from '../texts/texts';
import { acquisitionSection } from './acquisition';
import { churnSection } from './churn';
import { cohortsSection } from './cohorts';
import { concentrationSection } from './concentration';
import { flowSection } from './flow';
import { healthSection } from './health';
import { liftSection } from './lift';
import { nextOrderSection } from './nextOrder';
import { nextPurchaseSection } from './nextPurchase';
import { npsSection } from './nps';
import { offersSection } from './offers';
import { qualitySection } from './quality';
import { reliabilitySection } from './reliability';
import { rfmSection } from './rfm';
import type { Section, SectionMaker } from './section';
import { segmentsSection } from './segments';
import { suppressionSection } from './suppression';
import { syncsSection } from './syncs';
import { tiersSection } from './tiers';
import { topCustomersSection } from './topCustomers';
import { versionsSection } from './versions';

export type SectionId = keyof Texts['sections'];

/**
 * All sections in their order on the page, and the node to connect where one has no data; undefined where that doesn't
 * matter.
 */
const makers: Record<SectionId, { make: SectionMaker; needs: string | undefined }> = {
	tiers: { make: tiersSection, needs: 'Assign Tier' },
	concentration: { make: concentrationSection, needs: 'Compute RFM' },
	flow: { make: flowSection, needs: 'Track Migration' },
	rfm: { make: rfmSection, needs: 'Compute RFM' },
	segments: { make: segmentsSection, needs: 'Compute RFM' },
	churn: { make: churnSection, needs: 'Churn Check' },
	nextOrder: { make: nextOrderSection, needs: 'Predict CLV' },
	cohorts: { make: cohortsSection, needs: 'Predict CLV' },
	acquisition: { make: acquisitionSection, needs: 'Predict CLV' },
	suppression: { make: suppressionSection, needs: 'Build Suppression List' },
	lift: { make: liftSection, needs: 'Measure Lift' },
	nps: { make: npsSection, needs: 'Analyse NPS' },
	offers: { make: offersSection, needs: 'Plan Offers' },
	nextPurchase: { make: nextPurchaseSection, needs: 'Suggest Next Purchase' },
	syncs: { make: syncsSection, needs: 'Sync to Klaviyo' },
	reliability: { make: reliabilitySection, needs: 'Predict CLV' },
	quality: { make: qualitySection, needs: 'Compute RFM' },
	health: { make: healthSection, needs: 'Assign Tier' },
	versions: { make: versionsSection, needs: undefined },
	topCustomers: { make: topCustomersSection, needs: undefined },
};

export interface NamedSection extends Section {
	readonly id: SectionId;
	/** Its subject, in a few words. */
	readonly name: string;
}

/** A section without data, and the node that would provide it. */
export interface MissingSection {
	readonly id: SectionId;
	readonly name: string;
	readonly node: string;
}

/** All sections with data, and what is missing for the others. */
export function makeSections(
	facts: ReportFacts,
	texts: Texts,
): { sections: NamedSection[]; missing: MissingSection[] } {
	const sections: NamedSection[] = [];
	const missing: MissingSection[] = [];
	for (const id of Object.keys(makers) as SectionId[]) {
		const { make, needs } = makers[id];
		const section = make(facts, texts);
		const { name } = texts.sections[id];
		if (section !== undefined) sections.push({ ...section, id, name });
		else if (needs !== undefined) missing.push({ id, name, node: needs });
	}
	return { sections, missing };
}
