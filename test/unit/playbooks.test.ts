import { playbookNames, playbooks } from '../../src/core/playbook/playbooks';
import { basePresets } from '../../src/core/preset/basePresets';
import type { SectionOptions } from '../../src/core/preset/presetSections';
import { suppressionOptions } from '../../src/core/suppression/options';

describe.each(playbookNames)('the playbook %s', (name) => {
	const preset: SectionOptions = basePresets[name];
	const { inactivityTable, winBackTable } = suppressionOptions.parse(
		preset.buildSuppressionList ?? {},
	);
	const { tiers } = playbooks[name];

	it('stops email after as many days as the suppression list of its trade', () => {
		expect(tiers.map(({ tier, stopEmailAfterDays: days }) => ({ tier, days }))).toEqual(
			inactivityTable,
		);
	});

	it('wins back after as many days as the lapse rules of its trade', () => {
		expect(tiers.map(({ tier, reactivateAfterDays: days }) => ({ tier, days }))).toEqual(
			winBackTable,
		);
	});
});
