/** Every phase of the launcher has its story, which axe looks at in light and in dark. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('there is a story for each phase of the launcher, and it waits until that is there', () => {
  const phases = ['src/play/phases.ts', 'src/elements/game-shell/phase.ts'].flatMap((path) => {
    const union = /export type Phase =([^;]*);/.exec(read(path))?.[1] ?? '';
    return [...union.matchAll(/'([a-z-]+)'/g)].flatMap(([, name]) => name ?? []);
  });
  assert.equal(phases.length, 21);
  const stories = read('stories/gs-session-launcher.stories.ts');
  // These two are where a launcher stands before anybody has done anything; `play` waits for the third.
  const resting = ['browsing', 'poster', 'playing'];
  for (const phase of phases) {
    const name = phase.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    const [, story] = stories.split(`export const ${name}`);
    assert.ok(story, `a story called ${name}`);
    const own = story.slice(0, story.search(/\n(?:\/\*\*|export)/));
    assert.ok(
      resting.includes(phase) || new RegExp(`phase\\(\\w+, '${phase}'\\)`).test(own),
      `${name} waits for ${phase}`,
    );
  }
});
