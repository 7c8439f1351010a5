import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { jurisdictionOf, jurisdictions, strictLimits, unmetRules } from '../../src/play/jurisdictions.js';

const NONE = { realityCheck: 0, breakAfter: 0, breakDuration: 0 };

suite('the rules of a jurisdiction', () => {
  test('each have a document and the date since when it holds', () => {
    assert.deepEqual(
      jurisdictions.map(({ code }) => code),
      ['GB', 'DE', 'SE', 'NL', 'ES'],
    );
    for (const { code, ...rules } of jurisdictions)
      for (const [name, rule] of Object.entries(rules)) {
        assert.ok(rule.document, `${code} ${name} has a source`);
        assert.match(rule.since, /^\d{4}-\d{2}-\d{2}$/);
        assert.ok(!Number.isNaN(Date.parse(rule.since)));
      }
  });

  test('are found by a code in any case, and by no other word', () => {
    assert.equal(jurisdictionOf(' de ')?.code, 'DE');
    for (const code of [undefined, '', 'XX', 'constructor', '__proto__']) assert.equal(jurisdictionOf(code), undefined);
  });

  test('can be made stricter by the page, never laxer', () => {
    const rules = jurisdictionOf('DE');
    const strict = { realityCheck: 60, breakAfter: 60, breakDuration: 5 };
    assert.deepEqual(strictLimits(NONE, rules), strict);
    assert.deepEqual(strictLimits({ realityCheck: 600, breakAfter: 600, breakDuration: 1 }, rules), strict);
    const stricter = { realityCheck: 10, breakAfter: 20, breakDuration: 30 };
    assert.deepEqual(strictLimits(stricter, rules), stricter);
    assert.deepEqual(strictLimits(stricter, undefined), stricter);
    assert.deepEqual(strictLimits({ realityCheck: NaN, breakAfter: -1, breakDuration: NaN }, rules), strict);
  });

  test('name what the page still has to set', () => {
    assert.deepEqual(unmetRules(NONE, jurisdictionOf('GB'), []), ['reality-check']);
    assert.deepEqual(unmetRules({ ...NONE, realityCheck: 30 }, jurisdictionOf('GB'), []), []);
    assert.deepEqual(unmetRules(NONE, jurisdictionOf('DE'), []), ['slot="panic-button"']);
    assert.deepEqual(unmetRules(NONE, jurisdictionOf('DE'), ['panic-button']), []);
    assert.deepEqual(unmetRules(NONE, jurisdictionOf('SE'), ['age-notice']), ['slot="market-logos"']);
    assert.deepEqual(unmetRules(NONE, undefined, []), []);
  });
});
