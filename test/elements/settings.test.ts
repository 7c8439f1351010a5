/** What pages and frameworks do to settings at run time: take them back, and give them in another type. */
import { expect } from '@open-wc/testing';
import { html, type LitElement } from 'lit';
import '../../src/index.js';
import { sandboxProvider } from '../support/sandbox-provider.js';

type Settings = LitElement & Record<PropertyKey, unknown>;

const TAGS = [
  'gs-provider',
  'gs-leaderboard',
  'gs-session-launcher',
  'gs-multi-swiper',
  'gs-recent-games',
  'gs-game-frame',
];

/** Name and attribute of everything that an element lets a page set by attribute. */
function settingsOf(element: Settings): { name: PropertyKey; attribute: string }[] {
  const { elementProperties } = element.constructor as typeof LitElement;
  return [...elementProperties].flatMap(([name, { attribute }]) =>
    attribute === false
      ? []
      : { name, attribute: typeof attribute === 'string' ? attribute : String(name).toLowerCase() },
  );
}

describe('a setting', () => {
  for (const tag of TAGS) {
    it(`of <${tag}> that is taken back is what it was at first`, async () => {
      const { provider } = await sandboxProvider(html`<div></div>`);
      const element = document.createElement(tag) as Settings;
      provider.firstElementChild?.append(element);
      await element.updateComplete;
      for (const { name, attribute } of settingsOf(element)) {
        const before = element[name];
        element.setAttribute(attribute, '1');
        await element.updateComplete;
        element.removeAttribute(attribute);
        await element.updateComplete;
        expect(element[name], `${attribute} removed`).to.equal(before);
        for (const nothing of [null, undefined]) {
          element[name] = nothing;
          await element.updateComplete;
          expect(element[name], `${String(name)} = ${nothing}`).to.equal(before);
        }
      }
    });
  }

  it('takes the type that it should have', async () => {
    const { provider } = await sandboxProvider(html`
      <gs-leaderboard .sessionId=${7} .limit=${'3'} .headingLevel=${'4'}></gs-leaderboard>
      <gs-multi-swiper mode="native" .gameIds=${[101, 102]}></gs-multi-swiper>
    `);
    const board = provider.querySelector<Settings>('gs-leaderboard');
    expect([board?.sessionId, board?.limit, board?.headingLevel]).to.deep.equal(['7', 3, 4]);
    expect(provider.querySelector<Settings>('gs-multi-swiper')?.gameIds).to.equal('101,102');
  });

  it('that should be a number and is none keeps its default', async () => {
    const { provider } = await sandboxProvider(html`<gs-leaderboard refresh="5s" limit="all"></gs-leaderboard>`);
    const board = provider.querySelector<Settings>('gs-leaderboard');
    expect([board?.refresh, board?.limit]).to.deep.equal([5, 0]);
  });
});
