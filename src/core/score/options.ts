import { z } from 'zod';
import { customerFieldNames, fieldName } from '../customers/customerFields';
import { outputFields } from '../customers/resultFields';
import { addedRules, scoreRules } from './scoreRule';
import { standardRules } from './standardRules';

const days = z.number().int().min(0).max(36_500);
const percent = z.number().finite().min(0).max(100);

/** All options that shape a score and its band: the content of a score model. */
export const scoreSettings = z.object({
	/** The most points of all engagement rules together. */
	engagementCap: z.number().finite().min(1).max(1_000_000).default(100),
	/** Days after which an engagement event counts half; 0: no decay. Counts on the customer don't decay. */
	engagementHalfLifeDays: z.number().finite().min(0).max(36_500).default(30),
	/** Whether events that a machine made, such as opens by a mail server, give no points. */
	leaveOutMachineEvents: z.boolean().default(true),
	/** A score above this (strictly) is in the band `vip`. */
	vipAbove: z.number().finite().default(500),
	/** A score below this (strictly) is in the band `reengage`, unless the guard prevents it. */
	reengageBelow: z.number().finite().default(100),
	/** Whether only the two limits decide the band. */
	literalBands: z.boolean().default(false),
	/** Guard: a last order at most this many days ago keeps a customer out of `reengage`. */
	recentOrderDays: days.default(30),
	/** Guard: a first order less than this many days ago keeps a customer out of `reengage`. */
	newCustomerDays: days.default(90),
	/** Days without an order from which `scoreAtRisk` is true. */
	atRiskAfterDays: days.default(90),
	/** `scoreAtRisk` is true after a fall of this share of the previous score … */
	atRiskFallPercent: percent.default(30),
	/** … that is also at least this many points. */
	atRiskFallPoints: z.number().finite().min(0).default(50),
});

export type ScoreSettings = z.output<typeof scoreSettings>;

/** The options of Score Customer. */
export const scoreOptions = scoreSettings
	.extend({
		use: z.enum(['fit', 'savedModel']).default('fit'),
		savedModel: z.unknown().default(''),
		rulesFrom: z.enum(['standard', 'standardAndOwn', 'list', 'json']).default('standard'),
		rules: scoreRules.default([...standardRules]),
		/** Rules besides the standard ones; one with the code of a standard rule replaces it. */
		ownRules: addedRules.default([]),
		rulesJson: z.unknown().default(''),
		/** Where the limits of the bands come from: `points` as given, or `percentiles` of the shop's own scores. */
		bandLimits: z.enum(['points', 'percentiles']).default('percentiles'),
		/** With percentiles: at most this share of those who have ordered is above the limit of `vip`. */
		vipTopPercent: percent.default(10),
		/** With percentiles: at most this share of those who have ordered is below the limit of `reengage`. */
		reengageBottomPercent: percent.default(20),
		/** What happens to events whose person is not among the customers. */
		unknownPeople: z.enum(['setAside', 'score']).default('setAside'),
		/** Prefix of the name of every output field, so that a customer can have two scores. */
		fieldPrefix: z
			.string()
			.trim()
			.regex(/^([A-Za-z]\w{0,30})?$/, 'letters and digits that start with a letter, or nothing')
			.default(''),
		/** A date to measure against instead of each customer's own `asOf`; empty: none. */
		asOf: z.unknown().default(''),
		/** The shop's time zone, an IANA name; empty: the one of the workflow. */
		timeZone: z.string().trim().default(''),
		outputFields,
		fieldNames: z
			.object({
				...customerFieldNames,
				email: fieldName('email'),
				orderHistory: fieldName('orderHistory'),
				orderCountLifetime: fieldName('orderCountLifetime'),
				monetaryTotal: fieldName('monetaryTotal'),
				firstOrderAt: fieldName('firstOrderAt'),
				customerAgeDays: fieldName('customerAgeDays'),
				previousValueScore: fieldName('previousValueScore'),
				/** Dates that the customer may have, and that later events update. */
				lastEngagedAt: fieldName('lastEngagedAt'),
				lastIntentAt: fieldName('lastIntentAt'),
				eventCustomerId: fieldName('customerId'),
				eventEmail: fieldName('email'),
				eventType: fieldName('type'),
				eventTime: fieldName('time'),
				eventValue: fieldName('value'),
				eventIsMachine: fieldName('isMachineOpen'),
			})
			.strict()
			.default({}),
	})
	.strict();

export type ScoreOptions = z.output<typeof scoreOptions>;

/** A fitted score model: the rules, the settings, and the final limits of the bands. */
export const scoreModel = scoreSettings.extend({
	kind: z.literal('score'),
	version: z.string(),
	rules: scoreRules,
});

export type ScoreModel = z.output<typeof scoreModel>;
