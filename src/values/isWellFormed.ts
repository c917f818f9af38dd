/** Every string of Node 20; TypeScript declares this from ES2024 on. */
type WellFormedText = string & { isWellFormed(): boolean };

/** Whether UTF-8 can hold a text: it has no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
	return (text as WellFormedText).isWellFormed();
}
