import { posix, win32 } from 'node:path';

/** The user's cache folder: XDG's on Linux, the system's own on macOS and Windows. */
export function cacheFolder(
	platform: NodeJS.Platform,
	environment: NodeJS.ProcessEnv,
	home: string,
): string {
	if (platform === 'win32') {
		return environment.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local');
	}
	// XDG: a path that is not absolute must be ignored.
	if (environment.XDG_CACHE_HOME?.startsWith('/')) return environment.XDG_CACHE_HOME;
	return platform === 'darwin' ? posix.join(home, 'Library', 'Caches') : posix.join(home, '.cache');
}
