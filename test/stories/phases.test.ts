/** Every phase of launcher and swiper has its story, which axe looks at in light and in dark. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const phases = ['src/play/phases.ts', 'src/elements/game-shell/phase.ts'].flatMap((path) => {
  const union = /export type Phase =([^;]*);/.exec(read(path))?.[1] ?? '';
  return [...union.matchAll(/'([a-z-]+)'/g)].flatMap(([, name]) => name ?? []);
});

test('the phases are found', () => assert.equal(phases.length, 21));

// Where an element stands before anybody has done anything has a story that waits for nothing; `play` and `played` wait for
// the game. The swiper has no sessions to choose from.
for (const [tag, resting, others] of [
  ['session-launcher', ['browsing', 'poster', 'playing'], []],
  ['multi-swiper', ['playing', 'unavailable'], ['browsing', 'creating', 'joining', 'poster']],
] as const) {
  test(`there is a story for each phase of gs-${tag}, and it waits until that is there`, () => {
    const stories = read(`stories/gs-${tag}.stories.ts`);
    for (const phase of phases.filter((one) => !(others as readonly string[]).includes(one))) {
      const name = phase.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
      const [, story] = stories.split(`export const ${name}`);
      assert.ok(story, `a story called ${name}`);
      const own = story.slice(0, story.search(/\n(?:\/\*\*|export)/));
      assert.ok(
        (resting as readonly string[]).includes(phase) || new RegExp(`reach\\(\\w+, '${phase}'\\)`).test(own),
        `${name} waits for ${phase}`,
      );
    }
  });
}
