import type { IDataObject } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';

const list = (id: string) => ({ __rl: true, mode: 'id', value: id });

/** What each operation of the syncs needs besides its defaults, to run against the sandbox servers. */
export const syncOperations: Record<string, (sandboxes: Sandboxes) => Record<string, IDataObject>> =
	{
		SyncToKlaviyo: () => ({
			addToList: { listId: list('L000006') },
			clearProperties: { propertyNames: 'churn_risk' },
			createSegment: { name: 'At Risk' },
			deleteProfiles: { requestField: 'lastOrderAt', options: { maxRemovals: 1_000_000 } },
			removeFromList: { listId: list('L000006'), options: { maxRemovalPercent: 100 } },
			sendEvents: { event: 'custom', metricName: 'Scored', uniqueIdField: 'customerId' },
			subscribe: { listId: list('L000006'), consentSource: 'handledUpstream' },
			suppress: {},
			syncLists: {
				valueField: 'rfmSegment',
				lists: { rows: [{ value: 'champions', listId: list('L000001') }] },
				options: { maxRemovalPercent: 100 },
			},
			syncOneList: { listId: list('L000006'), options: { maxRemovalPercent: 100 } },
			unsubscribe: { listId: list('L000006'), options: { maxRemovalPercent: 100 } },
			unsuppress: {},
			upsertProfiles: {},
		}),
		SyncToMeta: ({ meta }) => {
			const audience = (name: string) => ({
				adAccountId: list(`act_${meta.accounts[0]}`),
				audience: { __rl: true, mode: 'name', value: name },
			});
			const upstream = { consentSource: 'handledUpstream' };
			return {
				addToAudience: { ...audience('Added'), ...upstream },
				audienceStatus: audience('Customers A'),
				createLookalike: { ...audience('Added'), name: 'Like the best', countries: 'US' },
				excludeFromAdSets: {
					...audience('Added'),
					adSets: {
						rows: [{ adSetId: list(meta.addAdSet('Prospects', { geo_locations: {} }).id) }],
					},
				},
				mirrorAudience: { ...audience('Mirrored'), ...upstream },
				mirrorAudiences: {
					adAccountId: list(`act_${meta.accounts[0]}`),
					...upstream,
					audienceField: 'rfmSegment',
					audiences: {
						rows: [
							{
								value: 'champions',
								audience: { __rl: true, mode: 'name', value: 'Customers of one segment' },
							},
						],
					},
				},
				removeEverywhere: audience('Added'),
				removeFromAudience: { ...audience('Added'), options: { maxRemovals: 100 } },
				replaceAudience: { ...audience('Replaced'), ...upstream },
				setExistingCustomers: audience('Added'),
				valueBasedAudience: { ...audience('By Value'), ...upstream, valueField: 'monetaryTotal' },
			};
		},
		SyncToGoogle: ({ google }) => {
			const list = (name: string, options: IDataObject = {}) => ({
				authentication: 'serviceAccount',
				accountId: google.accounts[0],
				audience: { __rl: true, mode: 'name', value: name },
				options,
			});
			const agreed = {
				consentSource: 'handledUpstream',
				defaultCountry: 'US',
				termsAccepted: true,
			};
			return {
				addToAudience: list('Added', agreed),
				audienceStatus: list('Customers A'),
				mirrorAudience: list('Mirrored', agreed),
				removeFromAudience: list('Added', { maxRemovals: 100 }),
				replaceAudience: list('Replaced', agreed),
			};
		},
	};
