/**
 * Bundles gs-gateway with everything it imports, ioredis included, for images that shall carry no node_modules.
 *   node scripts/bundle-gateway.mjs <folder>
 * The folder gets gs-gateway.mjs, its chunks, and the licences of what is inside.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('Say where to: node scripts/bundle-gateway.mjs <folder>');
  process.exit(1);
}

const { output } = await build({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'error',
  ssr: { noExternal: true },
  build: {
    ssr: join(root, 'src/gateway/node/index.ts'),
    outDir: resolve(folder),
    emptyOutDir: true,
    target: 'node20',
    minify: false, // stack traces name the functions
    rolldownOptions: {
      output: { entryFileNames: 'gs-gateway.mjs', chunkFileNames: 'chunks/[name]-[hash:6].mjs' },
    },
  },
});

/** Folders of the packages that are inside: those of the modules, `…/node_modules/(@scope/)name`. */
const packages = new Set(
  output
    .flatMap(({ moduleIds = [] }) => moduleIds)
    .flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replaceAll('\0', ''))?.[0] ?? []),
);
const notices = [...packages].sort().map((path) => {
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const file = readdirSync(path).find((one) => /^licen[cs]e/i.test(one));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(path, file), 'utf8').trim() : 'The package carries no licence text.'}\n`;
});
writeFileSync(join(folder, 'THIRD-PARTY.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));
if (existsSync(join(root, 'LICENSE'))) writeFileSync(join(folder, 'LICENSE'), readFileSync(join(root, 'LICENSE')));
