const zoneAtEnd =
	/^(?<time>.*(?:\d|[ap]m))\s+(?<zone>[a-z]{2,5})(?<offset>(?<sign>[+-])(?<hours>\d{1,2}):?(?<minutes>\d{2})?)?$/i;

/** Hours of the time zones that RFC 2822 names. */
const hoursOf: Readonly<Record<string, string>> = {
	EST: '-05:00',
	EDT: '-04:00',
	CST: '-06:00',
	CDT: '-05:00',
	MST: '-07:00',
	MDT: '-06:00',
	PST: '-08:00',
	PDT: '-07:00',
};
const halves = new Set(['AM', 'PM']);
const known = new Set(['UTC', 'GMT']);

/**
 * A date as Google Forms writes it, with its time zone as an offset: `2026/02/01 9:30:00 AM GMT+2` becomes
 * `2026/02/01 9:30:00 AM +02:00`.
 *
 * A name that several time zones share, such as `IST`, is dropped: the date is then in the shop's time zone.
 */
export function withOffset(cell: unknown): unknown {
	if (typeof cell !== 'string' || cell.length > 60) return cell;
	const groups = zoneAtEnd.exec(cell.trim())?.groups;
	if (groups === undefined) return cell;
	const { time, zone, offset, sign, hours, minutes = '00' } = groups;
	const name = zone.toUpperCase();
	if (offset !== undefined) return `${time} ${sign}${hours.padStart(2, '0')}:${minutes}`;
	if (halves.has(name) || known.has(name)) return cell;
	return Object.hasOwn(hoursOf, name) ? `${time} ${hoursOf[name]}` : time;
}
