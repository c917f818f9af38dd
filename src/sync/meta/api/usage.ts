import { parseJson } from '../../../values/parseJson';

/** The use case whose limit a code reports, where it is not that of audiences. */
export const useCaseOf: Readonly<Record<number, string>> = {
	80_000: 'ads_insights',
	80_004: 'ads_management',
};

const audienceUseCase = 'custom_audience';

/**
 * Returns the wait that Meta asks for, in milliseconds, from the header of business use cases, which counts in minutes;
 * undefined where it does not mention the use case: the app's other limits apply to other requests.
 */
export function regainAccessMs(
	headers: Readonly<Record<string, string>>,
	useCase: string = audienceUseCase,
): number | undefined {
	const minutes = usagesOf(headers, useCase).map((each) =>
		finite(each.estimated_time_to_regain_access),
	);
	const longest = Math.max(0, ...minutes);
	return longest > 0 ? longest * 60_000 : undefined;
}

/**
 * Returns the used percentage of the limit for audiences, the highest of calls, processor time and time; undefined
 * where Meta reports none.
 */
export function limitUsedPercent(headers: Readonly<Record<string, string>>): number | undefined {
	const usages = usagesOf(headers, audienceUseCase);
	if (usages.length === 0) return undefined;
	return Math.max(
		...usages.flatMap(({ call_count, total_cputime, total_time }) =>
			[call_count, total_cputime, total_time].map(finite),
		),
	);
}

function usagesOf(headers: Readonly<Record<string, string>>, useCase: string) {
	const usage = parseJson(headers['x-business-use-case-usage'] ?? '');
	if (typeof usage !== 'object' || usage === null) return [];
	return Object.values(usage)
		.flat()
		.filter(
			(each: unknown): each is Record<string, unknown> =>
				typeof each === 'object' && each !== null && (each as { type?: unknown }).type === useCase,
		);
}

function finite(value: unknown): number {
	const number = Number(value ?? 0);
	return Number.isFinite(number) ? number : 0;
}
