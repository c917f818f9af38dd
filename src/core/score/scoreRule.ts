import { z } from 'zod';
import { operators, operatorNeeds } from './condition';

/** A number written as text is the number: editors and spreadsheets hand over text. */
const scalar = z
	.union([z.string(), z.number().finite(), z.boolean()])
	.transform((value) => (String(Number(value)) === value ? Number(value) : value));
const text = z.string().trim();
/** Keeps every sum of points exact: 2^53 is 90,000 events of the most points a rule can give. */
const mostPoints = 100_000;

/** What a rule looks at. */
const ruleSources = ['order', 'event', 'field'] as const;

/**
 * One rule of a score: what it looks at, when it applies, and how many points it gives.
 *
 * `order` rules look at the amount of every order of `orderHistory`, `event` rules at the value of every event of the
 * types named (or at a count on the customer), `field` rules at one field of the customer.
 */
export const scoreRule = z
	.object({
		/** Stands in `scoreReasons`. */
		code: text.regex(
			/^[A-Za-z]\w{0,63}$/,
			'a name of letters and digits that starts with a letter',
		),
		/** Stands in `scoreExplanation`; empty: the code. */
		label: text.max(200).default(''),
		source: z.enum(ruleSources),
		/** Event types, separated by commas; capitals, spaces and punctuation don't matter. */
		eventTypes: text.default(''),
		/** A field of the customer that holds how often the event happened. */
		countField: text.default(''),
		/** The field that a `field` rule looks at. */
		field: text.default(''),
		/** The date of what the field says: a `field` rule's half-life and look-back count from it. */
		dateField: text.default(''),
		operator: z.enum(operators).default('always'),
		value: scalar.default(''),
		/** The upper end of `between`. */
		valueTo: scalar.default(''),
		points: z.number().finite().min(-mostPoints).max(mostPoints),
		/** `match`: the points for each match; `unit`: the points times the value (an amount, a number in a field). */
		pointsFor: z.enum(['match', 'unit']).default('match'),
		/** The most points, up or down, that the rule gives to one customer; 0: no limit. */
		cap: z.number().finite().min(0).default(0),
		/** Days after which a match is worth half; 0: engagement rules take the half-life of all of them, others keep their points. */
		halfLifeDays: z.number().finite().min(0).max(36_500).default(0),
		/** Only what is younger than this many days counts; 0: everything. */
		lookBackDays: z.number().int().min(0).max(36_500).default(0),
		/** What the points add to besides the score; `automatic`: orders to transaction, events to engagement, fields to other. */
		group: z.enum(['automatic', 'transaction', 'engagement', 'other']).default('automatic'),
		/**
		 * What an event is a sign of, which dates `lastEngagedAt` and `lastIntentAt`: intent to buy is engagement as well;
		 * `automatic`: engagement where the points count as engagement and none are taken.
		 */
		signal: z.enum(['automatic', 'engagement', 'intent', 'none']).default('automatic'),
	})
	.strict()
	.superRefine((rule, context) => {
		const missing = missingMember(rule);
		if (missing === undefined) return;
		context.addIssue({ code: 'custom', path: [missing.member], message: missing.needs });
	});

export type ScoreRule = z.output<typeof scoreRule>;

/** A rule set: no two rules share a code. */
export const scoreRules = z.array(scoreRule).min(1).max(500).superRefine(requireOwnCodes);

/** Rules beside the standard ones; none is no fault. */
export const addedRules = z.array(scoreRule).max(400).superRefine(requireOwnCodes);

function requireOwnCodes(rules: readonly ScoreRule[], context: z.RefinementCtx): void {
	const seen = new Set<string>([engagementCapCode]);
	rules.forEach((rule, index) => {
		if (seen.has(rule.code)) {
			const message = 'a code that no other rule has';
			context.addIssue({ code: 'custom', path: [index, 'code'], message });
		}
		seen.add(rule.code);
	});
}

/** The reason code of the points that the engagement cap takes away. */
export const engagementCapCode = 'engagementCap';

function missingMember(rule: {
	source: ScoreRule['source'];
	eventTypes: string;
	countField: string;
	field: string;
	operator: ScoreRule['operator'];
	value: ScoreRule['value'];
	valueTo: ScoreRule['valueTo'];
	dateField: string;
	halfLifeDays: number;
	lookBackDays: number;
}): { member: string; needs: string } | undefined {
	if (rule.source === 'field' && rule.field === '') {
		return { member: 'field', needs: 'the name of a customer field' };
	}
	if (rule.source === 'event' && rule.eventTypes === '' && rule.countField === '') {
		return { member: 'eventTypes', needs: 'at least one event type' };
	}
	const isDated = rule.halfLifeDays > 0 || rule.lookBackDays > 0;
	if (rule.source === 'field' && isDated && rule.dateField === '') {
		return {
			member: 'dateField',
			needs: 'a date field, because the rule has a half-life or a look-back',
		};
	}
	return operatorNeeds(rule.operator, rule.value, rule.valueTo);
}
