/** Durations are measured by `systemClock.elapsed`: the device's clock may be set, also by hours, while a page is open. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../src/', import.meta.url));

/** Files that compare dates of services and players with the date of the device. */
const DATES = [
  'api/clock.ts',
  'api/response.ts', // Retry-After as a date, where the answer has no date of its own
  'elements/leaderboard/header.ts',
  'elements/leaderboard/leaderboard.ts',
  'elements/recent-games/card.ts',
  'elements/session-launcher/create-form.ts',
  'elements/session-launcher/session-list.ts',
  'live/query.ts', // an arrival as a date
  'shared/format.ts',
  'shared/gs-data-element.ts',
];

test('the device’s clock is read for dates only', () => {
  const readers = readdirSync(src, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.startsWith('mock/'))
    .filter((path) => readFileSync(src + path, 'utf8').includes('Date.now'));
  assert.deepEqual(readers.sort(), DATES);
});
