/** What the bundles for pages need beyond Vite. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Manifest, Plugin } from 'vite';

/**
 * A Trusted Types policy's name may be taken only once on pages that list the names, and Lit takes its own while loading:
 * a second copy of the bundle, which defines nothing and draws nothing, must not even try (see src/shared/acquire-guard.ts).
 */
export const guardLitPolicy = (): Plugin => ({
  name: 'guard-lit-policy',
  transform(code, id) {
    if (!/lit-html\/(development\/)?lit-html\.js$/.test(id)) return null;
    const guarded = code.replace(
      /(\w+)\.createPolicy\(("lit-html"|'lit-html'),(\{[^}]*\})\)/,
      '(globalThis[Symbol.for("game-session-widgets.second-copy")]?void 0:$1.createPolicy($2,$3))',
    );
    if (guarded === code)
      throw new Error('lit-html makes its policy in another way now: look at guardLitPolicy again.');
    return { code: guarded, map: null };
  },
});

/**
 * In embed.js, puts the chunks of the elements' build in place of src/element-modules.ts: for each element its own module
 * and all that it imports, as Vite's manifest of that build lists them.
 */
export const elementModules = (manifestFile: string): Plugin => ({
  name: 'element-modules',
  load(id) {
    if (!id.endsWith('/src/element-modules.ts')) return null;
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
    const withImports = (key: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(key)) return seen;
      seen.add(key);
      for (const imported of manifest[key]?.imports ?? []) withImports(imported, seen);
      return seen;
    };
    const modules = Object.entries(manifest)
      .filter(([key, { isEntry }]) => isEntry && key.startsWith('src/elements/'))
      .map(([key, { name }]) => [`gs-${name}`, [...withImports(key)].map((chunk) => `./${manifest[chunk]?.file}`)]);
    return `export const elementModules = ${JSON.stringify(Object.fromEntries(modules))};`;
  },
});

interface Library {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The package that a module lies in. */
function packageFolder(file: string): string {
  const folder = dirname(file);
  return existsSync(join(folder, 'package.json')) && readLibrary(folder).version ? folder : packageFolder(folder);
}

const readLibrary = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Library;

/** Writes THIRD-PARTY.txt: the licence texts of the libraries whose code the chunks contain. */
export const thirdPartyNotices = (): Plugin => ({
  name: 'third-party-notices',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
    const files = modules.filter((id) => id.includes('/node_modules/')).map((id) => id.split('?')[0] ?? id);
    const notices = [...new Set(files.map(packageFolder))].sort().map((folder) => {
      const { name, version, license } = readLibrary(folder);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file) this.error(`${name} has no licence text.`);
      return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    });
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: notices.join(`\n${'-'.repeat(80)}\n\n`) });
  },
});
