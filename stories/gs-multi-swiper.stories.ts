import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Failure } from '../src/mock/sandbox/index.js';
import type { GsMultiSwiper } from '../src/elements/multi-swiper/multi-swiper.js';
import { moneyStory } from './support/money.js';
import { forgetPlayer, storySandbox, withSandbox } from './support/sandbox.js';
import { when } from './support/when.js';

/**
 * Games to swipe through, one at a time: on the vendor's own swipe page, or each in a frame of its own.
 * Nothing is started before Start or Play is tapped; stories of games that are played tap it themselves.
 */
const meta: Meta = { title: 'gs-multi-swiper', component: 'gs-multi-swiper' };
export default meta;

const failing = (failure: Failure) => storySandbox({ switches: { failures: [failure] } });

/** A story in which the first game, or the hosted session, is played. */
const played = (content: TemplateResult, then?: (swiper: GsMultiSwiper) => unknown): StoryObj => ({
  render: () => {
    forgetPlayer();
    return withSandbox(content);
  },
  play: async ({ canvasElement }) => {
    const swiper = canvasElement.querySelector('gs-multi-swiper')!;
    await when(() => swiper.state === 'ready' || swiper.state === 'idle');
    await swiper.start();
    await when(() => swiper.phase === 'playing');
    await then?.(swiper);
  },
});

/** A game of the feed, with the toolbar over its picture. */
export const Playing = played(html`<gs-multi-swiper mode="native" game-ids="102 101 103"></gs-multi-swiper>`);

/** The next game is in front, the one before it still open: the toolbar is that game's. */
export const AnotherInFront = played(
  html`<gs-multi-swiper mode="native" game-ids="102 101 103"></gs-multi-swiper>`,
  async (swiper) => {
    swiper.next();
    await when(() => swiper.activeIndex === 1);
  },
);

/**
 * The page knows the player's balance and keeps it up to date by the property `balance`, or counts itself what was won or
 * lost and sets `netPosition`. Great Britain's rules have it in the toolbar.
 */
export const OwnMoney = moneyStory(
  ({ balance, netPosition }) =>
    html`<gs-multi-swiper
      mode="native"
      game-ids="102 101 103"
      jurisdiction="GB"
      .balance=${balance}
      .netPosition=${netPosition}
    ></gs-multi-swiper>`,
);

/** The vendor's swipe page while it is played. */
export const HostedPlaying = played(html`<gs-multi-swiper></gs-multi-swiper>`);

/** Search, studio, type and favourites over the games. */
export const Filters: StoryObj = {
  render: () =>
    withSandbox(html`<gs-multi-swiper mode="native" searchable filterable allow-favourite></gs-multi-swiper>`),
};

/** A picture and words of the page's own. */
export const OwnPoster: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-multi-swiper mode="native" game-ids="101 102">
        <div slot="poster-101" style="block-size: 100%; background: linear-gradient(45deg, #2a1458, #c2185b)"></div>
        <strong slot="overlay-101" style="padding: 1em; color: #fff">Friday night cup</strong>
      </gs-multi-swiper>`,
    ),
};

/** The catalogue as a feed: posters to browse, a tap plays. */
export const Native: StoryObj = {
  render: () => withSandbox(html`<gs-multi-swiper mode="native" heading="Play something"></gs-multi-swiper>`),
};

/** After the first tap each game starts by itself when the player rests on it; the next one is ready before they come. */
export const Feed: StoryObj = {
  render: () =>
    withSandbox(html`<gs-multi-swiper mode="native" play="auto" preload="frame" progress="bar"></gs-multi-swiper>`),
};

/** Sideways, with the posters below. */
export const Horizontal: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-multi-swiper mode="native" direction="horizontal" game-ids="101 102 103 104 106" progress="dots"></gs-multi-swiper>`,
    ),
};

/** As wide as a phone, without posters: the two buttons stay. */
export const Narrow: StoryObj = {
  render: () =>
    withSandbox(
      html`<div style="inline-size: 320px"><gs-multi-swiper mode="native" rail="none" no-header></gs-multi-swiper></div>`,
    ),
};

/** The rail at the start. */
export const RailAtStart: StoryObj = {
  render: () => withSandbox(html`<gs-multi-swiper mode="native" rail="start" game-type="table"></gs-multi-swiper>`),
};

/** A thousand games cost what ten cost. */
export const AThousand: StoryObj = {
  render: () => {
    const ids = Array.from({ length: 1000 }, (_, index) => [101, 102, 103, 104, 106, 107][index % 6]).join(' ');
    return withSandbox(html`<gs-multi-swiper mode="native" game-ids=${ids} start-index="500"></gs-multi-swiper>`);
  },
};

/** The first game is not offered where the player is. */
export const Unavailable: StoryObj = {
  render: () => withSandbox(html`<gs-multi-swiper mode="native" game-ids="113 101 102"></gs-multi-swiper>`),
};

/** No game fits: nothing to play. */
export const Empty: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-multi-swiper mode="native"></gs-multi-swiper>`,
      failing({
        operation: 'listGames',
        kind: 'answer',
        answer: { status: 200, body: { data: [], meta: { total: 0 } } },
      }),
    ),
};

/** The catalogue has not answered yet. */
export const Loading: StoryObj = {
  tags: ['waits'],
  render: () =>
    withSandbox(html`<gs-multi-swiper mode="native"></gs-multi-swiper>`, failing({ operation: '*', kind: 'hang' })),
};

/** The page's own words while the catalogue is awaited. */
export const OwnLoading: StoryObj = {
  tags: ['waits'],
  render: () =>
    withSandbox(
      html`<gs-multi-swiper mode="native"><p slot="loading" style="padding: 1em">One moment …</p></gs-multi-swiper>`,
      failing({ operation: '*', kind: 'hang' }),
    ),
};

/** The catalogue can't be reached. */
export const Unreachable: StoryObj = {
  render: () =>
    withSandbox(html`<gs-multi-swiper mode="native"></gs-multi-swiper>`, failing({ operation: '*', kind: 'network' })),
};

/** The catalogue is older than `stale-after` allows: a badge says how old. */
export const Stale: StoryObj = {
  render: () => withSandbox(html`<gs-multi-swiper mode="native" stale-after="1"></gs-multi-swiper>`),
  play: ({ canvasElement }) => when(() => canvasElement.querySelector('gs-multi-swiper')!.stale),
};

/** The vendor's own swipe page, beside its games and their states. */
export const Hosted: StoryObj = {
  render: () => withSandbox(html`<gs-multi-swiper></gs-multi-swiper>`),
};

/** The same for games that the page has chosen. */
export const HostedChosen: StoryObj = {
  render: () => withSandbox(html`<gs-multi-swiper game-ids="103 101 106 113"></gs-multi-swiper>`),
};

/** The answer to a start got lost: it may have started, and nothing is tried again by itself. */
export const HostedUnsure: StoryObj = {
  render: () =>
    withSandbox(
      html`<gs-multi-swiper></gs-multi-swiper>`,
      failing({ operation: 'startMultiSession', kind: 'lost-answer' }),
    ),
};

/** A session that was started elsewhere: what it plays is known, where it is played is not. */
export const Attached: StoryObj = {
  render: () => {
    const sandbox = storySandbox();
    const story = withSandbox(html`<gs-multi-swiper></gs-multi-swiper>`, sandbox);
    void sandbox
      .fetch('https://sandbox.example/iplaygames/api/v1/multi-sessions/start', {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.keys.iplaygames}`, 'content-type': 'application/json' },
        body: JSON.stringify({ player_id: 'pl_you', currency: 'EUR', country_code: 'MT', ip_address: '203.0.113.24' }),
      })
      .then((response) => response.json() as Promise<{ data: { multi_session_id: string } }>)
      .then(({ data }) =>
        document.querySelector('gs-multi-swiper')?.setAttribute('multi-session-id', data.multi_session_id),
      );
    return story;
  },
};
