/** 0.5 s each: what a session costs when it goes astray is worth that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Walk, type WalkStep } from './random-walk.js';
import { walkSettings, walkStep } from '../fuzz/play.js';

const STEPS = 1200;

for (const seed of [1, 2, 4, 6]) {
  test(`${STEPS} steps of two players in two tabs, seed ${seed}`, async (t) => {
    const [settings] = fc.sample(walkSettings, { seed, numRuns: 1 });
    const steps: WalkStep[] = fc.sample(walkStep, { seed, numRuns: STEPS });
    const walk = new Walk(settings!);
    for (const step of steps) await walk.step(step);
    const result = await walk.finish();
    t.diagnostic(JSON.stringify({ ...settings, ...result }));
    assert.ok(result.started > 50 && result.heard > 1000, 'it has walked somewhere');
  });
}
