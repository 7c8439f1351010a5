import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { formatMessage, stringsFor, watchStrings, type Strings } from '../../src/shared/localize.js';
import '../../src/shared/translations.js';

type Table = Readonly<Record<string, string>>;

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

/** The strings as an element gets them: English at first, its own once the table is there. */
async function arrived(locale: string): Promise<Strings> {
  const first = stringsFor(locale);
  if (first.board !== english['board']) return first;
  await new Promise<void>((resolve) => {
    const unwatch = watchStrings(() => {
      unwatch();
      resolve();
    });
  });
  return stringsFor(locale);
}

const english = await tableOf(names.filter(isEnglish));
const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const pluralKeys = Object.keys(english).filter((key) => english[key]?.includes('|'));

describe('English', () => {
  it('says something under every name, and has plurals', () => {
    for (const [key, text] of Object.entries(english)) assert.ok(text.trim(), key);
    assert.deepEqual(pluralKeys, ['boardPlayers']);
  });
});

for (const locale of names.filter((name) => !isEnglish(name))) {
  describe(`the ${locale} table`, async () => {
    const table = await tableOf([locale]);

    it('has every string of English and no other', () => {
      assert.deepEqual(Object.keys(table).sort(), Object.keys(english).sort());
      for (const [key, text] of Object.entries(table)) assert.ok(text.trim(), key);
    });

    it('keeps the places for values', () => {
      for (const [key, text] of Object.entries(english)) {
        assert.deepEqual(placesOf(table[key] ?? ''), placesOf(text), key);
      }
    });

    it('has one form for each plural category of the language, and | nowhere else', () => {
      const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      for (const [key, text] of Object.entries(table)) {
        const forms = text.split('|');
        assert.equal(forms.length, pluralKeys.includes(key) ? categories.length : 1, key);
        assert.ok(
          forms.every((form) => form.trim()),
          key,
        );
      }
    });

    it('is loaded when the language is asked for, also with a region', async () => {
      assert.deepEqual(await arrived(locale), table);
      assert.deepEqual(stringsFor(`${locale}-XX`), table);
    });
  });
}

describe('players in the reader’s language', () => {
  const counts = [0, 1, 2, 5, 11, 100];
  const expected = {
    de: ['0 Spieler', '1 Spieler', '2 Spieler', '5 Spieler', '11 Spieler', '100 Spieler'],
    en: ['0 players', '1 player', '2 players', '5 players', '11 players', '100 players'],
    ar: ['لا لاعبين', 'لاعب واحد', 'لاعبان', '5 لاعبين', '11 لاعبًا', '100 لاعب'],
  };
  for (const [locale, words] of Object.entries(expected)) {
    it(`counts in ${locale}`, async () => {
      const { boardPlayers } = locale === 'en' ? stringsFor(locale) : await arrived(locale);
      assert.deepEqual(
        counts.map((count) => formatMessage(locale, boardPlayers, { count, n: count })),
        words,
      );
    });
  }

  // German says both forms of "Spieler" alike, so the choice is seen on a word that differs.
  it('takes the German singular for one only', () => {
    const said = counts.map((count) => formatMessage('de-AT', '{n} Runde|{n} Runden', { count, n: count }));
    assert.deepEqual(said, ['0 Runden', '1 Runde', '2 Runden', '5 Runden', '11 Runden', '100 Runden']);
  });

  it('takes the form for millions where a language has one', async () => {
    for (const [locale, words] of Object.entries({ es: 'n de jugadores', fr: 'n de joueurs', pt: 'n de jogadores' })) {
      const { boardPlayers } = await arrived(locale);
      assert.equal(formatMessage(locale, boardPlayers, { count: 1_000_000, n: 'n' }), words);
    }
  });
});
