import { settle } from '../../../values/settle';
import type { Notice } from '../../../values/notice';
import { RejectedError } from '../../http/errors';
import { isSameJson } from '../../run/isSameJson';
import { planOf, targetPlan, type Refusal } from '../../run/plan';
import {
	excluding,
	readAdSet,
	writeTargeting,
	type AdSet,
	type Targeting,
} from '../audience/adSets';
import type { Audience } from '../audience/audience';
import { audienceToUse, idOf, passThrough } from './accountOperations';
import type { OperationInput, PlanOperation } from './operation';

interface Change {
	readonly adSet: AdSet;
	/** The targeting with the audience excluded; undefined where it is excluded already. */
	readonly after?: Targeting;
}

/**
 * Plans to exclude an audience in ad sets, in addition to those that they exclude already.
 *
 * Meta accepts targeting only as a whole: everything else is written back as it was read. A real run has Meta validate
 * every ad set before it changes the first, reads each again just before it changes it, and compares afterwards.
 */
export const excludeFromAdSets: PlanOperation<'excludeFromAdSets'> = async (input) => {
	const { options, client, ledger } = input;
	const audience = await audienceToUse(input);
	const changes: Change[] = [];
	for (const id of new Set(options.adSets)) {
		const adSet = await readAdSet(client, options.adAccountId, id);
		changes.push({ adSet, after: excluding(adSet.targeting, audience) });
	}
	passThrough(input);
	const targets = changes.map(({ adSet, after }) =>
		targetPlan({
			target: `Ad set "${adSet.name}": exclude "${audience.name}"`,
			targetId: adSet.id,
			added: after === undefined ? 0 : 1,
			unchanged: after === undefined ? 1 : 0,
			requests: after === undefined ? 0 : 2,
			before: adSet.targeting,
			after: after ?? adSet.targeting,
		}),
	);
	return {
		plan: planOf(options.operation, targets, ledger, conflictIn(changes, audience)),
		intents: () => [],
		act: () => exclude(input, audience, changes),
	};
};

/** An ad set that both targets and excludes an audience reaches nobody. */
function conflictIn(changes: readonly Change[], { id, name }: Audience): Refusal | undefined {
	const conflict = changes.find(({ adSet }) =>
		(adSet.targeting.custom_audiences ?? []).some((each) => each.id === id),
	);
	if (conflict === undefined) return undefined;
	return {
		code: 'adSetTargetsAudience',
		sentence: `The ad set "${conflict.adSet.name}" (${conflict.adSet.id}) targets "${name}": with the same audience excluded it would reach nobody. Nothing was changed. Choose other ad sets, or take the audience out of its targeting first.`,
	};
}

async function exclude(
	{ options, client, notices }: OperationInput<'excludeFromAdSets'>,
	audience: Audience,
	changes: readonly Change[],
): Promise<Readonly<Record<string, unknown>>> {
	const chosen = { id: idOf(audience), name: audience.name };
	const open = changes.filter(({ after }) => after !== undefined).map(({ adSet }) => adSet);
	for (const { id, targeting } of open) {
		await writeTargeting(client, id, excluding(targeting, chosen) ?? targeting, true);
	}
	const changed: string[] = [];
	for (const { id } of open) {
		const { targeting } = await readAdSet(client, options.adAccountId, id);
		const after = excluding(targeting, chosen);
		if (after === undefined) continue;
		await writeTargeting(client, id, after, false);
		changed.push(id);
		const read = await settle(readAdSet(client, options.adAccountId, id));
		if (read.status === 'rejected' && !(read.reason instanceof RejectedError)) throw read.reason;
		const notice = read.status === 'rejected' ? undefined : differenceNotice(read.value, after);
		if (notice !== undefined) notices.push(notice);
	}
	return { audienceId: chosen.id, adSetsChanged: changed.length };
}

/** Names the parts of the targeting that are not as they were written; undefined where all are. */
function differenceNotice({ id, name, targeting }: AdSet, written: Targeting): Notice | undefined {
	const names = Object.keys({ ...targeting, ...written });
	const differing = names.filter(
		(each) => !isSameJson(plain(targeting)[each], plain(written)[each]),
	);
	if (differing.length === 0) return undefined;
	return {
		code: 'targetingDiffers',
		message: `The targeting of ad set "${name}" (${id}) is not as it was written: ${differing.join(', ')}. Check it in Meta Ads Manager; the summary has the earlier targeting.`,
		level: 'warning',
	};
}

/** Audiences by ID and in order: Meta adds their names. */
function plain(targeting: Targeting): Record<string, unknown> {
	const ids = (list: Targeting['custom_audiences']) => list?.map(({ id }) => id).sort();
	return {
		...targeting,
		custom_audiences: ids(targeting.custom_audiences),
		excluded_custom_audiences: ids(targeting.excluded_custom_audiences),
	};
}
