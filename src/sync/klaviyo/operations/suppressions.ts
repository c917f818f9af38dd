import type { Planned } from '../../run/carryOut';
import { planOf, targetPlan } from '../../run/plan';
import { readContacts } from '../people/contacts';
import type { PlanOperation } from './operation';
import { suppressionDirections, type SuppressionDirection } from './suppressionDirections';
import { readReasons, sendSuppressions, type SuppressionInput } from './suppressionJobs';
import { outcomeOf } from '../../run/outcomeTable';

/** Plans to suppress the customers' addresses in the whole account: email only, whatever their consent. */
export const suppress: PlanOperation<'suppress'> = (input) => plan(input, 'suppress');

/** Plans to lift suppressions that users of the account have set; unsubscriptions, bounces and complaints stay. */
export const unsuppress: PlanOperation<'unsuppress'> = (input) => plan(input, 'unsuppress');

async function plan(
	input: SuppressionInput,
	operation: 'suppress' | 'unsuppress',
): Promise<Planned> {
	const { rows, options, ledger, notices } = input;
	const contacts = readContacts(rows, options, ledger, notices, 'email');
	const direction: SuppressionDirection = suppressionDirections[operation];
	const known = options.compareFirst ? await readReasons(input, direction, contacts) : undefined;
	const open = contacts.filter((contact) => {
		const reason = known?.get(contact);
		if (known === undefined || !direction.isDone(reason)) return true;
		ledger.set(contact.index, outcomeOf('unchanged', direction.already(reason)));
		return false;
	});
	const target = targetPlan({
		target: 'Suppressed profiles',
		added: operation === 'suppress' ? open.length : 0,
		removed: operation === 'unsuppress' ? open.length : 0,
		unchanged: contacts.length - open.length,
	});
	return {
		plan: planOf(operation, [target], ledger),
		intents: () =>
			open.map(({ index }) => ({
				index,
				sentence: `Nothing was sent: ${operation === 'suppress' ? 'would be suppressed in the whole account' : 'the suppression would be removed'}.`,
			})),
		act: async () => ({ jobIds: await sendSuppressions(input, direction, open) }),
	};
}
