import { fileURLToPath } from 'node:url';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { defineConfig, type UserConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };
import { guardLitPolicy } from './scripts/bundle-plugins.js';

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
  ['ar', 'de', 'es', 'fr', 'ja', 'pt'].map((name) => [`locales/${name}`, `src/shared/locales/${name}.ts`]),
);

/** The bundle in one file finds its languages beside itself. */
const singleAlias = [{ find: /.*\/translations\.js$/, replacement: path('src/shared/translations.single.ts') }];

/** What embed.js has itself, and what elements load only when something asks for it. */
const loadsLater =
  /shared\/(script-tag|focus-|partial-error|locales\/en-)|src\/elements|node_modules\/zod|lit(-html)?\/directive|api\/(meshmap\/(schemas|calls|streamed-list)|schemas|parse\.|sanitize|refusal|iplaygames|vaix|gateway)|live\/(token|shared-stream|sse|board)|src\/game\//;

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
  // embed.js asks for the code of the elements on the page; what they share sits in chunks with stable names.
  cdn: {
    lib: { entry: { embed: 'src/embed.ts', api: 'src/script-api.ts', ...locales }, formats: ['es'] },
    rolldownOptions: {
      output: {
        chunkFileNames: 'chunks/[name]-[hash:6].js',
        // What every element needs at once comes as one file, which compresses better than ten.
        codeSplitting: {
          groups: [{ name: 'core', minShareCount: 3, test: (id: string) => !loadsLater.test(id) }],
        },
      },
    },
  },
  // For pages without modules, by the same chunks; and, for those that may load one file only, everything in one.
  iife: classic('src/classic.ts', 'gs.iife.js'),
  single: classic('src/single.ts', 'gs.single.js'),
  games: {
    rolldownOptions: { input: Object.fromEntries(games.map((name) => [name, path(`demo/games/${name}/index.html`)])) },
  },
};

/** Builds that a page loads as they are. */
const inPage = (mode: string) => ['cdn', 'iife', 'single'].includes(mode);

export default defineConfig(({ mode }) => {
  const build = modes[mode];
  const shared: UserConfig = {
    define: { 'process.env.NODE_ENV': '"production"' },
    publicDir: false,
    plugins: inPage(mode) ? [minifyTemplateLiterals(), guardLitPolicy()] : [],
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
