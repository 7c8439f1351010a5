import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ApiError } from '../../src/api/error.js';
import type { Operation } from '../../src/api/operation.js';
import { errorFromResponse } from '../../src/api/response.js';

const read = { service: 'meshmap', method: 'GET', path: '/', kind: 'read', retry: 'safe' } as const satisfies Operation;

const retryAfter = (header: string, date?: string): ApiError['retryAfter'] =>
  errorFromResponse(read, 503, {}, new Headers({ 'retry-after': header, ...(date && { date }) })).retryAfter;

test('Retry-After is a number of seconds, or a date by the clock of the server', () => {
  assert.equal(retryAfter('7'), 7);
  assert.equal(retryAfter('0.5'), 0.5);
  assert.equal(retryAfter('Mon, 02 Mar 2026 18:00:08 GMT', 'Mon, 02 Mar 2026 18:00:00 GMT'), 8);
});

test('a Retry-After of zero, below it, in the past or of nonsense asks for nothing', () => {
  for (const header of ['0', '-5', '+0', '-0.5', 'soon', '']) assert.equal(retryAfter(header), undefined, header);
  assert.equal(retryAfter('Mon, 02 Mar 2026 17:59:00 GMT', 'Mon, 02 Mar 2026 18:00:00 GMT'), undefined);
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

test('a page that reads a board downloads no schemas, no other service and no code for long lists', () => {
  const files = [...filesOf(new URL('../../src/api/meshmap/index.ts', import.meta.url))];
  files.push(...filesOf(new URL('../../src/live/connection.ts', import.meta.url)));
  assert.deepEqual([...new Set(files.filter((file) => !file.startsWith('file:')))], ['ofetch']);
  const names = files.map((file) => file.replace(/.*\/src\//, ''));
  assert.ok(names.includes('api/meshmap/player.ts'));
  for (const late of ['api/schemas.ts', 'iplaygames/index.ts', 'vaix/index.ts', 'streamed-list/index.ts']) {
    assert.ok(!names.some((name) => name.endsWith(late)), `${late} comes with the first download`);
  }
});
