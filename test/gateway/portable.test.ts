import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** Every module that the handler loads, by following its import lines. */
function modulesOf(entry: URL, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(entry.href)) return seen;
  const source = readFileSync(fileURLToPath(entry), 'utf8');
  const found = [
    ...source.matchAll(/^(?:import|export)\s(?!type)[^;]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm),
  ];
  const names = found.map(([, a, b, c]) => a ?? b ?? c ?? '');
  seen.set(entry.href, names);
  for (const name of names.filter((one) => one.startsWith('.')))
    modulesOf(new URL(name.replace(/\.js$/, '.ts'), entry), seen);
  return seen;
}

test('the handler imports nothing from Node, and of this project only the API layer', () => {
  const modules = modulesOf(new URL('../../src/gateway/index.ts', import.meta.url));
  assert.ok(modules.size > 30);
  const packages = new Set([...modules.values()].flat().filter((name) => !name.startsWith('.')));
  assert.deepEqual([...packages].sort(), ['ipaddr.js', 'jose', 'lru-cache', 'zod/mini']);
  for (const file of modules.keys()) assert.match(file, /\/src\/(gateway|api|ranking)\/[\w/-]+\.ts$/);
});

test('loading the handler draws no random values: Cloudflare Workers would refuse it', () => {
  const script = `
    const refuse = () => { throw new Error('random values while loading'); };
    crypto.randomUUID = crypto.getRandomValues = Math.random = refuse;
    console.log(typeof (await import('./src/gateway/index.ts')).createGateway);`;
  const said = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  assert.equal(said.toString().trim(), 'function');
});
