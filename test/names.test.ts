/** Files are named by the standard term of what they hold; see CONTRIBUTING.md. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { basename, extname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const files = execFileSync('git', ['ls-files', 'src', 'test', 'scripts', 'demo', 'bench', 'stories', 'docs'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => ['.ts', '.mjs', '.js', '.css', '.html', '.mdx'].includes(extname(file)));

/** Names that files once had, each with the term that says what such a file holds. */
const FORMER: Record<string, string> = {
  'answer-bytes': 'byte-buffer',
  'first-place': 'binary-search',
  'lazy-order': 'lazy-sort',
  'long-list': 'streamed-list',
  'read-rows': 'row-scanner',
  'row-table': 'row-offsets',
  'placed-players': 'incremental-players',
  'on-first-call': 'lazy-modules',
  'player-order': 'compare',
  'rank-short': 'rank-small',
  'sort-players': 'top-k',
  'time-limit': 'timeout',
  'schema-parts': 'schemas',
  'board-shapes': 'board-window',
  hosts: 'private-host',
  outbox: 'score-outbox',
  allowance: 'message-limit',
  conversation: 'stats',
  'one-of': 'enum-attribute',
  'who-plays': 'player-params',
  'prefers-still': 'reduced-motion',
  'window-rows': 'virtual-list',
  'skipped-rows': 'partial-error',
  'second-copy': 'duplicate-guard',
  initials: 'avatar',
  'frame-focus': 'focus-guard',
  'late-code': 'lazy-modules',
  dress: 'row-format',
  steps: 'podium',
  pager: 'kiosk',
  bones: 'skeleton',
  tell: 'notifier',
  walk: 'keyboard',
  'kept-scores': 'pending-scores',
  silence: 'suspend-frame',
  people: 'players',
  wire: 'http',
  world: 'state',
  delivery: 'dispatch',
  'short-way': 'fast-path',
  visit: 'context',
  tally: 'request-tracker',
  patience: 'deadline',
  readings: 'cached-reads',
  shown: 'encoded-json',
  'what-is-known': 'nothing: libraries are bundled as published',
  hands: 'user-driver',
  eyes: 'page-probe',
};

test('file names are in kebab-case', () => {
  assert.ok(files.length > 200);
  const wrong = files.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(basename(file)));
  assert.deepEqual(wrong, []);
});

test('no file has a name that the field does not use for it', () => {
  const wrong = files.flatMap((file) => {
    const term = FORMER[basename(file).split('.')[0] ?? ''];
    return term ? [`${file}: ${term}`] : [];
  });
  assert.deepEqual(wrong, []);
});
