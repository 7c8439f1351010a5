import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { errorFromBody } from '../../src/api/refusal.js';
import { errorFromStatus } from '../../src/api/response.js';
import type { Operation } from '../../src/api/operation.js';

const read = { service: 'meshmap', method: 'GET', path: '/', kind: 'read', retry: 'safe' } as const satisfies Operation;
const create = { ...read, method: 'POST', kind: 'write', retry: 'never' } as const satisfies Operation;

test('without the code that reads reasons, the status says what it can: a read fails as it would with that code', () => {
  for (const status of [304, 400, 401, 403, 404, 405, 408, 409, 410, 422, 425, 429, 500, 501, 502, 503, 504]) {
    const bare = errorFromStatus(read, status);
    const full = errorFromBody(read, { status, headers: new Headers(), text: '' }, undefined);
    assert.deepEqual({ ...bare, message: bare.message }, { ...full, message: full.message });
  }
});

test('without that code, only a plain refusal says that nothing was created', () => {
  for (const [status, code] of [
    [201, 'unknown-outcome'],
    [302, 'unknown-outcome'],
    [503, 'unknown-outcome'],
    [400, 'invalid'],
    [404, 'not-found'],
  ] as const) {
    const error = errorFromStatus(create, status);
    assert.deepEqual([error.code, error.retryable], [code, false]);
  }
});

/** The files that come with a file before any of it runs. */
function filesOf(url: URL, files = new Set<string>()): Set<string> {
  if (files.has(url.href)) return files;
  files.add(url.href);
  const source = readFileSync(url, 'utf8');
  for (const [, from] of source.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gms)) {
    if (from.startsWith('.')) filesOf(new URL(from.replace(/\.js$/, '.ts'), url), files);
    else files.add(from);
  }
  return files;
}

test('a page that reads a board downloads neither schemas nor what explains failures', () => {
  const files = [...filesOf(new URL('../../src/api/client.ts', import.meta.url))];
  assert.deepEqual(
    files.filter((file) => !file.startsWith('file:')),
    ['ofetch'],
  );
  const names = files.map((file) => file.replace(/.*\/src\//, ''));
  assert.ok(names.includes('api/meshmap/player.ts'));
  for (const late of [
    'api/schemas.ts',
    'meshmap/calls.ts',
    'refusal.ts',
    'iplaygames/index.ts',
    'gateway.ts',
    'streamed-list/index.ts',
  ]) {
    assert.ok(!names.some((name) => name.endsWith(late)), `${late} comes with the first download`);
  }
});
