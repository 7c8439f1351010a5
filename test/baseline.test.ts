/** Pages of the oldest browsers (src/shared/baseline.ts) get no method that they don't have. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../src/', import.meta.url));

/** What came to one of the engines later than Chrome 106, Firefox 110 and Safari 16.4. */
const NEWER =
  /\bURL\.(?:canParse|parse)\b|\.(?:toSorted|toReversed|toSpliced|with)\(|\bAbortSignal\.(?:timeout|any)\b|\b(?:Object|Map)\.groupBy\b|\bPromise\.(?:withResolvers|try)\b|\bArray\.fromAsync\b|\.(?:isWellFormed|toWellFormed)\(|\b(?:new )?Set\.prototype\.union\b|\bRegExp\.escape\b/;

const isPageCode = (file: string) => file.endsWith('.ts') && !file.startsWith('gateway/');

test('finds methods that are too new', () => {
  for (const code of ['URL.canParse(x)', 'rows.toSorted()', 'AbortSignal.timeout(1)', 'Promise.withResolvers()'])
    assert.match(code, NEWER);
  for (const code of ['[...rows].sort()', 'new URL(x)', 'AbortSignal', 'URL.createObjectURL(x)'])
    assert.doesNotMatch(code, NEWER);
});

test('code for pages calls no method that its oldest browsers lack', () => {
  const files = readdirSync(src, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter(isPageCode);
  assert.ok(files.length > 150);
  const newer = files.flatMap((file) =>
    readFileSync(src + file, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line) && NEWER.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  assert.deepEqual(newer, []);
});

test('style sheets do not nest rules, which came with Chrome 112, Firefox 117 and Safari 17.2', () => {
  const sheets = readdirSync(src, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.styles.ts'));
  assert.ok(sheets.length > 10);
  const nested = sheets.flatMap((file) =>
    readFileSync(src + file, 'utf8')
      .split('\n')
      .filter((line) => /^\s*&/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  assert.deepEqual(nested, []);
});
