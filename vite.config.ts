import { fileURLToPath } from 'node:url';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { defineConfig, type Rolldown, type UserConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };
import { elementModules, guardLitPolicy } from './scripts/bundle-plugins.js';

const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** npm: one module per package entry, dependencies left to the page's bundler. */
const npmEntries = {
  index: 'src/index.ts',
  provider: 'src/elements/provider/provider.ts',
  leaderboard: 'src/elements/leaderboard/leaderboard.ts',
  'session-launcher': 'src/elements/session-launcher/session-launcher.ts',
  'multi-swiper': 'src/elements/multi-swiper/multi-swiper.ts',
  'recent-games': 'src/elements/recent-games/recent-games.ts',
  'game-frame': 'src/elements/game-frame/game-frame.ts',
  api: 'src/api/client.ts',
  game: 'src/game/client.ts',
  gateway: 'src/gateway/index.ts',
  'gateway-node': 'src/gateway/node/index.ts',
};

/** Where to build: dist, but for trials. */
const out = process.env.GS_OUT ?? 'dist';

const games = ['orb-hunt', 'pairs', 'saffron-comet', 'play'];

/** The bundle in one file loads these from beside itself, so their names are fixed. */
const locales = Object.fromEntries(
  ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'tr', 'zh'].map((name) => [
    `locales/${name}`,
    `src/shared/locales/${name}.ts`,
  ]),
);

/** The bundle in one file finds its languages, and the mock, beside itself. */
const singleAlias = [
  { find: /.*\/translations\.js$/, replacement: path('src/shared/translations.single.ts') },
  { find: /.*\/load-mock\.js$/, replacement: path('src/live/load-mock.single.ts') },
];

/** The elements of the script tag: a module each, with a hash in its name as the chunks that they share. */
const elements = Object.fromEntries(
  ['provider', 'leaderboard', 'session-launcher', 'multi-swiper', 'recent-games', 'game-frame'].map((name) => [
    name,
    `src/elements/${name}/${name}.ts`,
  ]),
);

interface ModuleGraph {
  getModuleInfo(id: string): Rolldown.ModuleInfo | null;
}

/** A module and all that it imports, directly or not. */
function withImports(id: string, graph: ModuleGraph, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) withImports(imported, graph, seen);
  return seen;
}

/** What checks answers that the fast path refuses, and the messages of games. */
const SCHEMAS = /node_modules\/zod|\/(schemas|parse|refusal)\.ts/;

/**
 * The chunk of what elements import: "core" is what two or more of them import, and what the code that one of them loads
 * later needs from the layers below. It compresses better as one file than as many, and takes one request. The rest
 * belongs to the element.
 */
function elementChunk(id: string, graph: ModuleGraph): string | null {
  if (SCHEMAS.test(id)) return null;
  const [element, ...others] = Object.keys(elements).filter((name) => withImports(path(elements[name]), graph).has(id));
  if (!element) return null;
  const { importers = [], dynamicImporters = [] } = graph.getModuleInfo(id) ?? {};
  const isUsedElsewhere = [...importers, ...dynamicImporters].some((user) => !user.includes(`/elements/${element}/`));
  return others.length > 0 || (isUsedElsewhere && /\/src\/(api|live|shared)\//.test(id)) ? 'core' : element;
}

const classic = (entry: string, fileName: string): UserConfig['build'] => ({
  outDir: path(`${out}/cdn`),
  emptyOutDir: false,
  lib: { entry, formats: ['iife'], name: 'GameSessionWidgets', fileName: () => fileName },
});

const modes: Record<string, UserConfig['build']> = {
  npm: {
    minify: false,
    lib: { entry: npmEntries, formats: ['es'] },
    rolldownOptions: {
      external: (id) => id.startsWith('node:') || dependencies.some((name) => id === name || id.startsWith(`${name}/`)),
    },
  },
  // The elements and the chunks that they share; embed.js, built after them, has the list of what each element needs.
  cdn: {
    manifest: true,
    lib: { entry: { ...elements, api: 'src/script-api.ts', mock: 'src/mock/index.ts', ...locales }, formats: ['es'] },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension', // so that an element's chunk needs no second one that only exports
      output: {
        entryFileNames: ({ name }) => (name in elements ? 'chunks/[name]-[hash:6].js' : '[name].js'),
        chunkFileNames: 'chunks/[name]-[hash:6].js',
        codeSplitting: {
          includeDependenciesRecursively: false, // elementChunk finds them itself
          groups: [
            { name: elementChunk, debugName: 'elements' },
            { name: 'schemas', test: SCHEMAS },
          ],
        },
      },
    },
  },
  embed: {
    emptyOutDir: false,
    outDir: path(`${out}/cdn`),
    lib: { entry: { embed: 'src/embed.ts' }, formats: ['es'] },
  },
  // For pages without modules, by the same chunks; and, for those that may load one file only, everything in one.
  iife: classic('src/classic.ts', 'gs.iife.js'),
  single: classic('src/single.ts', 'gs.single.js'),
  games: {
    rolldownOptions: { input: Object.fromEntries(games.map((name) => [name, path(`demo/games/${name}/index.html`)])) },
  },
};

/** Builds that a page loads as they are. */
const inPage = (mode: string) => ['cdn', 'embed', 'iife', 'single'].includes(mode);

export default defineConfig(({ mode }) => {
  const build = modes[mode];
  const shared: UserConfig = {
    define: { 'process.env.NODE_ENV': '"production"' },
    publicDir: false,
    plugins: inPage(mode)
      ? [minifyTemplateLiterals(), guardLitPolicy(), elementModules(path(`${out}/cdn/.vite/manifest.json`))]
      : [],
    resolve: { alias: mode === 'single' ? singleAlias : [] },
  };
  if (!build) return shared;
  return {
    ...shared,
    ...(mode === 'games' ? { root: path('demo/games'), base: './', publicDir: path('demo/games/public') } : {}),
    build: {
      target: 'es2022',
      sourcemap: mode !== 'games',
      emptyOutDir: true,
      outDir: path(`${out}/${mode}`),
      minify: inPage(mode) ? 'terser' : true,
      terserOptions: { compress: { passes: 4, keep_fargs: false, hoist_funs: true } },
      reportCompressedSize: false,
      ...build,
    },
  };
});
