/** What all style sheets of the elements keep to, read from their sources. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ts|css)$/.test(path));
/** Sheets without their comments, by file. */
const sheets = files
  .map((path) => ({ path, text: readFileSync(src + path, 'utf8') }))
  .filter(({ path, text }) => /css`/.test(text) || path.endsWith('.css'))
  .map(({ path, text }) => ({ path, css: text.replace(/\/\*[\s\S]*?\*\//g, '') }));

const found = (pattern: RegExp) =>
  sheets.flatMap(({ path, css }) => [...css.matchAll(pattern)].map(([match]) => `${path}: ${match.trim()}`));

suite('Style sheets', () => {
  test('are found', () => assert.ok(sheets.length >= 15, String(sheets.length)));

  test('have no length in rem: the font size of the root belongs to the page', () =>
    assert.deepEqual(found(/[^\n]*\d(rem|rlh|rex|rch)\b[^\n]*/g), []));

  test('ask containers in em, so that large text reflows as little room does', () =>
    assert.deepEqual(found(/@container[^{]*\d(px|pt|cm)\b[^{]*/g), []));

  test('lay nothing out on the host, whose display is for the page to choose', () => {
    const hosts = found(/:host[^{};]*(?=\{)\{[^}]*\}/g).filter((rule) => /:host(\([^)]*\))*\s*\{/.test(rule));
    assert.ok(hosts.length > 5);
    const layout =
      /[{;\s](display:(?!\s*(block|none|contents))|flex-(direction|flow|wrap)|grid-auto|gap:|align-items|justify-|container-type|overflow)/;
    assert.deepEqual(
      hosts.filter((rule) => layout.test(rule)),
      [],
    );
  });
});
