import { cacheFolder } from '../../../harness/pinned/cacheFolder';

describe('cacheFolder', () => {
	it.each<[string, NodeJS.Platform, NodeJS.ProcessEnv, string, string]>([
		['Linux', 'linux', {}, '/home/ann', '/home/ann/.cache'],
		['Linux with XDG', 'linux', { XDG_CACHE_HOME: '/big/cache' }, '/home/ann', '/big/cache'],
		['a relative XDG path', 'linux', { XDG_CACHE_HOME: 'cache' }, '/home/ann', '/home/ann/.cache'],
		['macOS', 'darwin', {}, '/Users/ann', '/Users/ann/Library/Caches'],
		['Windows', 'win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ann', 'D:\\Local'],
		[
			'Windows without LOCALAPPDATA',
			'win32',
			{},
			'C:\\Users\\ann',
			'C:\\Users\\ann\\AppData\\Local',
		],
	])('is the usual one on %s', (_, platform, environment, home, expected) => {
		expect(cacheFolder(platform, environment, home)).toBe(expected);
	});
});
