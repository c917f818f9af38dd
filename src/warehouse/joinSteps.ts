import type { Dialect } from './dialects/dialect';
import type { Step } from './step';

/** Steps as the beginning of a query. */
export interface JoinedSteps {
	/** Statements that come first. */
	readonly before: readonly string[];
	/** The `WITH` clause of the query that reads the last step. */
	readonly clause: string;
}

/**
 * Joins steps to common table expressions. Those that are read more than once, or once for each row, are computed once:
 * by the engine's keyword, or by a temporary table.
 */
export function joinSteps(dialect: Dialect, steps: readonly Step[]): JoinedSteps {
	const text = steps.map(({ sql }) => sql).join('\n');
	const isShared = ({ name, isOneRow }: Step) => isOneRow || readingsOf(name, text) > 1;
	const { keepRows, materialized, fence } = dialect;
	if (keepRows === undefined) {
		const written = steps.map(
			(step) => `${step.name} AS ${isShared(step) ? materialized : ''}(\n${step.sql}${fence}\n)`,
		);
		return { before: [], clause: `WITH ${written.join(',\n')}` };
	}
	const kept = new Set(
		steps.slice(0, -1).filter((step, i) => isShared(step) || readsHidden(steps, i, isShared)),
	);
	const tableOf = ({ name }: Step) => dialect.quoteName(`customer value step ${name}`);
	const clauseOf = (target: Step) => {
		const written = stepsRead(steps, target, kept).map((step) =>
			kept.has(step) && step !== target
				? `${step.name} AS (SELECT * FROM ${tableOf(step)})`
				: `${step.name} AS (\n${step.sql}${step === target ? '' : fence}\n)`,
		);
		return `WITH ${written.join(',\n')}`;
	};
	return {
		before: [...kept].map((step) =>
			keepRows(tableOf(step), `${clauseOf(step)}\nSELECT * FROM ${step.name}`),
		),
		clause: clauseOf(steps[steps.length - 1]),
	};
}

function readingsOf(name: string, text: string): number {
	return text.match(new RegExp(`\\b(?:FROM|JOIN) ${name}\\b`, 'g'))?.length ?? 0;
}

/**
 * Whether a step reads a table of the name of a step after it in the same clause, which such an engine takes for that
 * step.
 */
function readsHidden(
	steps: readonly Step[],
	at: number,
	isShared: (step: Step) => unknown,
): boolean {
	const end = steps.findIndex((step, i) => i > at && isShared(step));
	const { sql } = steps[at];
	return steps
		.slice(at + 1, end + 1)
		.some(({ name }) => new RegExp(`\\b(?:FROM|JOIN)\\s+[\`"]?${name}\\b`, 'i').test(sql));
}

/** A step and those before it that it reads, directly or through others that are not kept. */
function stepsRead(steps: readonly Step[], target: Step, kept: ReadonlySet<Step>): Step[] {
	const needed = new Set([target]);
	for (let i = steps.indexOf(target) - 1; i >= 0; i--) {
		const isRead = [...needed].some(
			(by) => (by === target || !kept.has(by)) && readingsOf(steps[i].name, by.sql) > 0,
		);
		if (isRead) needed.add(steps[i]);
	}
	return steps.filter((step) => needed.has(step));
}
