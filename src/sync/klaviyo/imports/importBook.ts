import type { Outcome, RowLedger } from '../../run/outcome';
import type { Contact } from '../people/contacts';
import type { ProfileImport } from './packImport';

/** Profiles to import for one purpose: onto a list, or onto none. */
export interface ImportOrder {
	readonly profiles: readonly ProfileImport[];
	readonly listId?: string;
	readonly phase: string;
}

/** Writes the outcomes of imports: a failure in one order is not overwritten by the success of another one. */
export class ImportBook {
	private readonly failedIn = new Map<number, ImportOrder>();

	constructor(private readonly ledger: RowLedger) {}

	/** Records a customer's outcome in one order, unless another order has failed for them. */
	note({ index }: Contact, order: ImportOrder, outcome: Outcome): void {
		if (this.failedIn.size > 0) {
			const failed = this.failedIn.get(index);
			if (failed !== undefined && failed.listId !== order.listId) return;
			this.failedIn.delete(index);
		}
		this.ledger.set(index, outcome);
	}

	fail({ index }: Contact, order: ImportOrder, outcome: Outcome): void {
		this.failedIn.set(index, order);
		this.ledger.set(index, outcome);
	}
}
