import { factorPositiveDefinite, solveFactored } from './positiveDefinite';

/** Value, gradient and Hessian of a function at one point. */
export interface Curvature {
	readonly value: number;
	readonly gradient: number[];
	/** Symmetric; both triangles are filled. */
	readonly hessian: number[][];
}

/** The maximum found, and its reliability. */
export interface Maximum {
	readonly at: number[];
	readonly curvature: Curvature;
	readonly iterations: number;
	/** Whether the expected gain of another step is below rounding. */
	readonly isConverged: boolean;
	/** `isAtBound[i]` says that coordinate i is on a bound and would move beyond it. */
	readonly isAtBound: boolean[];
}

const longestStep = 2;
const negligibleGain = 1e-10;

/**
 * Climbs to a maximum of a smooth function inside a box by damped Newton steps (Levenberg).
 *
 * A coordinate on a bound whose gradient points outwards is held there. Ends after at most `mostIterations`
 * evaluations; a value that is not finite counts as a step too far, so the search never leaves the function's domain.
 *
 * @param lowest lower bound of each coordinate
 * @param highest upper bound of each coordinate
 */
export function maximize(
	evaluate: (point: readonly number[]) => Curvature,
	start: readonly number[],
	lowest: readonly number[],
	highest: readonly number[],
	mostIterations = 200,
): Maximum {
	let at = start.map((value, i) => Math.min(Math.max(value, lowest[i]), highest[i]));
	let here = evaluate(at);
	let damping = 0;
	let iterations = 1;
	let isConverged = false;
	while (iterations < mostIterations && Number.isFinite(here.value)) {
		const free = at
			.map((_, i) => i)
			.filter((i) => !isHeld(at[i], here.gradient[i], lowest[i], highest[i]));
		const gradient = free.map((i) => here.gradient[i]);
		const step = newtonStep(here.hessian, gradient, free, damping);
		if (step === undefined) {
			damping = Math.max(damping * 4, 1e-3);
			if (damping > 1e12) break;
			continue;
		}
		const gain = step.reduce((sum, value, i) => sum + value * gradient[i], 0);
		const scale = longestStep / Math.max(longestStep, ...step.map(Math.abs));
		const next = [...at];
		free.forEach((i, k) => {
			next[i] = Math.min(Math.max(at[i] + step[k] * scale, lowest[i]), highest[i]);
		});
		const there = evaluate(next);
		iterations++;
		// Near the maximum the gain is smaller than the value's rounding error; the gradient is still exact there.
		const isLastStep = gain < negligibleGain && damping === 0;
		if (there.value >= here.value || (isLastStep && Number.isFinite(there.value))) {
			at = next;
			here = there;
			damping = damping < 1e-3 ? 0 : damping / 8;
			isConverged = gain < negligibleGain;
			if (isConverged) break;
		} else {
			if (gain < negligibleGain) {
				isConverged = true;
				break;
			}
			damping = Math.max(damping * 4, 1e-3);
			if (damping > 1e12) break;
		}
	}
	const isAtBound = at.map((value, i) => isHeld(value, here.gradient[i], lowest[i], highest[i]));
	return { at, curvature: here, iterations, isConverged, isAtBound };
}

function isHeld(value: number, gradient: number, lowest: number, highest: number): boolean {
	return (value <= lowest && gradient <= 0) || (value >= highest && gradient >= 0);
}

function newtonStep(
	hessian: readonly number[][],
	gradient: readonly number[],
	free: readonly number[],
	damping: number,
): number[] | undefined {
	if (free.length === 0) return [];
	const matrix = free.map((row) => free.map((column) => -hessian[row][column]));
	const size = Math.max(...matrix.map((row, i) => Math.abs(row[i])), 1e-12);
	for (let i = 0; i < matrix.length; i++) {
		matrix[i][i] += damping * Math.max(Math.abs(matrix[i][i]), size * 1e-8);
	}
	const factor = factorPositiveDefinite(matrix);
	return factor && solveFactored(factor, gradient);
}
