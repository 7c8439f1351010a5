/** Where the build puts the files that pages load: a folder for each version, which never changes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
export const cdnFolder = fileURLToPath(new URL(`../dist/cdn/v${version}`, import.meta.url));
