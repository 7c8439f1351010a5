import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe, it } from 'node:test';
import {
  findMessage,
  formatMessage,
  registerTranslation,
  tableLanguage,
  watchStrings,
  type Message,
  type Strings,
} from '../../src/shared/localize.js';
import '../../src/shared/translations.js';

type Table = Readonly<Record<string, Message>>;

const folder = new URL('../../src/shared/locales/', import.meta.url);
const names = (await readdir(folder)).map((file) => file.replace(/\.ts$/, ''));
const isEnglish = (name: string) => /^en(-|$)/.test(name);

/** What the files export, one table over the other. */
async function tableOf(files: readonly string[]): Promise<Table> {
  const modules = files.map(
    async (name) => (await import(new URL(`${name}.ts`, folder).href)) as Record<string, Table>,
  );
  return Object.assign({}, ...(await Promise.all(modules)).flatMap((module) => Object.values(module))) as Table;
}

/** Resolves when the locale's own table is there. */
async function arrived(locale: string): Promise<void> {
  if (findMessage(locale, 'retry').message !== english['retry']) return;
  await new Promise<void>((resolve) => {
    const unwatch = watchStrings(() => {
      unwatch();
      resolve();
    });
  });
}

const english = await tableOf(names.filter(isEnglish));
const textsOf = (message: Message = '') => (typeof message === 'string' ? [message] : Object.values(message));
const placesIn = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const isPlural = (message?: Message) => typeof message === 'object';
const pluralKeys = Object.keys(english).filter((key) => isPlural(english[key]));

describe('English', () => {
  it('has a text under every name, and plurals', () => {
    for (const [key, message] of Object.entries(english))
      for (const text of textsOf(message)) assert.ok(text.trim(), key);
    assert.ok(pluralKeys.includes('boardPlayers') && pluralKeys.includes('recentHidden'));
  });

  it('has the words for every failure in the table that all elements load', async () => {
    const table = await tableOf(['en']);
    assert.equal(Object.keys(table).filter((key) => key.startsWith('error')).length, 12);
  });
});

const locales = names.filter((name) => !isEnglish(name));

it('comes in twelve languages', () => {
  assert.deepEqual(locales.sort(), ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'tr', 'zh']);
});

for (const locale of locales) {
  describe(`the ${locale} table`, async () => {
    const table = await tableOf([locale]);

    it('has every message of English and no other', () => {
      assert.deepEqual(Object.keys(table).sort(), Object.keys(english).sort());
      for (const [key, message] of Object.entries(table))
        for (const text of textsOf(message)) assert.ok(text.trim(), key);
    });

    it('keeps the places for values', () => {
      for (const [key, message] of Object.entries(english)) {
        const places = new Set(textsOf(message).flatMap(placesIn));
        assert.deepEqual(new Set(textsOf(table[key]).flatMap(placesIn)), places, key);
        if (!isPlural(message))
          assert.deepEqual(textsOf(table[key]).map(placesIn), textsOf(message).map(placesIn), key);
      }
    });

    it('has a form for each plural category of the language, by name', () => {
      const categoriesOf = (type: Intl.PluralRuleType) =>
        new Intl.PluralRules(locale, { type }).resolvedOptions().pluralCategories;
      for (const [key, message] of Object.entries(table)) {
        const categories = categoriesOf(key === 'boardPlace' ? 'ordinal' : 'cardinal');
        assert.equal(isPlural(message), pluralKeys.includes(key), key);
        if (isPlural(message)) assert.deepEqual(Object.keys(message).sort(), [...categories].sort(), key);
      }
    });

    it('is not a copy of English', () => {
      const same = Object.keys(table).filter((key) => table[key] === english[key]);
      assert.ok(same.length < 20, same.join());
    });

    it('is loaded when the language is asked for, also with a region', async () => {
      await arrived(locale);
      for (const key of Object.keys(table) as (keyof Strings)[]) {
        assert.deepEqual(findMessage(`${locale}-XX`, key), { message: table[key], language: `${locale}-XX` });
      }
    });
  });
}

/** A message as an element shows it. */
const said = (locale: string, name: keyof Strings, count: number, n: string | number = count) => {
  const { message, language } = findMessage(locale, name);
  return formatMessage(language, message, { count, n });
};

describe('players in the reader’s language', () => {
  const counts = [0, 1, 2, 5, 11, 100];
  const expected = {
    de: ['0 Spieler', '1 Spieler', '2 Spieler', '5 Spieler', '11 Spieler', '100 Spieler'],
    en: ['0 players', '1 player', '2 players', '5 players', '11 players', '100 players'],
    ar: ['لا لاعبين', 'لاعب واحد', 'لاعبان', '5 لاعبين', '11 لاعبًا', '100 لاعب'],
    pl: ['0 graczy', '1 gracz', '2 gracze', '5 graczy', '11 graczy', '100 graczy'],
    zh: ['0 名玩家', '1 名玩家', '2 名玩家', '5 名玩家', '11 名玩家', '100 名玩家'],
  };
  for (const [locale, words] of Object.entries(expected)) {
    it(`counts in ${locale}`, async () => {
      if (locale !== 'en') await arrived(locale);
      assert.deepEqual(
        counts.map((count) => said(locale, 'boardPlayers', count)),
        words,
      );
    });
  }

  it('chooses the form by the language of the table, not of the page', () => {
    // Korean has one form only, and no table: the words are English, and so are their forms.
    assert.deepEqual(
      counts.map((count) => said('ko', 'boardPlayers', count)),
      expected.en,
    );
    assert.equal(tableLanguage('ko-KR'), 'en');
    assert.equal(tableLanguage('de-AT'), 'de-AT');
    assert.equal(tableLanguage('en-GB'), 'en-GB');
  });

  it('takes the German singular for one only', () => {
    const forms = { one: '{n} Runde', other: '{n} Runden' };
    const words = counts.map((count) => formatMessage('de-AT', forms, { count, n: count }));
    assert.deepEqual(words, ['0 Runden', '1 Runde', '2 Runden', '5 Runden', '11 Runden', '100 Runden']);
  });

  it('takes the form for millions where a language has one', async () => {
    for (const [locale, words] of Object.entries({ es: 'n de jugadores', fr: 'n de joueurs', it: 'n di giocatori' })) {
      await arrived(locale);
      assert.equal(said(locale, 'boardPlayers', 1_000_000, 'n'), words);
    }
  });

  it('lets a page name forms of a language of its own, some or all', () => {
    registerTranslation('cs', { boardPlayers: { one: '{n} hráč', few: '{n} hráči', other: '{n} hráčů' } });
    assert.deepEqual(
      [1, 3, 5].map((count) => said('cs-CZ', 'boardPlayers', count)),
      ['1 hráč', '3 hráči', '5 hráčů'],
    );
    assert.equal(said('cs-CZ', 'recentHidden', 1), '1 game hidden');
    assert.equal(tableLanguage('cs'), 'cs');
  });
});
