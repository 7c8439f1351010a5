/** What the bundles for pages need beyond Vite. */
import { readFileSync } from 'node:fs';
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
