/** The layers of src import to their right only; see the architecture in the README. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../src/', import.meta.url));

const mayImport: Record<string, readonly string[]> = {
  entry: ['entry', 'elements', 'shared', 'play', 'live', 'api', 'ranking', 'game'],
  elements: ['elements', 'shared', 'play', 'live', 'api', 'ranking', 'game'],
  shared: ['shared', 'play', 'live', 'api', 'ranking', 'game'],
  play: ['play', 'live', 'api', 'ranking', 'game'],
  // Only types, and the module itself by import(): see load-mock.ts.
  live: ['live', 'api', 'ranking', 'mock'],
  mock: ['mock'],
  api: ['api', 'ranking'],
  ranking: ['ranking'],
  game: ['game'],
  gateway: ['gateway', 'api', 'ranking'],
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const layerOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : 'entry');
const elementOf = (file: string) => /^elements\/([a-z-]+)\//.exec(file)?.[1];

function importsOf(file: string): Import[] {
  const code = readFileSync(src + file, 'utf8');
  return [...code.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^;'"]*\sfrom\s+)?['"](\.[^'"]+)['"]/gms)].map(
    (match) => ({
      file,
      target: posix.join(posix.dirname(file), match[2] ?? '').replace(/\.js$/, '.ts'),
      typeOnly: match[1] !== undefined,
    }),
  );
}

const files = readdirSync(src, { recursive: true })
  .map((path) => String(path).replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));
const imports = files.flatMap(importsOf);

test('every layer imports layers to its right only', () => {
  assert.ok(imports.length > 50, 'the import lines were found');
  const breaches = imports.filter(({ file, target }) => !mayImport[layerOf(file)]?.includes(layerOf(target)));
  assert.deepEqual(breaches, []);
});

test('elements import no other element, but for the frame and the shell that launcher and swiper put games in', () => {
  const breaches = imports.filter(({ file, target, typeOnly }) => {
    const from = elementOf(file);
    const to = elementOf(target);
    return from && to && from !== to && !typeOnly && to !== 'game-frame' && to !== 'game-shell';
  });
  assert.deepEqual(breaches, []);
});

test('the mock is in no page that has not chosen it: nothing imports it but for its types', () => {
  const breaches = imports.filter(
    ({ file, target, typeOnly }) => layerOf(target) === 'mock' && layerOf(file) !== 'mock' && !typeOnly,
  );
  assert.deepEqual(breaches, []);
});

test('one file talks HTTP, and no browser code imports the whole of zod', () => {
  const using = (pattern: RegExp) => files.filter((file) => pattern.test(readFileSync(src + file, 'utf8')));
  assert.deepEqual(using(/from 'ofetch'/), ['api/http.ts']);
  assert.deepEqual(
    using(/from 'zod'/).filter((file) => !file.startsWith('gateway/')),
    [],
  );
});
