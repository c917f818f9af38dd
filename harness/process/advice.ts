/** An error whose message is all that a person needs: it is shown without a stack. */
export class Advice extends Error {}

process.on('uncaughtException', (error: unknown) => {
	console.error('');
	console.error(error instanceof Advice ? error.message : error);
	process.exit(1);
});
