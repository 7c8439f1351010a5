import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withPhaseTable } from '../../scripts/phase-table.js';

/** Without what a formatter does to the columns. */
const plain = (text: string) =>
  text
    .replace(/ +/g, ' ')
    .replace(/-{3,}/g, '---')
    .replace(/\| ?(?=---)/g, '|')
    .replace(/(?<=---) (?=\|)/g, '');

test('the table of phases in the documentation is the one that is executed', () => {
  const text = readFileSync(new URL('../../docs/play.md', import.meta.url), 'utf8');
  assert.match(plain(text), /\| `playing` \| `reality-check` \| reality-check · pause-game \|/);
  assert.equal(plain(text), plain(withPhaseTable(text)));
});
