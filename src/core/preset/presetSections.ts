import type { z } from 'zod';
import { churnOptions } from '../churn/options';
import { clvOptions } from '../clv/options';
import { liftOptions } from '../lift/options';
import { migrationOptions } from '../migration/options';
import { npsOptions } from '../nps/options';
import { reportOptions } from '../report/options';
import { planOptions } from '../playbook/options';
import { nextPurchaseOptions } from '../nextPurchase/options';
import { rfmOptions } from '../rfm/options';
import { scoreOptions } from '../score/options';
import { suppressionOptions } from '../suppression/options';
import { tierOptions } from '../tier/options';
import { tuneOptions } from '../tune/options';

/** The sections of a client preset, each named after its node and holding that node's options. */
export const presetSections = {
	computeRfm: rfmOptions,
	scoreCustomer: scoreOptions,
	predictClv: clvOptions,
	assignTier: tierOptions,
	churnCheck: churnOptions,
	buildSuppressionList: suppressionOptions,
	planOffers: planOptions,
	measureLift: liftOptions,
	trackMigration: migrationOptions,
	tuneScore: tuneOptions,
	analyseNps: npsOptions,
	valueReport: reportOptions,
	suggestNextPurchase: nextPurchaseOptions,
} as const satisfies Record<string, z.AnyZodObject>;

export type PresetSection = keyof typeof presetSections;

export const presetSectionNames = Object.keys(presetSections) as PresetSection[];

/** Options of some nodes, by section; an omitted option keeps its value. */
export type SectionOptions = {
	readonly [Section in PresetSection]?: z.input<(typeof presetSections)[Section]>;
};
