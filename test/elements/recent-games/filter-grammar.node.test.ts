import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFlaw, findFilterFlaw } from '../../../src/elements/recent-games/filter-grammar.js';

test('a filter that the language knows has no flaw', () => {
  for (const text of [
    'category:eq:Gaming: Dice',
    'enabled:eq:1;category:eq:puzzle|game_id:in:koi-pond,1842',
    'min_bet:lt:0.5',
    'tags:nin:a,b',
  ])
    assert.equal(findFilterFlaw(text), undefined, text);
});

test('a flaw is found at its place', () => {
  const cases: [string, number][] = [
    ['', 0],
    [':eq:1', 0],
    ['category', 8],
    ['category eq slot', 8],
    ['category:like:x', 9],
    ['category:eq', 11],
    ['category:eq:', 12],
    ['min_bet:gt:much', 11],
    ['enabled:eq:1;', 13],
    ['enabled:eq:1|is_live', 20],
    ['enabled:eq:1;Bad:eq:1', 13],
  ];
  for (const [text, index] of cases) assert.equal(findFilterFlaw(text)?.index, index, text);
});

test('the message shows the place', () => {
  const text = 'category:like:x';
  assert.equal(
    describeFlaw(text, findFilterFlaw(text)!),
    'filters: one of eq, neq, in, nin, gt, lt expected at character 10, not "like:x":\ncategory:like:x\n         ^',
  );
});

test('the message quotes a long text only around the place', () => {
  const text = `${'a:eq:1;'.repeat(100_000)}b:like:2;${'a:eq:1;'.repeat(100_000)}`;
  const [, excerpt, mark] = describeFlaw(text, findFilterFlaw(text)!).split('\n');
  assert.equal(excerpt.length, 80);
  assert.equal(excerpt.slice(mark.indexOf('^')).slice(0, 6), 'like:2');
});
