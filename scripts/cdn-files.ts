/**
 * What stands beside the bundles in the folder of a version: integrity.json, with a hash for each file, snippet.html, the
 * script tag with the hashes of all that it may load, and llms.txt. And dist/cdn/latest, a few files that lead to the newest version.
 *
 *   node --import tsx scripts/cdn-files.ts [--base https://cdn.example.com/gs]   prints the snippet, too
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cdnFolder, version } from './cdn.mjs';
import { llmsText } from './llms.js';

const { values } = parseArgs({ options: { base: { type: 'string' } } });
const base = (values.base ?? 'https://cdn.example.com/gs').replace(/\/$/, '');

const files = readdirSync(cdnFolder, { recursive: true })
  .map((file) => String(file).replaceAll('\\', '/'))
  .filter((file) => /\.(js|css)$/.test(file) && !file.startsWith('mock/'))
  .sort();
const hashOf = (file: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(join(cdnFolder, file)))
    .digest('base64')}`;
const integrity = Object.fromEntries(files.map((file) => [file, hashOf(file)]));
writeFileSync(join(cdnFolder, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);

const here = `${base}/v${version}`;
const modules = files.filter((file) => /^(chunks|locales)\/|^(api|mock)\.js$/.test(file));
const importMap = { integrity: Object.fromEntries(modules.map((file) => [`${here}/${file}`, integrity[file]])) };
const snippet = `<!-- Browsers that know integrity in import maps check what embed.js loads, too; others ignore it. -->
<script type="importmap">${JSON.stringify(importMap)}</script>
<link rel="stylesheet" href="${here}/reserve.css" integrity="${integrity['reserve.css']}" crossorigin>
<script type="module" src="${here}/embed.js" integrity="${integrity['embed.js']}" crossorigin data-gateway="https://play.example.com/gs"></script>
`;
writeFileSync(join(cdnFolder, 'snippet.html'), snippet);
writeFileSync(join(cdnFolder, 'llms.txt'), llmsText(undefined));
if (values.base) console.log(snippet);

const latest = join(cdnFolder, '../latest');
rmSync(latest, { recursive: true, force: true });
mkdirSync(join(latest, 'locales'), { recursive: true });
for (const file of files) {
  if (file.startsWith('chunks/')) continue;
  // Classic scripts cannot import: they are copied, and load the modules beside them.
  if (!/^(embed|api|mock)\.js$|^locales\//.test(file)) copyFileSync(join(cdnFolder, file), join(latest, file));
  else
    writeFileSync(join(latest, file), `export * from '${file.includes('/') ? '../..' : '..'}/v${version}/${file}';\n`);
}
if (existsSync(join(cdnFolder, 'THIRD-PARTY.txt'))) {
  copyFileSync(join(cdnFolder, 'THIRD-PARTY.txt'), join(latest, 'THIRD-PARTY.txt'));
}
