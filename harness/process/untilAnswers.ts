import type { ChildProcess } from 'node:child_process';

const tries = 100;
const pauseMs = 100;

/**
 * Asks a server that is starting until it answers.
 *
 * @throws what the last of a hundred tries, a tenth of a second apart, threw; or that the server has ended: then another
 *   may answer in its place
 */
export async function untilAnswers(
	ask: () => Promise<unknown>,
	server: Pick<ChildProcess, 'exitCode' | 'spawnfile'>,
): Promise<void> {
	const refuseEnded = () => {
		if (server.exitCode !== null)
			throw new Error(`${server.spawnfile} ended before it answered (code ${server.exitCode})`);
	};
	for (let attempt = 0; ; attempt++) {
		refuseEnded();
		try {
			await ask();
			break;
		} catch (error) {
			if (attempt === tries) throw error;
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
	}
	refuseEnded();
}
