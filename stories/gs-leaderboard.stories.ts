import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Sandbox } from '../src/mock/sandbox/index.js';
import { withEventLog } from './support/event-log.js';
import { storySandbox, withSandbox } from './support/sandbox.js';

/** The live scores of a session: who leads, how far away one is oneself, and what just moved. */
const meta: Meta = { title: 'gs-leaderboard', component: 'gs-leaderboard' };
export default meta;

const board = (content: TemplateResult, sandbox?: Sandbox): StoryObj => ({
  render: () => withSandbox(content, sandbox ?? storySandbox()),
});

/** Names as they come: long, emoji, both directions. */
const NAMES = [
  'Nova Quill',
  'ليلى القمر',
  'Velvet Fox 🦊',
  'たんぽぽ',
  'Bramble & the Extraordinarily Unhurried Hedgehog of the North',
  'Óðinn',
  '👩‍👩‍👧‍👦 Crew',
  'אביב',
];
const entries = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    playerId: `p${i}`,
    displayName: `${NAMES[i % NAMES.length]}${i < NAMES.length ? '' : ` ${i}`}`,
    score: Math.round(90_000 * Math.abs(Math.sin(i * 7.7)) + 10),
  })); // prettier-ignore

/** As it is: forty players, the own row pinned at the edge it has scrolled past. */
export const Live = board(html`<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`);

/** The first three on steps; in a narrow place they are rows. */
export const Podium = board(html`<gs-leaderboard session-id="gs_demo" podium score-unit="pts"></gs-leaderboard>`);

/** The first five, and oneself wherever one is. */
export const Top = board(html`<gs-leaderboard session-id="gs_demo" limit="5"></gs-leaderboard>`);

/** The own row with its neighbours. */
export const Around = board(html`<gs-leaderboard session-id="gs_demo" view="around" around="3"></gs-leaderboard>`);

/** Type a part of a name; accents and case do not matter. */
export const Searchable = board(html`<gs-leaderboard session-id="gs_demo" searchable></gs-leaderboard>`);

/** Equal scores share a rank in three ways. */
export const Ranking: StoryObj = {
  render: () =>
    html`${(['competition', 'dense', 'ordinal'] as const).map((ranking) => {
      const rows = [9, 7, 7, 5].map((score, i) => ({ playerId: `${i}`, displayName: NAMES[i], score }));
      return html`<gs-leaderboard heading=${ranking} ranking=${ranking} .entries=${rows}></gs-leaderboard><br />`;
    })}`,
};

/** The lowest first: times, written as durations. */
export const Times: StoryObj = {
  render: () =>
    html`<gs-leaderboard
      heading="Harbour lap"
      sort="asc"
      score-format="duration"
      .entries=${[83.5, 85.02, 91, 3725.25].map((score, i) => ({ playerId: `${i}`, displayName: NAMES[i], score }))}
    ></gs-leaderboard>`,
};

/** Large numbers shortened, with a unit that Intl knows. */
export const Compact: StoryObj = {
  render: () =>
    html`<gs-leaderboard
      heading="Distance"
      score-format="compact"
      score-unit="kilometer"
      .entries=${entries(8)}
    ></gs-leaderboard>`,
};

/** Other people's names are masked, one's own is not. */
export const Masked = board(html`<gs-leaderboard session-id="gs_demo" mask-names="partial"></gs-leaderboard>`);

/** Cards instead of rows, as many side by side as fit. */
export const Cards = board(html`<gs-leaderboard session-id="gs_demo" display="cards"></gs-leaderboard>`);

/** A screen on the wall: fills its place, large, turns its pages by itself. */
export const Kiosk: StoryObj = {
  parameters: { layout: 'fullscreen' },
  ...board(html`<gs-leaderboard session-id="gs_demo" display="kiosk" podium></gs-leaderboard>`),
};

/** The session is over: the final result, on steps. */
export const Completed = board(html`<gs-leaderboard session-id="gs_done"></gs-leaderboard>`);

/** The session has not begun: the clock counts down. */
export const Upcoming = board(html`<gs-leaderboard session-id="gs_soon"></gs-leaderboard>`);

/** The session rests. */
export const Paused = board(html`<gs-leaderboard session-id="gs_paused"></gs-leaderboard>`);

/** Nobody plays yet. */
export const Empty = board(html`<gs-leaderboard session-id="gs_empty"></gs-leaderboard>`);

/** The first answer is slow: rows to come, in their true geometry. */
export const Loading: StoryObj = {
  tags: ['waits'],
  render: () =>
    withSandbox(
      html`<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`,
      storySandbox({ switches: { latency: 3_600_000 } }),
    ),
};

/** The first answer came and no later one does: the board stays, and says how old it is. */
export const Stale: StoryObj = {
  render: () => {
    const sandbox = storySandbox();
    const fail = () => sandbox.switches.failures.push({ operation: '*', kind: 'unauthorized' });
    return withSandbox(
      html`<gs-leaderboard session-id="gs_demo" refresh="1" stale-after="1" @gs-load=${fail}></gs-leaderboard>`,
      sandbox,
    );
  },
};

/** The session does not exist. */
export const NotFound = board(html`<gs-leaderboard session-id="gs_nowhere"></gs-leaderboard>`);

/** Some rows of the answer are broken, others hostile: shown as far as they can be. */
export const Hostile: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`,
      storySandbox({ switches: { hostile: true, brokenRows: true } }),
    ),
};

/** A hundred thousand players, of which the document holds a screenful. */
export const HundredThousand: StoryObj = {
  render: () =>
    html`<gs-leaderboard
      heading="World"
      player-id="p777"
      podium
      searchable
      .entries=${entries(100_000)}
    ></gs-leaderboard>`,
};

/** The page draws the rows. */
export const OwnRows: StoryObj = {
  render: () =>
    html`<gs-leaderboard
      heading="Teams"
      .entries=${entries(12)}
      .renderRow=${(_player: unknown, { rank, name, score }: { rank: number; name: string; score: string }) =>
        html`<strong>${rank}.</strong> ${name} · ${score}`}
    ></gs-leaderboard>`,
};

/** From a sidebar to a broad page, dark, and from right to left. */
export const Places: StoryObj = {
  render: () =>
    withSandbox(
      html`<div style="display: flex; flex-wrap: wrap; gap: 16px; align-items: start">
        <div style="inline-size: 240px"><gs-leaderboard heading="Sidebar" session-id="gs_demo" podium></gs-leaderboard></div>
        <div style="inline-size: 360px"><gs-leaderboard heading="Phone" session-id="gs_demo" theme="dark"></gs-leaderboard></div>
        <div style="inline-size: 420px" lang="ar" dir="rtl">
          <gs-leaderboard heading="من اليمين" session-id="gs_demo" podium></gs-leaderboard>
        </div>
      </div>`,
    ),
};

/** What it tells the page, and what the page may ask of it. Choose a row, or wait for the scores to move. */
export const Events: StoryObj = {
  render: () => {
    const element = document.createElement('gs-leaderboard');
    Object.assign(element, { sessionId: 'gs_demo', refresh: 2, announce: 'leader' });
    const names = [
      'gs-load',
      'gs-update',
      'gs-rank-change',
      'gs-leader-change',
      'gs-player-join',
      'gs-session-complete',
      'gs-player-select',
    ];
    const show = () => console.log(element.snapshot());
    return withSandbox(
      html`${withEventLog(element, names)}
        <p>
          <button @click=${() => element.scrollToSelf()}>scrollToSelf()</button>
          <button @click=${() => element.scrollToPlayer(element.players[0]?.playerId ?? '')}>scrollToPlayer(first)</button>
          <button @click=${show}>snapshot() to the console</button>
        </p>`,
      storySandbox(),
    );
  },
};

/** The page orders the players and writes their scores: here by name, and in stars. */
export const OwnOrder: StoryObj = {
  render: () => {
    const element = document.createElement('gs-leaderboard');
    Object.assign(element, {
      sessionId: 'gs_demo',
      comparator: (a: { displayName: string }, b: { displayName: string }) =>
        a.displayName.localeCompare(b.displayName),
      scoreFormatter: (score: number) => '★'.repeat(Math.min(5, Math.ceil(score / 200))),
    });
    return withSandbox(html`${element}`, storySandbox());
  },
};
