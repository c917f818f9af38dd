import type { Notice } from '../../../values/notice';
import { settle } from '../../../values/settle';
import { createOnce } from '../api/createOnce';
import { isAboutParameter } from '../api/judgeMeta';
import type { MetaClient } from '../api/metaClient';
import type { AudienceChoice } from '../options';
import { idsNamed } from './audience';

/** Settings that Meta may not know or allow for an ad account, in the order in which they are dropped. */
const recentSettings = [
	{
		parameter: 'audience_labels',
		code: 'audienceWithoutLabels',
		message: 'Meta rejected the labels for this ad account: the audience was created without them.',
	},
	{
		parameter: 'usage_restriction',
		code: 'audienceWithoutRestriction',
		message:
			'Meta rejected the restriction to exclusions for this ad account: the audience was created without it and could be targeted by mistake.',
	},
] as const;

/**
 * Creates the audience and returns its ID.
 *
 * Labels and restriction are recent: where Meta refuses a parameter, the audience is created without the labels, then
 * also without the restriction, and notices say so.
 */
export async function createAudience(
	client: MetaClient,
	adAccountId: string,
	choice: Extract<AudienceChoice, { by: 'name' }>,
	isValueBased: boolean,
	notices: Notice[],
): Promise<string> {
	let body: Readonly<Record<string, unknown>> = {
		name: choice.name,
		subtype: 'CUSTOM',
		customer_file_source: choice.customerFileSource,
		...(choice.description === '' ? {} : { description: choice.description }),
		...(choice.retentionDays === 0 ? {} : { retention_days: choice.retentionDays }),
		...(isValueBased ? { is_value_based: true } : {}),
		...(choice.exclusionOnly ? { usage_restriction: 'EXCLUSION_ONLY' } : {}),
		...(choice.labels.length === 0 ? {} : { audience_labels: choice.labels }),
	};
	const toGiveUp = recentSettings.filter(({ parameter }) => parameter in body);
	for (;;) {
		const made = await settle(
			createOnce(client, adAccountId, body, 'creating the audience', () =>
				idsNamed(client, adAccountId, choice.name),
			),
		);
		if (made.status === 'fulfilled') return made.value;
		const givenUp = isAboutParameter(made.reason) ? toGiveUp.shift() : undefined;
		if (givenUp === undefined) throw made.reason;
		const { parameter, code, message } = givenUp;
		body = Object.fromEntries(Object.entries(body).filter(([name]) => name !== parameter));
		notices.push({ code, message, level: 'warning' });
	}
}
