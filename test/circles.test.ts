/** No circle of imports in src, of any kind: at run time, through `import()`, or by types. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../src/', import.meta.url));

const files = readdirSync(src, { recursive: true })
  .map((path) => String(path).replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));

/** Relative imports of a text, whichever way they are written. */
export function importsOf(file: string, code: string): string[] {
  const lines = code.matchAll(
    /^\s*(?:import|export)\s[^;]*?['"](\.[^'"]+)['"]|\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"](\.[^'"]+)['"]/gms,
  );
  return [...lines].map(([, written, lazy]) =>
    posix.join(posix.dirname(file), written ?? lazy ?? '').replace(/\.js$/, '.ts'),
  );
}

/** The circles of a graph: its strongly connected components of more than one file (Tarjan's algorithm). */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string) => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1 || graph.get(file)?.includes(file)) circles.push(circle.sort());
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
}

test('finds imports of every kind, and circles of any length', () => {
  const code = `import { a } from './a.js';\nimport type { b } from '../b.js';\nexport * from './c.js';\nimport './d.js';
    const e = () => import('./e.js');`;
  assert.deepEqual(importsOf('x/y.ts', code), ['x/a.ts', 'b.ts', 'x/c.ts', 'x/d.ts', 'x/e.ts']);
  const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
  assert.deepEqual(circlesOf(graph({ a: ['b'], b: ['c'], c: ['a', 'd'], d: [] })), [['a', 'b', 'c']]);
  assert.deepEqual(circlesOf(graph({ a: ['b', 'c'], b: ['c'], c: [] })), []);
  assert.deepEqual(circlesOf(graph({ a: ['a'] })), [['a']]);
});

test('no file of src imports itself by way of others', () => {
  const graph = new Map(files.map((file) => [file, importsOf(file, readFileSync(src + file, 'utf8'))]));
  assert.ok([...graph.values()].flat().length > 300, 'the imports were found');
  assert.deepEqual(circlesOf(graph), []);
});
