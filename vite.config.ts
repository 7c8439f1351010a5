import { fileURLToPath } from 'node:url';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { defineConfig, type UserConfig } from 'vite';
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
    lib: { entry: { embed: 'src/embed.ts' }, formats: ['es'] },
    rolldownOptions: { output: { minify: true, chunkFileNames: 'chunks/[name]-[hash].js' } },
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
    plugins: mode === 'cdn' || mode === 'iife' ? [minifyTemplateLiterals()] : [],
  };
  if (!build) return shared;
  return {
    ...shared,
    ...(mode === 'games' ? { root: path('demo/games'), base: '/', publicDir: path('demo/games/public') } : {}),
    build: {
      target: 'es2022',
      sourcemap: mode !== 'games',
      emptyOutDir: true,
      outDir: path(`dist/${mode}`),
      minify: true,
      reportCompressedSize: false,
      ...build,
    },
  };
});
