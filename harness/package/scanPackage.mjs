// n8n's own scan of published packages, on a folder:
//   node harness/package/scanPackage.mjs FOLDER            an unpacked tarball
//   node harness/package/scanPackage.mjs FOLDER --source   the source that it was built from
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

/** The files of a tarball that the scan lints; it exports no name for them. */
const tarballFiles = ['**/*.js', 'package.json'];

const [folder, kind] = process.argv.slice(2);
const patterns = kind === '--source' ? SOURCE_FILE_PATTERNS : tarballFiles;
const { passed, message, details } = await analyzePackage(folder, patterns);
if (!passed) console.log([message, details].filter(Boolean).join('\n'));
// Lists what it skipped as well as what it refused: a scan of no files is not a pass.
process.exit(passed && message === undefined ? 0 : 1);
