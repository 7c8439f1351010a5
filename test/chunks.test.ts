/** The chunks that pages load: no circles, no crumbs, and no element that brings another one. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { cdnFolder } from '../scripts/cdn.mjs';

/** Bytes below which a chunk costs more as a request than inside another one. */
const LEAST = 2000;

const folder = `${cdnFolder}/chunks`;
const chunks = readdirSync(folder).filter((file) => file.endsWith('.js'));
const nameOf = (file: string) => file.replace(/-[\w-]{6}\.js$/, '');

/** What a chunk imports at once; `import()` is not among it. */
function importsOf(file: string): string[] {
  const code = readFileSync(`${folder}/${file}`, 'utf8');
  return [...code.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)].flatMap(([, target]) => target ?? []);
}
const imports = new Map(chunks.map((file) => [file, importsOf(file)]));

function reach(file: string, seen = new Set<string>()): Set<string> {
  for (const target of imports.get(file) ?? []) {
    if (seen.has(target)) continue;
    seen.add(target);
    reach(target, seen);
  }
  return seen;
}

test('chunks import one another without a circle', () => {
  assert.ok(chunks.length > 10, 'the build is there');
  assert.ok([...imports.values()].flat().length > 10, 'imports were found');
  assert.deepEqual(
    chunks.filter((file) => reach(file).has(file)),
    [],
  );
});

test(`no chunk is smaller than ${LEAST} bytes`, () => {
  const small = chunks.filter((file) => statSync(`${folder}/${file}`).size < LEAST);
  assert.deepEqual(small, []);
});

test('code that is loaded late brings no element but the one that it belongs to', () => {
  const elements = ['leaderboard', 'session-launcher', 'multi-swiper', 'recent-games', 'provider'];
  const ofTheLeaderboard = ['options', 'rank-large', 'page-stream'];
  const late = chunks.filter((file) => ![...elements, ...ofTheLeaderboard].includes(nameOf(file)));
  const breaches = late.filter((file) => [...reach(file)].some((target) => elements.includes(nameOf(target))));
  assert.deepEqual(breaches, []);
});

test('what an element imports is its own, or shared', () => {
  const elements = ['leaderboard', 'session-launcher', 'multi-swiper', 'recent-games', 'game-frame', 'provider'];
  for (const element of elements) {
    const file = chunks.find((chunk) => nameOf(chunk) === element);
    assert.ok(file, `the chunk of ${element}`);
    const foreign = [...reach(file)].map(nameOf).filter((name) => !['core', 'play', 'services'].includes(name));
    assert.deepEqual(foreign, [], element);
  }
});
