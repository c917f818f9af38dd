import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What n8n's SQLite driver is compiled with, by the names a person would look for. */
const tools: Record<string, () => boolean> = {
	'a C++20 compiler': () =>
		process.platform === 'win32' ? hasVisualStudio() : hasDeveloperTools() && compilesCpp20(),
	make: () => process.platform === 'win32' || (hasDeveloperTools() && runs('make', ['--version'])),
	'Python 3.8 or newer': () => hasDeveloperTools() && hasPython(),
};

/** Which command brings the tools, by the program that would run it; the first one found is shown. */
const installers = {
	'apt-get': 'sudo apt-get install -y g++ make python3',
	dnf: 'sudo dnf install -y gcc-c++ make python3',
	yum: 'sudo yum install -y gcc-c++ make python3',
	apk: 'sudo apk add g++ make python3',
	pacman: 'sudo pacman -S --needed gcc make python',
	zypper: 'sudo zypper install -y gcc-c++ make python3',
} as const;

function runs(command: string, args: readonly string[], input?: string): boolean {
	const result = spawnSync(command, args, { input, stdio: ['pipe', 'ignore', 'ignore'] });
	return result.status === 0;
}

/** On macOS the compiler, make and Python are placeholders that open a dialogue until Apple's tools are there. */
function hasDeveloperTools(): boolean {
	return process.platform !== 'darwin' || runs('xcode-select', ['-p']);
}

function compilesCpp20(): boolean {
	const compiler = process.env.CXX ?? 'c++';
	const [command, ...args] = compiler.split(' ');
	// The headers of Node 24 need C++20, and a compiler without its standard library is of no use.
	return runs(
		command,
		[...args, '-std=gnu++20', '-fsyntax-only', '-x', 'c++', '-'],
		'#include <concepts>\ntemplate <std::integral T> T same(T t) { return t; }\nint main() { return same(0); }\n',
	);
}

function hasPython(): boolean {
	const names = [process.env.npm_config_python, process.env.PYTHON, 'python3', 'python', 'py'];
	return names.some(
		(name) =>
			name !== undefined && runs(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']),
	);
}

function hasVisualStudio(): boolean {
	const programs = process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)';
	return existsSync(join(programs, 'Microsoft Visual Studio', 'Installer', 'vswhere.exe'));
}

/** The tools that this machine lacks to compile n8n's SQLite driver, none when it can. */
export function missingBuildTools(): string[] {
	return Object.entries(tools).flatMap(([name, isThere]) => (isThere() ? [] : [name]));
}

/** What to do about missing tools, in words for this kind of machine. */
export function buildToolsAdvice(): string {
	if (process.platform === 'darwin') return 'Install them with: xcode-select --install';
	if (process.platform === 'win32') {
		return 'Install Python 3 and the Visual Studio Build Tools with "Desktop development with C++".';
	}
	const found = Object.entries(installers).find(([program]) => runs(program, ['--version']));
	return found
		? `Install them with: ${found[1]}`
		: 'Install them with the package manager of this system.';
}
