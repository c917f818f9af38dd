import { z } from 'zod';
import { operators, operatorNeeds } from './condition';

/** A number written as text is the number: editors and spreadsheets often return text. */
const scalar = z
	.union([z.string(), z.number().finite(), z.boolean()])
	.transform((value) => (String(Number(value)) === value ? Number(value) : value));
const text = z.string().trim();
/** Keeps every sum of points exact: 2^53 is 90,000 events of the most points a rule can give. */
const mostPoints = 100_000;

/** The kinds of data that a rule reads. */
const ruleSources = ['order', 'event', 'field'] as const;

/**
 * One rule of a score: what it reads, when it applies, and how many points it gives.
 *
 * `order` rules read the amount of every order of `orderHistory`, `event` rules the value of every event of the named
 * types (or a count on the customer), `field` rules one field of the customer.
 */
export const scoreRule = z
	.object({
		/** Appears in `scoreReasons`. */
		code: text.regex(
			/^[A-Za-z]\w{0,63}$/,
			'a name of letters and digits that starts with a letter',
		),
		/** Appears in `scoreExplanation`; empty: the code. */
		label: text.max(200).default(''),
		source: z.enum(ruleSources),
		/** Event types, separated by commas; capitals, spaces and punctuation don't matter. */
		eventTypes: text.default(''),
		/** A field of the customer with the number of times the event happened. */
		countField: text.default(''),
		/** The field that a `field` rule reads. */
		field: text.default(''),
		/** The date that belongs to the field: a `field` rule's half-life and look-back count from it. */
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
		/** Days after which a match counts half; 0: engagement rules use the common half-life, others don't decay. */
		halfLifeDays: z.number().finite().min(0).max(36_500).default(0),
		/** Only data younger than this many days counts; 0: everything. */
		lookBackDays: z.number().int().min(0).max(36_500).default(0),
		/**
		 * The subtotal that the points are added to besides the score; `automatic`: orders to transaction, events to
		 * engagement, fields to other.
		 */
		group: z.enum(['automatic', 'transaction', 'engagement', 'other']).default('automatic'),
		/**
		 * What an event shows, which sets `lastEngagedAt` and `lastIntentAt`: intent to buy is engagement as well;
		 * `automatic`: engagement where the points count as engagement and are not negative.
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

/** Rules besides the standard ones; none is allowed. */
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

/** The reason code of the points removed by the engagement cap. */
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
