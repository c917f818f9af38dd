/** At most `calls` within any `windowMs`. */
export interface RateWindow {
	readonly calls: number;
	readonly windowMs: number;
}

/**
 * Keeps the calls to one endpoint below its published limits.
 *
 * Platforms count in fixed windows whose beginning is unknown; what holds in every window of that length holds in theirs.
 */
export class Pacer {
	private readonly sentAt: number[] = [];
	private blockedUntil = 0;

	constructor(private readonly windows: readonly RateWindow[]) {}

	/** Milliseconds to wait before the next call may go out. */
	delayMs(now: number): number {
		let readyAt = this.blockedUntil;
		for (const { calls, windowMs } of this.windows) {
			const oldest = this.sentAt[this.sentAt.length - calls];
			if (oldest !== undefined) readyAt = Math.max(readyAt, oldest + windowMs);
		}
		return Math.max(0, readyAt - now);
	}

	/** Notes a call that goes out now. */
	note(now: number): void {
		this.sentAt.push(now);
		const longest = Math.max(...this.windows.map(({ calls }) => calls), 1);
		if (this.sentAt.length > 4 * longest) this.sentAt.splice(0, this.sentAt.length - longest);
	}

	/** Lets nothing out before the instant, on the server's word. */
	blockUntil(instant: number): void {
		this.blockedUntil = Math.max(this.blockedUntil, instant);
	}
}
