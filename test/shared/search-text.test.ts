import assert from 'node:assert/strict';
import { it } from 'node:test';
import { foldForSearch } from '../../src/shared/search-text.js';

it('a search looks past case, accents and compatibility forms', () => {
  for (const [text, folded] of [
    ['ANNA', 'anna'],
    ['Zoë Müller', 'zoe muller'],
    ['e\u0301t\u00e9', 'ete'],
    ['ﬁre Ａ１', 'fire a1'],
    ['محمّد', 'محمد'],
  ])
    assert.equal(foldForSearch(text), folded);
});
