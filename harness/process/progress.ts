/** How often a line is repeated where it can't be rewritten in place, as in a CI log. */
const repeatSeconds = 20;

/** Awaits work and shows the seconds so far, then how long it took. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
	const start = performance.now();
	const seconds = () => Math.round((performance.now() - start) / 1000);
	const isTerminal = process.stdout.isTTY;
	const rewrite = (line: string) => process.stdout.write(`\r\u001b[K${line}`);
	if (isTerminal) rewrite(`   ${what} …`);
	else console.log(`   ${what} …`);
	let shown = 0;
	const timer = setInterval(() => {
		if (isTerminal) rewrite(`   ${what} … ${seconds()} s`);
		else if (seconds() - shown >= repeatSeconds) {
			shown = seconds();
			console.log(`   ${what} … ${shown} s`);
		}
	}, 1000);
	const end = (word: string) => {
		clearInterval(timer);
		if (isTerminal) rewrite('');
		console.log(`   ${what}: ${word} ${seconds()} s`);
	};
	try {
		const result = await work();
		end('done in');
		return result;
	} catch (error) {
		end('failed after');
		throw error;
	}
}
