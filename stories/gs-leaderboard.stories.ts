import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { GsLeaderboard } from '../src/elements/leaderboard/leaderboard.js';
import type { Entry } from '../src/elements/leaderboard/types.js';
import type { Sandbox } from '../src/mock/sandbox/index.js';
import { withEventLog } from './support/event-log.js';
import { fromArgs } from './support/from-args.js';
import { storySandbox, withSandbox } from './support/sandbox.js';
import { when } from './support/when.js';

/** The live scores of a session: who leads, how far away the reader is, and what just moved. */
const meta: Meta = { title: 'gs-leaderboard', component: 'gs-leaderboard' };
export default meta;

/** The arguments of a story are attributes of the element. */
type Args = Readonly<Record<string, string | number | boolean>>;

const leaderboard = (args: Args): GsLeaderboard => fromArgs('gs-leaderboard', args);

/** A board of the sandbox with the story's arguments. */
const board = (args: Args, sandbox?: () => Sandbox): StoryObj => ({
  args: { 'session-id': 'gs_demo', ...args },
  render: (given: Args) => withSandbox(leaderboard(given), (sandbox ?? storySandbox)()),
});

/** A board of the page's own rows. */
const ownBoard = (rows: readonly Entry[], args: Args): StoryObj => ({
  args,
  render: (given: Args) => Object.assign(leaderboard(given), { entries: rows }),
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
export const Live = board({});

/** The first three on steps; in a narrow place they are rows. */
export const Podium = board({ podium: true, 'score-unit': 'pts' });

/** The first five, and oneself wherever one is. */
export const Top = board({ limit: 5 });

/** The own row with its neighbours. */
export const Around = board({ view: 'around', around: 3 });

/** Type a part of a name; accents and case do not matter. */
export const Searchable = board({ searchable: true });

/** Equal scores share a rank in three ways. */
export const Ranking: StoryObj = {
  render: () =>
    html`${(['competition', 'dense', 'ordinal'] as const).map((ranking) => {
      const rows = [9, 7, 7, 5].map((score, i) => ({ playerId: `${i}`, displayName: NAMES[i], score }));
      return html`<gs-leaderboard heading=${ranking} ranking=${ranking} .entries=${rows}></gs-leaderboard><br />`;
    })}`,
};

/** The lowest first: times, written as durations. */
export const Times = ownBoard(
  [83.5, 85.02, 91, 3725.25].map((score, i) => ({ playerId: `${i}`, displayName: NAMES[i], score })),
  {
    heading: 'Harbour lap',
    sort: 'asc',
    'score-format': 'duration',
  },
);

/** Shares of one. */
export const Percent = ownBoard(
  [0.984, 0.97, 0.5].map((score, i) => ({ playerId: `${i}`, displayName: NAMES[i], score })),
  {
    heading: 'Accuracy',
    'score-format': 'percent',
  },
);

/** Large numbers shortened, with a unit that Intl knows. */
export const Compact = ownBoard(entries(8), {
  heading: 'Distance',
  'score-format': 'compact',
  'score-unit': 'kilometer',
});

/** How far it is to the next place, and the lead over the one below. */
export const Gap = board({ 'show-gap': true, 'score-unit': 'points' });

/** A tournament: prizes, zones, podium, gap and ticker. */
export const Tournament = board({
  podium: true,
  'show-gap': true,
  ticker: true,
  refresh: 2,
  'score-unit': 'points',
  prizes: '1: €500; 2-3: €100; 4-10: Free entry',
  zones: '1-10: Promotion; 31-: Relegation',
});

/** Several sessions in one box. */
export const Tabs = board({ tabs: 'gs_demo=Today; gs_done=Yesterday; gs_paused=Paused' });

/** Friends, ranked among themselves. */
export const Friends = ownBoard(entries(40), {
  heading: 'Friends',
  'player-id': 'p9',
  'player-ids': 'p1 p5 p9 p14 p17',
});

/** What happened lately: who took the lead, who joined, who is on a run. */
export const Ticker: StoryObj = {
  ...ownBoard(entries(8), { heading: 'Harbour sprint', ticker: true }),
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector('gs-leaderboard')!;
    await when(() => element.state === 'ready');
    const [first, ...others] = entries(9);
    element.entries = [{ ...first, score: 120_000 }, ...others];
    await when(() => element.shadowRoot?.querySelector('[part="ticker"]'));
  },
};

/** Back after a while: the rank that one left with, where it is another one now. */
export const Return = board({}, () => {
  localStorage.setItem('gs-board-visits', JSON.stringify({ 'gs_demo pl_you': 31 }));
  return storySandbox();
});

/** A player was chosen. */
export const Selected: StoryObj = {
  ...ownBoard(entries(6), { heading: 'Harbour sprint' }),
  play: async ({ canvasElement }) => {
    const { shadowRoot } = canvasElement.querySelector('gs-leaderboard')!;
    const row = () => shadowRoot?.querySelector<HTMLElement>('[aria-rowindex="3"]');
    await when(row);
    row()!.click();
  },
};

/** A picture of the own place to share, and the board as CSV. */
export const TakeAway: StoryObj = {
  render: () => {
    const element = leaderboard({ 'session-id': 'gs_done', refresh: 0 });
    const csv = () => console.log(element.toCSV());
    return withSandbox(
      html`<button @click=${() => element.share()}>share()</button>
        <button @click=${csv}>toCSV() to the console</button>
        ${element}`,
    );
  },
};

/** A layer for streaming software: transparent, large, the top and the own row. */
export const Overlay = board({ display: 'overlay' });

/** Initials in place of names. */
export const Initials = board({ 'mask-names': 'initials' });

/** Other people's names are masked, one's own is not. */
export const Masked = board({ 'mask-names': 'partial' });

/** Cards instead of rows, as many side by side as fit. */
export const Cards = board({ display: 'cards' });

/** A screen on the wall: fills its place, large, turns its pages by itself. */
export const Kiosk: StoryObj = {
  parameters: { layout: 'fullscreen' },
  ...board({ display: 'kiosk', tabs: 'gs_demo=Today; gs_done=Yesterday', 'join-url': 'https://play.example/join' }),
};

/** The session is over: the final result, on steps. */
export const Completed = board({ 'session-id': 'gs_done' });

/** The session has not begun: the clock counts down. */
export const Upcoming = board({ 'session-id': 'gs_soon' });

/** The session ends at a known time: the clock counts down to it, and its last ten minutes are marked. */
export const Countdown = board({ 'session-id': 'gs_sprint' });

/** The session rests. */
export const Paused = board({ 'session-id': 'gs_paused' });

/** Nobody plays yet. */
export const Empty = board({ 'session-id': 'gs_empty' });

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

/** The network has gone before the first answer: the widget waits for it. */
export const Offline: StoryObj = {
  tags: ['waits'],
  render: () => html`<gs-provider mock="offline"><gs-leaderboard session-id="gs_demo"></gs-leaderboard></gs-provider>`,
};

/** The element that it follows has no session yet: nothing is requested. */
export const Idle: StoryObj = {
  tags: ['waits'],
  render: () => withSandbox(html`<gs-leaderboard for="a-launcher-to-come"></gs-leaderboard>`),
};

/** A gateway ranks ten thousand players, and sends the rows near those on the screen: nothing else is fetched. */
export const Gateway: StoryObj = {
  render: () =>
    html`<gs-provider gateway="https://gateway.example/gs" token="t" player-id="p5000" .fetch=${gateway}>
      <gs-leaderboard session-id="gs_world" refresh="0"></gs-leaderboard>
    </gs-provider>`,
};

/** What a gateway answers for a board of ten thousand players. */
function gateway(input: RequestInfo | URL): Promise<Response> {
  const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input);
  const row = (position: number) => ({
    playerId: `p${position}`,
    displayName: `${NAMES[position % NAMES.length]} ${position}`,
    score: 90_000 - position,
    rank: position + 1,
  });
  const [offset, limit] = ['offset', 'limit'].map((name) => Number(searchParams.get(name)));
  const rows = Array.from({ length: Math.min(limit, 10_000 - offset) }, (_, i) => row(offset + i));
  const session = { id: 'gs_world', name: 'World cup', status: 'ACTIVE', playerCount: 10_000 };
  const isSession = pathname.includes('/game-sessions/');
  return Promise.resolve(Response.json(isSession ? session : { total: 10_000, offset, rows, self: row(5000) }));
}

/** The page's own header, button, footer and words, in the slots. */
export const OwnSlots: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-leaderboard session-id="gs_empty">
        <h2 slot="header" style="margin: 0">Friday on the pier</h2>
        <button slot="actions">Rules</button>
        <p slot="loading" style="padding: 1em">One moment …</p>
        <p slot="empty" style="padding: 1em">Nobody yet. <a href="#join">Be the first.</a></p>
        <p slot="error" style="padding: 1em">Something went wrong. <a href="#help">Write to us.</a></p>
        <small slot="footer" style="display: block; padding: 1em">Scores count from eight o’clock.</small>
      </gs-leaderboard>`,
    ),
};

/** The session does not exist. */
export const NotFound = board({ 'session-id': 'gs_nowhere' });

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
    const element = leaderboard({ 'session-id': 'gs_demo', refresh: 2, announce: 'leader' });
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
