import { fileURLToPath } from 'node:url';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };

const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** npm: one module per package entry, dependencies left to the page's bundler. */
const npmEntries = {
  index: 'src/index.ts',
  provider: 'src/elements/provider.ts',
  leaderboard: 'src/elements/leaderboard.ts',
  'session-launcher': 'src/elements/session-launcher.ts',
  'multi-swiper': 'src/elements/multi-swiper.ts',
  'recent-games': 'src/elements/recent-games.ts',
  'game-frame': 'src/elements/game-frame.ts',
  api: 'src/api/client.ts',
  game: 'src/game/client.ts',
  gateway: 'src/gateway/index.ts',
  'gateway-node': 'src/gateway/node.ts',
};

const games = ['orb-hunt', 'pairs', 'saffron-comet', 'play'];

/** The classic bundle loads these as files beside itself, so their names are fixed. */
const locales = Object.fromEntries(
  ['ar', 'de', 'es', 'fr', 'ja', 'pt'].map((name) => [`locales/${name}`, `src/shared/locales/${name}.ts`]),
);

/**
 * A Trusted Types policy's name may be taken only once on pages that list the names, and Lit takes its own while loading:
 * a second copy of the bundle, which defines nothing and draws nothing, must not even try (see src/shared/second-copy.ts).
 */
const guardLitPolicy = (): Plugin => ({
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
 * What ofetch brings for options that request.ts never uses (`baseURL`, `query`, lenient JSON) stays out of the bundles:
 * 1.7 KB gz. The classic bundle finds its languages beside itself.
 */
const aliases = (mode: string) => [
  { find: /^(ufo|destr)$/, replacement: path('src/api/unused-by-ofetch.ts') },
  ...(mode === 'iife'
    ? [{ find: /.*\/translations\.js$/, replacement: path('src/shared/translations.classic.ts') }]
    : []),
];

/** What embed.js has itself, and what elements load only when something asks for it. */
const loadsLater =
  /shared\/page|\0|node_modules\/zod|api\/(.*-(shapes|calls|requests)|schema-parts|refusal|iplaygames|vaix|play-rows|gateway)|live\/(push|stream|board)/;

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
    lib: { entry: { embed: 'src/embed.ts', ...locales }, formats: ['es'] },
    rolldownOptions: {
      output: {
        minify: true,
        chunkFileNames: 'chunks/[name]-[hash].js',
        // What every element needs at once comes as one file, which compresses better than ten.
        codeSplitting: {
          groups: [
            { name: 'page', priority: 2, test: /shared\/page/ }, // embed.js needs it before, and often without, the rest
            { name: 'core', priority: 1, minShareCount: 4, test: (id: string) => !loadsLater.test(id) },
          ],
        },
      },
    },
  },
  iife: {
    outDir: 'dist/cdn',
    emptyOutDir: false,
    lib: { entry: 'src/iife.ts', formats: ['iife'], name: 'GameSessionWidgets', fileName: () => 'gs.iife.js' },
  },
  games: {
    rolldownOptions: { input: Object.fromEntries(games.map((name) => [name, path(`demo/games/${name}/index.html`)])) },
  },
};

export default defineConfig(({ mode }) => {
  const build = modes[mode];
  const shared: UserConfig = {
    define: { 'process.env.NODE_ENV': '"production"' },
    publicDir: false,
    plugins: mode === 'cdn' || mode === 'iife' ? [minifyTemplateLiterals(), guardLitPolicy()] : [],
    resolve: { alias: mode === 'cdn' || mode === 'iife' ? aliases(mode) : [] },
  };
  if (!build) return shared;
  return {
    ...shared,
    ...(mode === 'games' ? { root: path('demo/games'), base: './', publicDir: path('demo/games/public') } : {}),
    build: {
      target: 'es2022',
      sourcemap: mode !== 'games',
      emptyOutDir: true,
      outDir: path(`${process.env.GS_OUT ?? 'dist'}/${mode}`),
      minify: true,
      reportCompressedSize: false,
      ...build,
    },
  };
});
