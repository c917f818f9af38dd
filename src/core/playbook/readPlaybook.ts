import { InvalidInputError } from '../../values/invalidInputError';
import type { PlanOptions } from './options';
import { type Playbook, playbooks } from './playbooks';
import type { TierPlay } from './playbookTables';

/** The playbook that the options choose: one by name, or custom tables. */
export function chosenPlaybook(options: PlanOptions): Playbook {
	const { playbook, startFrom, tierPlays, winBackMessages } = options;
	if (playbook !== 'custom') return playbooks[playbook];
	const { tiers, winBack } = playbooks[startFrom];
	return { tiers: tierPlays ?? tiers, winBack: winBackMessages ?? winBack };
}

/** The rows of a playbook by tier; a tier in two rows is an error, because it would be unclear which one applies. */
export function playsByTier(tiers: readonly TierPlay[]): Map<string, TierPlay> {
	const byTier = new Map<string, TierPlay>();
	for (const play of tiers) {
		if (byTier.has(play.tier)) {
			throw new InvalidInputError('tierPlays', 'one row for each tier', `two for ${play.tier}`);
		}
		if (play.emailsFrom > play.emailsTo) {
			throw new InvalidInputError(
				'tierPlays',
				`as many emails at most as at least for ${play.tier}`,
				`${play.emailsFrom} to ${play.emailsTo}`,
			);
		}
		byTier.set(play.tier, play);
	}
	return byTier;
}
