import type { Frame } from '../frame';
import { cases, select, type Step } from '../step';

const guestLike = '^(guest|gcus|anon|anonymous|tmp|temp)([-_:.]|$)';

/**
 * Assigns each row to a customer: guests join the account that used their email last, and ids that aren't unique to a
 * person are joined by email.
 */
export function joinCustomers(frame: Frame): Step[] {
	return [
		{ name: 'account_emails', sql: accountEmails },
		{ name: 'guest_accounts', sql: guestAccounts(frame) },
		...(frame.rfm.identifyBy === 'automatic' ? joinedAccounts(frame) : []),
		{ name: 'owned_rows', sql: ownedRows(frame) },
	];
}

/** Emails of accounts and the last use of each. */
const accountEmails = `SELECT account_id, email_key, MAX(instant) AS latest
FROM open_rows
WHERE amount >= 0 AND email_key IS NOT NULL AND buyer LIKE 'a%'
GROUP BY account_id, email_key`;

function guestAccounts({ dialect }: Frame): string {
	const order = `latest DESC, ${dialect.ordered('account_id')}`;
	return `SELECT email_key, account_id
FROM (SELECT email_key, account_id, ROW_NUMBER() OVER (PARTITION BY email_key ORDER BY ${order}) AS place FROM account_emails) AS places
WHERE place = 1`;
}

/**
 * The account that each account is joined to by the email of its latest order: a real account, the one with the
 * earliest order.
 */
function joinedAccounts({ dialect, rfm }: Frame): Step[] {
	const isGuestLike = dialect.matches(dialect.lower('firsts.account_id'), guestLike);
	const joins = rfm.shopField === '' ? isGuestLike : 'TRUE';
	const order = `is_guest, first_instant, ${dialect.ordered('account_id')}`;
	return [
		{
			name: 'account_firsts',
			sql: `SELECT account_id, MIN(instant) AS first_instant
FROM open_rows
WHERE amount >= 0 AND buyer LIKE 'a%'
GROUP BY account_id`,
		},
		{
			name: 'latest_emails',
			sql: select(
				{
					account_id: 'firsts.account_id',
					email_key: 'emails.email_key',
					first_instant: 'firsts.first_instant',
					is_guest: `(CASE WHEN ${isGuestLike} THEN 1 ELSE 0 END)`,
					is_joining: `(CASE WHEN ${joins} THEN 1 ELSE 0 END)`,
				},
				`FROM (SELECT account_id, email_key, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY latest DESC, ${dialect.ordered('email_key')}) AS place FROM account_emails) AS emails
JOIN account_firsts AS firsts ON firsts.account_id = emails.account_id
WHERE emails.place = 1`,
			),
		},
		{
			name: 'joined_accounts',
			sql: `SELECT account_id, target
FROM (SELECT account_id, is_joining, FIRST_VALUE(account_id) OVER (PARTITION BY email_key ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS target FROM latest_emails) AS targets
WHERE is_joining = 1 AND target <> account_id`,
		},
	];
}

function ownedRows({ dialect, rfm }: Frame): string {
	// A column of its own: engines join by hash only where each side of the condition is one side's.
	const guest = cases([["buyer LIKE 'g%'", dialect.part('buyer', '2')]]);
	const guestId = dialect.joined(
		"'guest_'",
		dialect.part(dialect.sha256('keyed.guest'), '1', '16'),
	);
	const account = cases(
		[['keyed.guest IS NULL', 'keyed.account_id']],
		`COALESCE(guest_accounts.account_id, ${guestId})`,
	);
	const known = `SELECT keyed.*, ${account} AS known_id
  FROM (SELECT open_rows.*, ${guest} AS guest FROM open_rows) AS keyed
  LEFT JOIN guest_accounts ON guest_accounts.email_key = keyed.guest`;
	return rfm.identifyBy === 'automatic'
		? `SELECT owned.*, COALESCE(joined_accounts.target, owned.known_id) AS customer_id\nFROM (\n  ${known}\n) AS owned\nLEFT JOIN joined_accounts ON joined_accounts.account_id = owned.known_id`
		: `SELECT owned.*, owned.known_id AS customer_id\nFROM (\n  ${known}\n) AS owned`;
}
