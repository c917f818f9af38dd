import type { Difference } from '../../audience/difference';
import type { MatchRow } from '../../audience/keyFormat';
import { grouped } from '../../../values/wording';
import type { Planned } from '../../run/carryOut';
import type { Outcome } from '../../run/outcome';
import { destinationsOf, type Joining } from '../people/joining';
import { sendMembers } from './sendMembers';

/**
 * Has Google validate what a dry run would send, without changing anything; customers it would refuse come out as
 * rejected.
 *
 * This sends their hashed data, so it is done only if the user chose it, for a list that exists and a plan that may be
 * carried out.
 */
export async function validated(
	planned: Planned,
	joining: Joining,
	{ toSend, toRemove, outdated }: Pick<Difference, 'toSend' | 'toRemove' | 'outdated'>,
): Promise<Planned> {
	const { input, list } = joining;
	const { options, ledger, notices } = input;
	if (!options.dryRun || !options.validateWithGoogle || planned.plan.refusal !== undefined) {
		return planned;
	}
	if (list.id === undefined) {
		notices.push({
			code: 'notValidated',
			message: 'Google could not check the requests, because the list does not exist yet.',
			level: 'info',
		});
		return planned;
	}
	const removals = [...outdated, ...toRemove];
	const added = await send(joining, list.id, 'ingest', toSend, (part, outcome) => {
		for (const { index } of part) ledger.set(index, outcome);
	});
	const removed = await send(joining, list.id, 'remove', removals, () => undefined);
	notices.push({
		code: 'validated',
		message: `Google has checked the requests without carrying them out: it would accept ${grouped(added)} of ${grouped(toSend.length)} additions and ${grouped(removed)} of ${grouped(removals.length)} removals.`,
		level: added === toSend.length && removed === removals.length ? 'info' : 'warning',
	});
	return {
		...planned,
		intents: function* () {
			for (const intent of planned.intents()) if (ledger.isOpen(intent.index)) yield intent;
		},
	};
}

function send<Row extends MatchRow>(
	{ input: { options, client, notices } }: Joining,
	listId: string,
	method: 'ingest' | 'remove',
	rows: readonly Row[],
	onRefused: (rows: readonly Row[], outcome: Outcome) => void,
): Promise<number> {
	return sendMembers(client, rows, {
		method,
		frame: {
			destinations: destinationsOf(options, listId),
			...(method === 'ingest' ? { termsAccepted: options.termsAccepted } : {}),
			validateOnly: true,
		},
		doing: 'having the customers checked',
		phase: 'Having the customers checked',
		notices,
		onAccepted: () => undefined,
		onRefused,
	});
}
