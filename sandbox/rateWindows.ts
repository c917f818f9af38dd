/** Counts calls in fixed windows, as the platforms do. */
export class RateWindows {
	private readonly counts = new Map<string, { start: number; calls: number }>();

	constructor(private readonly now: () => number) {}

	/**
	 * Counts a call, unless one of its windows is full: then returns the seconds until that window ends.
	 *
	 * @param windows window length in milliseconds and the calls it allows
	 */
	take(name: string, windows: ReadonlyArray<readonly [windowMs: number, calls: number]>) {
		const now = this.now();
		const open = windows.map(([windowMs, limit]) => {
			const key = `${name}/${windowMs}`;
			const start = Math.floor(now / windowMs) * windowMs;
			const known = this.counts.get(key);
			const count = known?.start === start ? known : { start, calls: 0 };
			this.counts.set(key, count);
			return { count, limit, endsIn: Math.max(1, Math.ceil((start + windowMs - now) / 1000)) };
		});
		const full = open.filter(({ count, limit }) => count.calls >= limit);
		if (full.length > 0) {
			return { isFull: true, retryAfter: Math.max(...full.map(({ endsIn }) => endsIn)) } as const;
		}
		for (const { count } of open) count.calls++;
		const longest = open[open.length - 1];
		return {
			isFull: false,
			limit: longest.limit,
			remaining: longest.limit - longest.count.calls,
			resetSeconds: longest.endsIn,
		} as const;
	}
}
