const tries = 100;
const pauseMs = 100;

/**
 * Asks a server that is starting until it answers.
 *
 * @throws what the last of a hundred tries, a tenth of a second apart, threw
 */
export async function untilAnswers(ask: () => Promise<unknown>): Promise<void> {
	for (let attempt = 0; ; attempt++) {
		try {
			await ask();
			return;
		} catch (error) {
			if (attempt === tries) throw error;
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
	}
}
