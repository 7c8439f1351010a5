import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { formatAgo } from '../../src/shared/format.js';

const format = new URL('../../src/shared/format.ts', import.meta.url).href;

/** What `formatAgo` answers in a time zone; a process has one. */
function agoIn(zone: string, now: string, times: readonly string[]): string[] {
  const script = `import(${JSON.stringify(format)}).then(({ formatAgo }) => console.log(JSON.stringify(
    ${JSON.stringify(times)}.map((time) => formatAgo('en', new Date(time), Date.parse(${JSON.stringify(now)}))))))`;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[];
}

suite('How long ago', () => {
  const now = Date.parse('2026-03-04T12:00:00Z');
  const ago = (seconds: number) => formatAgo('en', new Date(now - seconds * 1000), now);

  test('is counted in units that fit, back and ahead', () => {
    assert.deepEqual([0, 5, 61, 3599, 7200].map(ago), ['now', '5 seconds ago', '1 minute ago', '59 minutes ago', '2 hours ago']); // prettier-ignore
    assert.deepEqual([-90, -7200].map(ago), ['in 1 minute', 'in 2 hours']);
  });

  test('does not call ten days "last week", nor forty "last month"', () => {
    assert.deepEqual([10, 40, 400].map((days) => ago(days * 86_400)), ['1 week ago', '1 month ago', '1 year ago']); // prettier-ignore
  });

  // Zone, now, times of today, of yesterday more than 24 hours ago or less, and of the day before.
  const zones = [
    ['Europe/London', '2026-10-25T08:00:00Z', ['2026-10-25T00:30:00+01:00', '2026-10-24T08:30:00+01:00', '2026-10-23T20:00:00+01:00']], // prettier-ignore
    ['America/New_York', '2026-03-09T12:00:00Z', ['2026-03-09T00:10:00-04:00', '2026-03-08T00:10:00-05:00', '2026-03-07T22:00:00-05:00']], // prettier-ignore
    ['Pacific/Kiritimati', '2026-03-04T20:00:00Z', ['2026-03-04T11:00:00Z', '2026-03-03T11:00:00Z', '2026-03-03T09:00:00Z']], // prettier-ignore
    ['America/Sao_Paulo', '2026-03-04T01:00:00Z', ['2026-03-03T02:00:00Z', '2026-03-02T04:00:00Z', '2026-03-02T02:30:00Z']], // prettier-ignore
  ] as const;
  const expected: Record<string, RegExp[]> = {
    'Europe/London': [/hours ago/, /yesterday/, /2 days ago/],
    'America/New_York': [/hours ago/, /yesterday/, /2 days ago/],
    'Pacific/Kiritimati': [/hours ago/, /yesterday/, /2 days ago/],
    // Ten at night of the third: the play of 02:30 UTC on the second was on the first of March there.
    'America/Sao_Paulo': [/hours ago/, /yesterday/, /2 days ago/],
  };
  for (const [zone, at, times] of zones) {
    test(`counts days by the calendar of ${zone}`, () => {
      const words = agoIn(zone, at, times);
      words.forEach((text, index) => assert.match(text, expected[zone]![index]!, `${times[index]}: ${text}`));
    });
  }
});
