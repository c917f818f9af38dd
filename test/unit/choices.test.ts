import { findChoices, type Choice } from '../../src/sync/run/choices';

const asItIs = (choice: Choice) => choice;

async function* pagesOf(...pages: ReadonlyArray<readonly Choice[]>) {
	yield* await Promise.resolve(pages);
}

describe('findChoices', () => {
	it('finds by name in any case and by ID, over several pages, and sorts by name', async () => {
		const pages = pagesOf([{ id: '17', name: 'VIP' }], [{ id: '2', name: 'Best of vip' }]);
		expect(await findChoices(pages, asItIs, ' Vip ', 5)).toEqual([
			{ id: '2', name: 'Best of vip' },
			{ id: '17', name: 'VIP' },
		]);
		expect(await findChoices(pagesOf([{ id: '17', name: 'VIP' }]), asItIs, '17', 5)).toHaveLength(
			1,
		);
	});

	it('reads no more pages than the limit', async () => {
		let read = 0;
		async function* endless() {
			for (;;) {
				read++;
				yield await Promise.resolve([{ id: String(read), name: 'Same' }]);
			}
		}
		expect(await findChoices(endless(), asItIs, '', 3)).toHaveLength(3);
		expect(read).toBe(3);
	});
});
