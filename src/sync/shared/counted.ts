const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** Gives a number as people read it: 1,940. */
export function grouped(count: number): string {
	return format.format(count);
}

/** Gives a number with what it counts: "1 customer", "1,940 customers". */
export function counted(count: number, one: string, several = `${one}s`): string {
	return `${grouped(count)} ${count === 1 ? one : several}`;
}
