/** What the bundles for pages need beyond Vite. */
import { minify } from 'terser';
import type { Plugin } from 'vite';
import { KNOWN } from './what-is-known.js';

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

/** Writes what is known in place of what libraries would find out, so that what they would never do is left out. */
export const sayWhatIsKnown = (): Plugin => ({
  name: 'say-what-is-known',
  transform(code, id) {
    if (id.includes('/src/') && /\bcss`[^`]*\$\{/.test(code))
      throw new Error(`KNOWN says that no css\`\` holds a \${}: ${id}`);
    const [, texts] = KNOWN.find(([file]) => file.test(id)) ?? [];
    if (!texts) return null;
    let told = code;
    for (const [text, instead] of Object.entries(texts)) {
      if (!told.includes(text)) throw new Error(`${id} no longer says "${text}": look at KNOWN again.`);
      told = told.replaceAll(text, instead);
    }
    return { code: told, map: null };
  },
});

/**
 * Writes `@property()` and `@state()` as Lit's own table `properties`, which says the same in fewer bytes and spares the code
 * of the decorators: 0.6 KB gz less on every page. The source keeps the decorators, which stand beside what they describe.
 */
export const declareProperties = (): Plugin => ({
  name: 'declare-properties',
  enforce: 'post',
  transform(code, id) {
    if (!id.includes('/src/') || !code.includes('_decorate([')) return null;
    const tables = new Map<string, string>();
    const bare = code.replace(
      /_decorate\(\[(property|state)\(((?:[^()]|\([^()]*\))*)\)\], (\w+)\.prototype, "(\w+)", (?:void 0|null)\);/g,
      (_, kind: string, options: string, name: string, member: string) => {
        const isFirst = !tables.has(name);
        const said = kind === 'state' ? '{ state: true }' : options || '{}';
        tables.set(name, `${tables.get(name) ?? ''}${member}: ${said}, `);
        return isFirst ? `${name}.properties = { /*${name}*/ };` : ''; // after the class, before anything that defines it
      },
    );
    if (bare.includes('_decorate([')) throw new Error(`declareProperties does not know a decorator in ${id}.`);
    return { code: bare.replace(/\/\*(\w+)\*\/ \};/g, (_, name: string) => `${tables.get(name)}};`), map: null };
  },
});

/** Writes what a chunk gives to `import()` as a plain object, which takes less than the bundler's code for it, and no file. */
export const plainNamespaces = (): Plugin => ({
  name: 'plain-namespaces',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const runtime = chunks.find(({ name }) => name === 'rolldown-runtime');
    if (!runtime) return;
    for (const chunk of chunks) {
      const [request, make] = /import ?\{ ?t as (\w+) ?\} ?from[^;]*\/rolldown-runtime-[^;]*;/.exec(chunk.code) ?? [];
      if (!request) continue;
      chunk.code = chunk.code
        .replace(request, '')
        .replaceAll(new RegExp(`\\b${make}\\((\\{.*?\\})\\)`, 'gs'), (_, getters: string) =>
          getters.replace(/(\w+): ?\(\) ?=> ?(\w+)/g, 'get $1() { return $2 }'),
        );
      chunk.imports = chunk.imports.filter((file) => file !== runtime.fileName);
    }
    delete bundle[runtime.fileName];
    delete bundle[`${runtime.fileName}.map`];
  },
});

/** Terser's pass over what the built-in minifier leaves: 1.5 % less on every page. */
export const minifyAgain = (): Plugin => ({
  name: 'minify-again',
  async generateBundle({ format }, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const sourceMap = chunk.map && { content: chunk.map as never, url: `${chunk.fileName.replace(/.*\//, '')}.map` };
      const { code, map } = await minify(chunk.code, {
        module: format === 'es',
        compress: { passes: 4, keep_fargs: false, hoist_funs: true },
        sourceMap: sourceMap ?? false,
      });
      Object.assign(chunk, { code, map });
      const mapFile = bundle[`${chunk.fileName}.map`];
      if (mapFile?.type === 'asset') mapFile.source = map as string;
    }
  },
});
