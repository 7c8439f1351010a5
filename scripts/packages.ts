/**
 * Writes the two packages that are published into dist/packages, each with a package.json of its own: the widgets and the
 * gateway. Needs what the other parts of the build make (dist/lib, dist/types, dist/cdn, custom-elements.json, dist/editor).
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import root from '../package.json' with { type: 'json' };
import { llmsText } from './llms.js';

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const read = (file: string) => readFileSync(file, 'utf8');

/** What a file of JavaScript or of types imports. */
const importsOf = (file: string) =>
  ts.preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => fileName);

/** Copies the types that these entries need, and no others: of internal modules nobody can import the rest. */
function copyTypes(entries: readonly string[], target: string): string[] {
  const copied = new Set<string>();
  const libraries = new Set<string>();
  const copy = (file: string): void => {
    if (copied.has(file)) return;
    copied.add(file);
    const source = join(path('dist/types'), file);
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(source, join(target, file));
    for (const imported of importsOf(source)) {
      if (imported.startsWith('.')) copy(join(dirname(file), imported.replace(/\.js$/, '.d.ts')));
      else libraries.add(imported);
    }
  };
  entries.forEach(copy);
  return [...libraries];
}

const packageOf = (specifier: string) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** The libraries that these imports come from, by the range that is compatible with the version in the lockfile. */
function dependenciesOf(imports: readonly string[]): Record<string, string> {
  const names = new Set(imports.filter((name) => !/^(\.|node:)/.test(name)).map(packageOf));
  const known: Record<string, string> = root.dependencies;
  return Object.fromEntries(
    [...names]
      .filter((name) => !(name in root.peerDependencies))
      .sort()
      .map((name) => {
        if (!known[name]) throw new Error(`${name} is imported, but is none of the dependencies in package.json.`);
        return [name, `^${known[name]}`];
      }),
  );
}

interface Entry {
  /** File in lib, without its ending. */
  readonly lib: string;
  /** File in types, without its ending. */
  readonly types: string;
}

/**
 * Where the code is: known only to the one who publishes it, so it is taken from what GitHub sets in its workflows. npm refuses a
 * package with provenance that does not name the repository it is built from.
 */
function repositoryFields(): Record<string, unknown> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
  if (!server || !name) return {};
  const url = `${server}/${name}`;
  return { repository: { type: 'git', url: `git+${url}.git` }, homepage: `${url}#readme`, bugs: `${url}/issues` };
}

const entry = (lib: string, types: string): Entry => ({ lib, types });

interface PackageJson extends Record<string, unknown> {
  readonly name: string;
}

/** Writes one package; `more` goes into its package.json. */
function writePackage(
  lib: string,
  entries: Readonly<Record<string, Entry>>,
  more: PackageJson,
  files: readonly (readonly [source: string, target: string])[],
): void {
  const folder = path(`dist/packages/${more.name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(path(lib), join(folder, 'lib'), { recursive: true });
  const modules = readdirSync(join(folder, 'lib'), { recursive: true }).map(String);
  const imports = modules
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => importsOf(join(folder, 'lib', file)));
  const typeFiles = Object.values(entries).map(({ types }) => `${types}.d.ts`);
  const typeImports = copyTypes(typeFiles, join(folder, 'types'));
  for (const [source, target] of [
    ['LICENSE', 'LICENSE'] as const,
    ['CHANGELOG.md', 'CHANGELOG.md'] as const,
    ...files,
  ]) {
    cpSync(path(source), join(folder, target), { recursive: true, filter: (file) => !file.endsWith('.map') });
  }
  const { exports: moreExports, ...rest } = more as PackageJson & { exports?: Record<string, unknown> };
  const manifest = {
    version: root.version,
    license: root.license,
    type: 'module',
    engines: root.engines,
    ...repositoryFields(),
    ...rest,
    exports: {
      ...Object.fromEntries(
        Object.entries(entries).map(([name, { lib, types }]) => [
          name,
          { types: `./types/${types}.d.ts`, default: `./lib/${lib}.js` },
        ]),
      ),
      ...moreExports,
      './package.json': './package.json',
    },
    dependencies: { ...dependenciesOf([...imports, ...typeImports]), ...(more['dependencies'] as object | undefined) },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  console.log(`dist/packages/${more.name}: ${Object.keys(manifest.dependencies).join(', ')}`);
}

const ELEMENTS = ['provider', 'leaderboard', 'session-launcher', 'multi-swiper', 'recent-games', 'game-frame'];
const LOCALES = readdirSync(path('src/shared/locales'))
  .filter((file) => /^[a-z]{2}\.ts$/.test(file) && file !== 'en.ts') // English is built in
  .map((file) => file.slice(0, 2));

/** Data for editors, made from the manifest. */
const EDITOR_FILES = ['web-types.json', 'vscode.html-data.json', 'vscode.css-data.json'];
for (const file of ['custom-elements.json', ...EDITOR_FILES.map((name) => `dist/editor/${name}`)]) {
  if (!existsSync(path(file))) throw new Error(`${file} is missing: npm run manifest makes it.`);
}

writePackage(
  'dist/lib/widgets',
  {
    '.': entry('index', 'index'),
    ...Object.fromEntries(ELEMENTS.map((name) => [`./${name}`, entry(name, `elements/${name}/${name}`)])),
    './configure': entry('configure', 'configure'),
    './api': entry('api', 'api/client'),
    './game': entry('game', 'game/client'),
    ...Object.fromEntries(
      LOCALES.map((name) => [`./locales/${name}`, entry(`locales/${name}`, `shared/locales/${name}`)]),
    ),
  },
  {
    name: 'game-session-widgets',
    description: root.description,
    keywords: root.keywords,
    sideEffects: ['./lib/**/*.js', './cdn/**/*.js', '*.css'],
    customElements: 'custom-elements.json',
    'web-types': './web-types.json',
    unpkg: './cdn/embed.js',
    jsdelivr: './cdn/embed.js',
    exports: {
      './embed': { types: './types/embed.d.ts', default: './cdn/embed.js' },
      './cdn/*': './cdn/*',
      './reserve.css': './cdn/reserve.css',
      ...Object.fromEntries(
        ['react', 'vue', 'svelte'].map((name) => [
          `./types/${name}`,
          { types: `./frameworks/${name}.d.ts`, default: './frameworks/nothing.js' },
        ]),
      ),
      './custom-elements.json': './custom-elements.json',
      './llms.txt': './llms.txt',
      ...Object.fromEntries(EDITOR_FILES.map((file) => [`./${file}`, `./${file}`])),
    },
  },
  [
    ['README.md', 'README.md'],
    ['docs', 'docs'],
    [`dist/cdn/v${root.version}`, 'cdn'],
    ['dist/types/embed.d.ts', 'types/embed.d.ts'],
    ['packages/game-session-widgets', 'frameworks'],
    ['custom-elements.json', 'custom-elements.json'],
    ...EDITOR_FILES.map((file) => [`dist/editor/${file}`, file] as const),
  ],
);

writeFileSync(path('dist/packages/game-session-widgets/llms.txt'), llmsText('docs'));

writePackage(
  'dist/lib/gateway',
  { '.': entry('gateway', 'gateway/index'), './node': entry('gateway-node', 'gateway/node/index') },
  {
    name: 'game-session-gateway',
    description: 'The server side of game-session-widgets: keeps the keys of the three APIs off the page.',
    keywords: ['gateway', 'game', 'casino', 'leaderboard', 'game-session-widgets'],
    sideEffects: false,
    bin: { 'game-session-gateway': './lib/gateway-node.js', 'gs-gateway': './lib/gateway-node.js' },
    dependencies: { hono: `^${root.dependencies.hono}` }, // a peer of @hono/node-server
    peerDependencies: root.peerDependencies,
    peerDependenciesMeta: root.peerDependenciesMeta,
  },
  [
    ['packages/game-session-gateway/README.md', 'README.md'],
    ['docs/gateway.md', 'docs/gateway.md'],
    ['docs/gateway-env.md', 'docs/gateway-env.md'],
    ['docs/tokens.md', 'docs/tokens.md'],
    ['deploy', 'deploy'],
  ],
);
