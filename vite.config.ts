import { fileURLToPath } from 'node:url';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { defineConfig, type Rolldown, type UserConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };
import { elementModules, guardLitPolicy, thirdPartyNotices } from './scripts/bundle-plugins.js';

const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const elementNames = ['provider', 'leaderboard', 'session-launcher', 'multi-swiper', 'recent-games', 'game-frame'];
const elements = Object.fromEntries(elementNames.map((name) => [name, `src/elements/${name}/${name}.ts`]));

const locales = Object.fromEntries(
  ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'tr', 'zh'].map((name) => [
    `locales/${name}`,
    `src/shared/locales/${name}.ts`,
  ]),
);

/** Where to build: dist, but for trials. */
const out = process.env.GS_OUT ?? 'dist';

/** A folder for each version: what lies there never changes. */
const cdn = path(`${out}/cdn/v${manifest.version}`);

const games = ['orb-hunt', 'pairs', 'saffron-comet', 'play', 'conformance'];

/** The bundle in one file finds its languages, and the mock, beside itself. */
const singleAlias = [
  { find: /.*\/translations\.js$/, replacement: path('src/shared/translations.single.ts') },
  { find: /.*\/load-mock\.js$/, replacement: path('src/live/load-mock.single.ts') },
];

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

/** What a page loads by itself, or when a game is played. */
const roots: Record<string, string> = {
  ...elements,
  playing: 'src/elements/game-shell/playing.ts',
  api: 'src/script-api.ts',
  'streamed-list': 'src/api/meshmap/streamed-list/index.ts',
  'rank-large': 'src/elements/leaderboard/rank-large.ts',
  options: 'src/elements/leaderboard/options.ts',
  'page-stream': 'src/live/page-stream.ts',
};

/** Roots that come only where another one is there already, which they import from. */
const partOf: Record<string, string> = {
  playing: 'game-frame',
  'rank-large': 'leaderboard',
  options: 'leaderboard',
  'page-stream': 'leaderboard',
};

/**
 * The chunk of a module, by what imports it. What one element imports is part of its chunk; of what several do, "core" has
 * what a leaderboard or a part of it needs too, or launcher and recent games, "play" what a launcher needs, "services" the rest: clients of the
 * games' services and their schemas. Whatever a module imports has at least the importers of that module, so chunks form no circle (test/chunks.test.ts).
 */
function elementChunk(id: string, graph: ModuleGraph): string | null {
  const users = Object.keys(roots).filter((name) => withImports(path(roots[name]), graph).has(id));
  const [user, ...others] = users.filter((name) => !users.includes(partOf[name]));
  if (!user) return null;
  if (others.length === 0) return user in elements ? user : null;
  const isFor = (name: string) => users.includes(name);
  const isForBoth = (one: string, other: string) => isFor(one) && isFor(other);
  const isForBoard = users.some((name) => name === 'leaderboard' || partOf[name] === 'leaderboard');
  if (isForBoard || isForBoth('session-launcher', 'recent-games')) return 'core';
  return isFor('session-launcher') ? 'play' : 'services';
}

/** First line of every file that a page loads. */
const BANNER = `/*! ${manifest.name} ${manifest.version} | ${manifest.license} | notices of what is bundled: THIRD-PARTY.txt */`;

const library = (name: string, entry: Record<string, string>): UserConfig['build'] => ({
  outDir: path(`${out}/lib/${name}`),
  minify: false,
  sourcemap: false,
  lib: { entry, formats: ['es'] },
  rolldownOptions: {
    external: (id) => id.startsWith('node:') || dependencies.some((name) => id === name || id.startsWith(`${name}/`)),
    output: { chunkFileNames: 'chunks/[name]-[hash:6].js' },
  },
});

const classic = (entry: string, fileName: string): UserConfig['build'] => ({
  outDir: cdn,
  emptyOutDir: false,
  lib: { entry, formats: ['iife'], name: 'GameSessionWidgets', fileName: () => fileName },
  rolldownOptions: { output: { postBanner: BANNER } },
});

const modes: Record<string, UserConfig['build']> = {
  // The packages: a module for each entry, libraries left to the bundler of who installs them.
  widgets: library('widgets', {
    index: 'src/index.ts',
    ...elements,
    configure: 'src/configure.ts',
    api: 'src/api/client.ts',
    game: 'src/game/client.ts',
    ...locales,
  }),
  gateway: library('gateway', { gateway: 'src/gateway/index.ts', 'gateway-node': 'src/gateway/node/index.ts' }),
  // The elements and the chunks that they share; embed.js, built after them, has the list of what each element needs.
  cdn: {
    outDir: cdn,
    manifest: true,
    lib: { entry: { ...elements, api: 'src/script-api.ts', mock: 'src/mock/index.ts', ...locales }, formats: ['es'] },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension', // so that an element's chunk needs no second one that only exports
      output: {
        postBanner: BANNER,
        entryFileNames: ({ name }) => (name in elements ? 'chunks/[name]-[hash:6].js' : '[name].js'),
        chunkFileNames: 'chunks/[name]-[hash:6].js',
        codeSplitting: {
          includeDependenciesRecursively: false, // elementChunk finds them itself
          groups: [{ name: elementChunk }],
        },
      },
    },
  },
  embed: {
    emptyOutDir: false,
    outDir: cdn,
    lib: { entry: { embed: 'src/embed.ts' }, formats: ['es'] },
    rolldownOptions: { output: { postBanner: BANNER } },
  },
  // For pages without modules, by the same chunks; and, for those that may load one file only, everything in one.
  iife: classic('src/classic.ts', 'gs.iife.js'),
  single: classic('src/single.ts', 'gs.single.js'),
  games: {
    rolldownOptions: {
      input: {
        ...Object.fromEntries(games.map((name) => [name, path(`demo/games/${name}/index.html`)])),
        'conformance/faulty': path('demo/games/conformance/faulty.html'),
      },
    },
  },
};

/** Builds that a page loads as they are. */
const inPage = (mode: string) => ['cdn', 'embed', 'iife', 'single'].includes(mode);

export default defineConfig(({ mode }) => {
  const build = modes[mode];
  const shared: UserConfig = {
    define: { 'process.env.NODE_ENV': '"production"' },
    publicDir: false,
    plugins: [
      ...(inPage(mode)
        ? [minifyTemplateLiterals(), guardLitPolicy(), elementModules(`${cdn}/.vite/manifest.json`)]
        : []),
      // the other files for pages contain no more libraries than the elements' chunks
      ...(mode === 'cdn' || mode === 'widgets' ? [thirdPartyNotices()] : []),
    ],
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
