/** A short random walk through the built elements; the long one is `npm run fuzz -- play --browser`. Needs dist/. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { walk } from '../support/browser-walk.js';
import { openBrowser } from '../support/demo.js';

suite('a random walk in a browser', { timeout: 240_000 }, () => {
  test('ends every session once, and writes each score for who made it', async () => {
    const browser = await openBrowser();
    try {
      const report = await walk(browser, { seed: 1, swipes: 20, scores: 5 });
      assert.ok(report.started >= 3 && report.failed >= 5, JSON.stringify(report));
    } finally {
      await browser.close();
    }
  });
});
