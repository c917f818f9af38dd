/** The five numbers at the top of a report, in their order. */
export const keyNumberNames = ['active', 'revenue', 'repeat', 'predicted', 'atRisk'] as const;
export type KeyNumberName = (typeof keyNumberNames)[number];
