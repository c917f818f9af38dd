/** One row as it travels between nodes: flat JSON. Own keys only; `__proto__` is a key like any other. */
export type JsonRecord = Record<string, unknown>;
