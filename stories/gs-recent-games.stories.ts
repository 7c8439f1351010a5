import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { storySandbox, withSandbox } from './support/sandbox.js';

/** What the player played last, each game one tap away from going on. */
const meta: Meta = { title: 'gs-recent-games', component: 'gs-recent-games' };
export default meta;

/** One row that scrolls: the default. */
export const Carousel: StoryObj = {
  render: () => withSandbox(html`<gs-recent-games count="12"></gs-recent-games>`),
};

/** Everything a card can say, in a grid that has as many columns as fit. */
export const Grid: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-recent-games layout="grid" count="12" show="studio played-at duration tags badges"></gs-recent-games>`,
    ),
};

/** One line for each game: for a sidebar. */
export const List: StoryObj = {
  render: () =>
    withSandbox(html`<gs-recent-games layout="list" count="6" show="studio played-at duration"></gs-recent-games>`),
};

/** Everything a line can say, and why a game can't be played, in the narrowest sidebar: nothing lies on the little pictures. */
export const ListOfEverything: StoryObj = {
  render: () =>
    withSandbox(
      html`<div style="inline-size: 240px">
        <gs-recent-games layout="list" show="studio played-at duration tags badges"></gs-recent-games>
      </div>`,
    ),
};

/** Every play, under the day it was played on. */
export const ByDay: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-recent-games layout="list" distinction="none" group-by="day" count="20" show="studio duration"></gs-recent-games>`,
    ),
};

/** The days side by side. */
export const DaysInARow: StoryObj = {
  render: () => withSandbox(html`<gs-recent-games group-by="day" distinction="daily" count="20"></gs-recent-games>`),
};

/** Half a phone: cards shrink, the studio gives way to the time. */
export const Narrow: StoryObj = {
  render: () => withSandbox(html`<div style="inline-size: 260px"><gs-recent-games></gs-recent-games></div>`),
};

/** The history knows ids only: they stand for the names, and initials for the pictures. */
export const NamesUnknown: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-recent-games></gs-recent-games>`,
      storySandbox({
        switches: {
          failures: [
            {
              operation: 'getLatestGameSessions',
              kind: 'answer',
              answer: {
                status: 200,
                body: {
                  status: 'success',
                  data: ['sw_saffron', '1842', 'zz-9', 'koi-pond'].map((id) => ({ game_id: id })),
                },
              },
            },
          ],
        },
      }),
    ),
};

/** A player who has not played yet, and what the page offers instead. */
export const Fallback: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-recent-games>
        <p slot="fallback" style="margin: 0; padding: 16px">Nothing yet. <a href="#popular">See what others play</a></p>
      </gs-recent-games>`,
      storySandbox(),
      { playerId: 'somebody_new' },
    ),
};

/** The same without a fallback of the page's. */
export const Empty: StoryObj = {
  render: () => withSandbox(html`<gs-recent-games></gs-recent-games>`, storySandbox(), { playerId: 'somebody_new' }),
};

/** The true geometry, before the answer is there. */
export const Loading: StoryObj = {
  tags: ['waits'],
  render: () =>
    withSandbox(
      html`<gs-recent-games></gs-recent-games>`,
      storySandbox({ switches: { failures: [{ operation: '*', kind: 'hang' }] } }),
    ),
};

/** The account has no right to the history. */
export const Forbidden: StoryObj = {
  render: () =>
    withSandbox(html`<gs-recent-games></gs-recent-games>`, storySandbox({ switches: { historyPermission: false } })),
};

/** Markup, bidi controls, floods and script urls among the rows: text stays text, bad pictures are absent. */
export const Hostile: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-recent-games layout="grid" count="40" show="studio tags badges"></gs-recent-games>`,
      storySandbox({ switches: { hostile: true } }),
    ),
};
