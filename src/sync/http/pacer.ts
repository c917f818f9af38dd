/** At most `calls` within any `windowMs`. */
export interface RateWindow {
	readonly calls: number;
	readonly windowMs: number;
}

/**
 * Keeps the calls to one endpoint below its published limits.
 *
 * Platforms count in fixed windows whose start is unknown; a limit kept in every window of that length is kept in
 * theirs.
 */
export class Pacer {
	private readonly sentAt: number[] = [];
	private blockedUntil = 0;

	constructor(private readonly windows: readonly RateWindow[]) {}

	/** Milliseconds to wait before the next call may be sent. */
	delayMs(now: number): number {
		let readyAt = this.blockedUntil;
		for (const { calls, windowMs } of this.windows) {
			const oldest = this.sentAt[this.sentAt.length - calls];
			if (oldest !== undefined) readyAt = Math.max(readyAt, oldest + windowMs);
		}
		return Math.max(0, readyAt - now);
	}

	/** Records a call that is sent now. */
	note(now: number): void {
		this.sentAt.push(now);
		const longest = Math.max(...this.windows.map(({ calls }) => calls), 1);
		if (this.sentAt.length > 4 * longest) this.sentAt.splice(0, this.sentAt.length - longest);
	}

	/** Blocks all calls until an instant that the server named. */
	blockUntil(instant: number): void {
		this.blockedUntil = Math.max(this.blockedUntil, instant);
	}
}
