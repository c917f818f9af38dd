import fc from 'fast-check';
import { htmlPage, type Answer, type Fault } from '../../sandbox/server';

/** A fault in a random run, and the number of requests before it. */
export interface RunFault {
	readonly kind: keyof typeof everywhere | 'throttled' | 'expired';
	readonly skip: number;
	readonly times: number;
}

const everywhere = {
	unavailable: { answer: { status: 503 } },
	actedUnseen: { answer: { status: 504 }, acts: true },
	html: { answer: htmlPage },
	dropped: { drop: 'before' },
	lost: { drop: 'after' },
} as const satisfies Readonly<Record<string, Fault>>;

/** Faults of one run: some are transient, others last until its end. */
export const faults = fc.array(
	fc.record({
		kind: fc.constantFrom<RunFault['kind']>(
			'unavailable',
			'actedUnseen',
			'html',
			'dropped',
			'lost',
			'throttled',
			'expired',
		),
		skip: fc.nat(8),
		times: fc.constantFrom(1, 1, 3, 99),
	}),
	{ maxLength: 2 },
);

/** The fault in the sandbox server's form; each platform has its own answers for throttling and an expired key. */
export function fails(
	{ kind, skip, times }: RunFault,
	ofPlatform: Readonly<Record<'throttled' | 'expired', Answer>>,
): Fault {
	if (kind === 'throttled' || kind === 'expired') return { answer: ofPlatform[kind], skip, times };
	return { ...everywhere[kind], skip, times };
}
