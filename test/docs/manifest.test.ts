/** The manifest is complete: it has what the elements' code has, and nothing else. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readManifest, type Declaration } from '../../scripts/docs-tables.js';
import { embedAttributes } from '../../src/gateway/http/embed-page.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

const sourcesOf = (folder: string): string =>
  readdirSync(root + folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${root}${folder}/${file}`, 'utf8'))
    .join('\n');

/** Names of the events that a text of code dispatches, by whichever of the helpers. */
const emittedIn = (code: string): ReadonlySet<string> => {
  const calls = code.matchAll(/\b(?:emit\w*|runEvent|tell|CustomEvent)(?:<[^>]*>)?\(\s*(?:this,)?([^,;()]*)/g);
  const names = [...calls].flatMap(([, argument = '']) => [...argument.matchAll(/'(gs-[a-z-]+)'/g)]);
  // of a message of the game
  const messages = code.matchAll(/\btype: '(gs-[a-z-]+)', detail/g);
  return new Set([...names, ...messages].flatMap(([, name]) => name ?? []));
};

/** Attributes that the gateway's embed pages do not take. */
const NOT_EMBEDDED: Record<string, string> = {
  leaderboard: 'for', // another element of the page
  // writes, dialogs with the game, and what is up to the page that plays
  'session-launcher':
    'allow-create allow-join dialect immersive invite keep-session load-timeout no-sessions popups report-scores return-url single-game',
  // starts a session, or attaches to one; writes; and what is up to the page that plays
  'multi-swiper':
    'allow-favourite autostart dialect end-behavior hash immersive keep-alive keep-session load-timeout max-live multi-session-id play popups preload report-scores return-url session-id single-game',
  // filters by dates and groups, writes, links and elements of the page
  'recent-games': 'after allow-favourite allow-hide before filters hide-disabled href launcher',
};

suite('the manifest', () => {
  let manifest: Declaration[] = [];

  before(() => {
    const cem = 'node_modules/@custom-elements-manifest/analyzer/cem.js';
    const { status, stderr } = spawnSync(process.execPath, [cem, 'analyze', '--quiet'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    manifest = readManifest();
  });

  // What the package has an entry for; game-shell is what launcher and swiper draw around a game, and no element for pages.
  const folders = readdirSync(`${root}src/elements`).filter(
    (name) => name !== 'game-shell' && new RegExp(`define\\('gs-${name}'`).test(sourcesOf(`src/elements/${name}`)),
  );

  for (const folder of folders) {
    test(`gs-${folder} has the attributes that its class observes, events that are typed, and slots that exist`, async () => {
      const declaration = manifest.find(({ tagName }) => tagName === `gs-${folder}`);
      assert.ok(declaration, `gs-${folder} is in the manifest`);
      // Lit's classes can be loaded without a DOM.
      const module = (await import(`${root}src/elements/${folder}/${folder}.ts`)) as Record<string, unknown>;
      const { observedAttributes } = module[declaration.name] as { observedAttributes: string[] };
      assert.deepEqual(declaration.attributes?.map(({ name }) => name).sort(), [...new Set(observedAttributes)].sort());
      const code = sourcesOf(`src/elements/${folder}`);
      const shared = readFileSync(`${root}src/shared/gs-data-element.ts`, 'utf8');
      const everything = `${code}\n${shared}\n${sourcesOf('src/elements/game-shell')}`;
      const slots = declaration.slots?.map(({ name }) => name).filter(Boolean) ?? [];
      assert.deepEqual(
        slots.filter((name) => !everything.includes(name)),
        [],
        'slots that the code lacks',
      );
      const all = sourcesOf('src');
      const events = declaration.events?.map(({ name }) => name) ?? [];
      assert.ok(events.every((name) => name.startsWith('gs-')));
      assert.deepEqual(
        events.filter((name) => !all.includes(`'${name}': CustomEvent<`)),
        [],
        'events that have no type',
      );
      assert.deepEqual(
        events.filter((name) => !emittedIn(all).has(name)),
        [],
        'events that nothing emits',
      );
      assert.deepEqual(
        [...emittedIn(code)].filter((name) => !events.includes(name)),
        [],
        'events that the manifest lacks',
      );
    });
  }

  test('everything that a page can use of an element is described', () => {
    const lists = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'] as const;
    const bare = manifest.flatMap((declaration) =>
      lists.flatMap((list) =>
        [...(declaration[list] ?? [])]
          .filter(({ description }) => !description)
          .map(({ name }) => `${declaration.name}: ${list} ${name}`),
      ),
    );
    assert.deepEqual(bare, []);
  });

  test('embed pages take each attribute, or leave it out on purpose', () => {
    for (const [element, allowed] of Object.entries(embedAttributes)) {
      const known =
        manifest.find(({ tagName }) => tagName === `gs-${element}`)?.attributes?.map(({ name }) => name) ?? [];
      const own = allowed.filter((name) => !['lang', 'dir'].includes(name));
      const leftOut = (NOT_EMBEDDED[element] ?? '').split(' ');
      assert.deepEqual([...own, ...leftOut].sort(), [...known].sort(), element);
    }
  });

  test('the elements of the package are in it and no others, each with the module that the package has', () => {
    const { modules } = JSON.parse(readFileSync(`${root}custom-elements.json`, 'utf8')) as {
      modules: { path: string; exports: { kind: string; name: string }[] }[];
    };
    const defined = modules.flatMap(({ path, exports }) =>
      exports.filter(({ kind }) => kind === 'custom-element-definition').map(({ name }) => [name, path]),
    );
    assert.deepEqual(defined.sort(), folders.map((name) => [`gs-${name}`, `lib/${name}.js`]).sort());
  });
});
