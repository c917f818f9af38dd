/** One entry of a dropdown. */
export interface Choice {
	readonly id: string;
	readonly name: string;
}

/**
 * Returns the entries of a list whose name or ID contains the text, by name.
 *
 * @param mostPages the most pages that are read
 */
export async function findChoices<Entry>(
	pages: AsyncIterable<readonly Entry[]>,
	choiceOf: (entry: Entry) => Choice,
	text: string,
	mostPages: number,
): Promise<Choice[]> {
	const wanted = text.trim().toLowerCase();
	const found: Choice[] = [];
	let read = 0;
	for await (const page of pages) {
		for (const choice of page.map(choiceOf)) {
			const { id, name } = choice;
			if (name.toLowerCase().includes(wanted) || id.includes(wanted)) found.push(choice);
		}
		read++;
		if (read >= mostPages) break;
	}
	return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
