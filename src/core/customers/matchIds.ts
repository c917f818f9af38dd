/**
 * The position of each ID of one list in another; −1 where it is missing. Both lists are in code-unit order, each ID
 * once.
 *
 * @example matchIds(['a', 'c'], ['b', 'c']) // Int32Array [-1, 1]
 */
export function matchIds(ids: readonly string[], others: readonly string[]): Int32Array {
	const places = new Int32Array(ids.length).fill(-1);
	let place = 0;
	for (let i = 0; i < ids.length; i++) {
		while (place < others.length && others[place] < ids[i]) place++;
		if (others[place] === ids[i]) places[i] = place;
	}
	return places;
}
