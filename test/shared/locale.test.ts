import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageTag } from '../../src/shared/locale.js';

test('whatever a page or a browser calls its language, Intl can take what comes out', () => {
  const cases = {
    'de-at': 'de-AT',
    'en-US@posix': 'en-US',
    pt_BR: 'pt-BR',
    'C.UTF-8': undefined,
    '': undefined,
    '<b>': undefined,
    ' ja ': 'ja',
  };
  for (const [text, tag] of Object.entries(cases)) {
    assert.equal(languageTag(text), tag, text);
    if (tag) assert.doesNotThrow(() => new Intl.NumberFormat(tag));
  }
});
