/** Games started, left and ended in two tabs by two players while requests fail: see `test/play/random-walk.ts`. */
import fc from 'fast-check';
import { Walk, type WalkSettings, type WalkStep } from '../play/random-walk.js';
import type { Target } from './target.js';

export const walkSettings: fc.Arbitrary<WalkSettings> = fc.record({
  seed: fc.nat(),
  keepSession: fc.boolean(),
  keepAlive: fc.integer({ min: 1, max: 3 }),
  maxLive: fc.integer({ min: 1, max: 2 }),
  reportScores: fc.constantFrom('best', 'last', 'sum'),
  isRepeated: fc.boolean(),
  life: fc.constantFrom(undefined, 1, 3),
});

export const walkStep: fc.Arbitrary<WalkStep> = fc.record({
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom('swipe', 'play', 'score') },
    { weight: 3, arbitrary: fc.constantFrom('quick', 'end', 'wait') },
    { weight: 1, arbitrary: fc.constantFrom('switch', 'reload', 'crash', 'online', 'freeze', 'clock', 'sleep') },
  ),
  tab: fc.constantFrom(0, 1),
  value: fc.nat(9999),
}) as fc.Arbitrary<WalkStep>;

export const play: Target = {
  name: 'play',
  share: 0.1, // up to 24 steps each
  property: fc.asyncProperty(walkSettings, fc.array(walkStep, { maxLength: 24 }), async (settings, steps) => {
    const walk = new Walk(settings);
    for (const step of steps) await walk.step(step);
    await walk.finish();
  }),
};
