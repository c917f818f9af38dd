/** An error whose message tells a person all there is to know: it is shown without a stack. */
export class Advice extends Error {}

process.on('uncaughtException', (error: unknown) => {
	console.error('');
	console.error(error instanceof Advice ? error.message : error);
	process.exit(1);
});
