/** What README and docs/ say: links lead somewhere, tables are those of the code, names exist, and snippets can be read. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { docsPages, withTables } from '../../scripts/docs-tables.js';
import { llmsFile, llmsText } from '../../scripts/llms.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pages = [...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'].map((name) => join(root, name)), ...docsPages()];
const name = (file: string) => file.slice(root.length);

/** Fenced blocks of a page with their language. */
function snippets(file: string): { language: string; code: string; line: number }[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map((match) => ({
    language: match[1] ?? '',
    code: match[2] ?? '',
    line: text.slice(0, match.index).split('\n').length,
  }));
}

/** The anchor that a heading gets, as GitHub makes it. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

test('every link between pages leads to a file, and to a heading where it names one', () => {
  const dead: string[] = [];
  for (const file of pages) {
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path = '', hash] = target.split('#');
      const to = path ? resolve(dirname(file), path) : file;
      const anchors = () =>
        [...readFileSync(to, 'utf8').matchAll(/^#+ (.*)$/gm)].map((match) => anchor(match[1] ?? ''));
      if (!existsSync(to) || (hash && !anchors().includes(hash))) dead.push(`${name(file)}: ${target}`);
    }
  }
  assert.deepEqual(dead, []);
});

test('every page of docs/ is linked from the README, directly or from one that is', () => {
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file) || !existsSync(file) || !file.endsWith('.md')) return;
    reached.add(file);
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/\]\(([^)\s#]+)/g))
      visit(resolve(dirname(file), target));
  };
  visit(join(root, 'README.md'));
  assert.deepEqual(
    docsPages()
      .filter((file) => !reached.has(file))
      .map(name),
    [],
  );
});

suite('tables made of the code', () => {
  before(() =>
    execFileSync(process.execPath, ['node_modules/@custom-elements-manifest/analyzer/cem.js', 'analyze', '--quiet'], {
      cwd: root,
    }),
  );

  for (const file of docsPages()) {
    test(`${name(file)} is current (npm run docs)`, async () => {
      assert.equal(await withTables(file), readFileSync(file, 'utf8'));
    });
  }

  test('docs/llms.txt is current (npm run docs)', () => {
    const text = readFileSync(llmsFile, 'utf8');
    assert.equal(llmsText('.'), text);
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g))
      assert.ok(existsSync(join(dirname(llmsFile), target)), target);
  });
});

test('every token of the styles is in the docs, and every one of the theming page in the styles', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true })
    .map(String)
    .filter((path) => /\.(ts|css)$/.test(path) && !path.startsWith('gateway'))
    .map((path) => read(`src/${path}`))
    .join('\n');
  const tokens = (text: string, pattern: RegExp) => new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''));
  const used = tokens(sources, /var\((--gs-[a-z-]+)/g);
  const documented = tokens(pages.map((file) => readFileSync(file, 'utf8')).join('\n'), /`(--gs-[a-z-]+)`/g);
  assert.ok(used.size > 10);
  assert.deepEqual(
    [...used].filter((token) => !documented.has(token)),
    [],
  );
  assert.deepEqual(
    [...tokens(read('docs/theming.md'), /^\| `(--gs-[a-z-]+)`/gm)].filter((token) => !used.has(token)),
    [],
  );
});

test('every call of the typed client has its row', () => {
  const text = read('docs/client.md');
  for (const [file, api] of [
    ['src/api/meshmap/index.ts', 'MeshmapApi'],
    ['src/api/iplaygames/index.ts', 'IplaygamesApi'],
    ['src/api/vaix/index.ts', 'VaixApi'],
  ] as const) {
    const [, body = ''] = new RegExp(`export interface ${api} \\{([\\s\\S]*?)\\n\\}`).exec(read(file)) ?? [];
    const calls = [...body.matchAll(/^ {2}(\w+)\(/gm)].map((match) => match[1] ?? '');
    assert.ok(calls.length > 0);
    for (const call of calls) assert.match(text, new RegExp(`^\\| \`${call}\\(`, 'm'), `${api}.${call}`);
  }
});

test('scripts in the docs have no syntax error, and JSON is JSON', () => {
  const wrong: string[] = [];
  for (const file of pages) {
    for (const { language, code, line } of snippets(file)) {
      if (language === 'json') JSON.parse(code);
      if (!['js', 'jsx', 'ts', 'tsx'].includes(language)) continue;
      // Some show the inside of a component, which may return.
      const text = /^return /m.test(code) ? `function Component() {\n${code}\n}` : code;
      const { diagnostics = [] } = ts.transpileModule(text, {
        fileName: `snippet.${language === 'js' ? 'ts' : language === 'jsx' ? 'tsx' : language}`,
        reportDiagnostics: true,
        compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext, experimentalDecorators: true },
      });
      for (const { messageText } of diagnostics) {
        wrong.push(`${name(file)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test('what the docs import from the package exists there', async () => {
  const entries: Record<string, string> = {
    'game-session-widgets': 'src/index.ts',
    'game-session-widgets/configure': 'src/configure.ts',
    'game-session-widgets/api': 'src/api/client.ts',
    'game-session-widgets/game': 'src/game/client.ts',
    'game-session-widgets/gateway': 'src/gateway/index.ts',
    'game-session-gateway': 'src/gateway/index.ts',
  };
  const missing: string[] = [];
  for (const file of pages) {
    for (const { code, line } of snippets(file)) {
      for (const [, names = '', from = ''] of code.matchAll(/import \{([^}]*)\} from ['"](game-session-[^'"]+)['"]/g)) {
        const entry = entries[from];
        if (!entry || !existsSync(join(root, entry))) {
          missing.push(`${name(file)}:${line}: ${from}`);
          continue;
        }
        const module = (await import(join(root, entry))) as object;
        for (const one of names.split(',').map((text) => text.trim().split(' as ')[0] ?? '')) {
          if (one && !one.startsWith('type ') && !(one in module))
            missing.push(`${name(file)}:${line}: ${one} of ${from}`);
        }
      }
    }
  }
  assert.deepEqual(missing, []);
});
