import type { ScoreContext, ScoreJudgement } from './judgeScore';
import { sumPoints } from './scorePerson';
import { standing } from './scoreTotals';
import { visitorRow } from './visitors';

/** Bits of a person who can't be scored. */
const unscorable = 128;

/**
 * The scores of all people in columns, so that everybody can be judged before anybody is written: the limits of the
 * bands may depend on all scores.
 */
export class ScoredPeople {
	private readonly points: Float64Array;
	private readonly scores: Float64Array;
	private readonly changes: Float64Array;
	private readonly standings: Uint8Array;
	/** The points of one person. */
	private readonly ownPoints: Float64Array;

	constructor(private readonly context: ScoreContext) {
		const { table, events, rules } = context;
		const people = table.ids.length + (events?.visitors.length ?? 0);
		this.points = new Float64Array(people * rules.length);
		this.scores = new Float64Array(people);
		this.changes = new Float64Array(people);
		this.standings = new Uint8Array(people);
		this.ownPoints = new Float64Array(rules.length);
	}

	/** Keeps the judgement of a person; undefined for one who can't be scored. */
	keep(person: number, judged: ScoreJudgement | undefined): void {
		if (judged === undefined) {
			this.standings[person] = unscorable;
			return;
		}
		this.points.set(judged.result.points, person * this.ownPoints.length);
		this.scores[person] = judged.score;
		this.changes[person] = judged.change;
		this.standings[person] = judged.standing;
	}

	/** The scores of those who have ordered. */
	scoresOfBuyers(): number[] {
		const scores: number[] = [];
		for (let person = 0; person < this.scores.length; person++) {
			if ((this.standings[person] & standing.hasOrdered) !== 0) scores.push(this.scores[person]);
		}
		return scores;
	}

	/** The judgement of a person, whose row is at hand again; undefined for one who can't be scored. */
	recall(person: number): ScoreJudgement | undefined {
		const bits = this.standings[person];
		if (bits === unscorable) return undefined;
		const { table, references, rules, events, settings, options } = this.context;
		const { ownPoints } = this;
		const from = person * ownPoints.length;
		for (let rule = 0; rule < ownPoints.length; rule++) ownPoints[rule] = this.points[from + rule];
		const visitor = events?.visitors[person - table.ids.length];
		return {
			given: visitor ? visitorRow(visitor, options.fieldNames) : table.row(person),
			reference: (visitor ? undefined : references.ofCustomers[person]) ?? references.fallback,
			result: sumPoints(rules, ownPoints, settings.engagementCap),
			score: this.scores[person],
			change: this.changes[person],
			isAtRisk: (bits & standing.isAtRisk) !== 0,
			standing: bits,
		};
	}
}
