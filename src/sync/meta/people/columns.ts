import { KeyFormat } from '../../audience/keyFormat';
import { MembershipFormat } from '../../audience/lastSynced';
import { matchKeys, type MatchKey } from './matchKey';

/** A column of an upload. */
export type Column = MatchKey | 'LOOKALIKE_VALUE';

/** All columns of an upload, in Meta's order. */
export const uploadColumns: readonly Column[] = [...matchKeys, 'LOOKALIKE_VALUE'];

/** A key that finds a person by itself; names and places only narrow the match down. */
export const findingKeys: readonly MatchKey[] = ['EMAIL', 'PHONE', 'MADID'];

/** In a kept text, marks limited data use; not a match key. */
export const limitedDataMark = 'LDU';

/** Match keys as Meta requires them, kept as one text. */
export const metaKeys = new KeyFormat({
	all: uploadColumns,
	identifying: findingKeys,
	finding: ['EXTERN_ID', ...findingKeys],
	value: 'LOOKALIKE_VALUE',
	plain: {
		EXTERN_ID: /[^]/,
		MADID: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
		LOOKALIKE_VALUE: /^\d+(\.\d+)?(e[+-]?\d+)?$/,
	},
	marks: [limitedDataMark],
});

/** Memberships in `metaAudienceId`, `metaMatchKeys`, `metaInAudience` and `metaSyncedAt`. */
export const metaMembership = new MembershipFormat('meta', 'audience_', metaKeys);
