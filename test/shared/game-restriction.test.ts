import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restrictionOf } from '../../src/shared/game-restriction.js';

const game = { countries: ['MT', 'DE'], currencies: ['EUR'] };

test('a game is for the countries and currencies of its lists', () => {
  assert.equal(restrictionOf(game, { countryCode: 'MT', currency: 'EUR' }), undefined);
  assert.equal(restrictionOf(game, { countryCode: 'FR', currency: 'EUR' }), 'country');
  assert.equal(restrictionOf(game, { countryCode: 'MT', currency: 'USD' }), 'currency');
  assert.equal(restrictionOf(game, { countryCode: 'FR', currency: 'USD' }), 'country');
});

test('codes of the player may have blanks around them, and any case', () => {
  assert.equal(restrictionOf(game, { countryCode: ' de ', currency: 'eur\n' }), undefined);
  assert.equal(restrictionOf(game, { countryCode: ' fr ' }), 'country');
});

test('what is not known restricts nothing', () => {
  assert.equal(restrictionOf({ countries: [], currencies: [] }, { countryCode: 'FR', currency: 'USD' }), undefined);
  assert.equal(restrictionOf(game, {}), undefined);
  assert.equal(restrictionOf(game, { countryCode: ' ', currency: '' }), undefined);
});
