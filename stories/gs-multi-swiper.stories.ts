import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Sandbox, SandboxOptions } from '../src/mock/sandbox/index.js';
import type { GsMultiSwiper } from '../src/elements/multi-swiper/multi-swiper.js';
import { moneyStory } from './support/money.js';
import { failing, press, reach, say, shellPart } from './support/play.js';
import { forgetPlayer, gamesOrigin, storySandbox, withSandbox } from './support/sandbox.js';
import { when } from './support/when.js';

/**
 * Games to swipe through, one at a time: on the vendor's own swipe page, or each in a frame of its own.
 * Nothing is started before Start or Play is tapped; stories of games that are played tap it themselves.
 */
const meta: Meta = { title: 'gs-multi-swiper', component: 'gs-multi-swiper' };
export default meta;

type Act = (swiper: GsMultiSwiper, sandbox: Sandbox) => unknown;

/** A story in which something is done once the swiper has something to show. */
function story(content: TemplateResult, options: SandboxOptions = {}, act?: Act): StoryObj {
  let sandbox = storySandbox(options);
  return {
    render: () => {
      forgetPlayer();
      sandbox = storySandbox(options);
      return withSandbox(content, sandbox);
    },
    ...(act && {
      play: async ({ canvasElement }) => {
        const swiper = canvasElement.querySelector('gs-multi-swiper')!;
        await when(() => swiper.state === 'ready' || swiper.state === 'idle');
        await act(swiper, sandbox);
      },
    }),
  };
}

/** A story in which the first game, or the hosted session, is played. */
const played = (content: TemplateResult, act?: Act, options?: SandboxOptions): StoryObj =>
  story(content, options, async (swiper, sandbox) => {
    await swiper.start();
    await reach(swiper, 'playing');
    await act?.(swiper, sandbox);
  });

const three = html`<gs-multi-swiper mode="native" game-ids="102 101 103"></gs-multi-swiper>`;

/** A game of the feed, with the toolbar over its picture. */
export const Playing = played(three);

/** The next game is in front, the one before it still open: the toolbar is that game's. */
export const AnotherInFront = played(three, async (swiper) => {
  swiper.next();
  await when(() => swiper.activeIndex === 1);
});

/** The start has been sent, once. */
export const Starting = story(three, failing('startGameSession', 'hang'), async (swiper) => {
  void swiper.start();
  await reach(swiper, 'starting');
});

/** A start that the service refuses: the poster says why, and when to try again. */
export const Refused = story(
  three,
  failing('startGameSession', 'answer', { answer: { status: 429, body: {}, headers: { 'retry-after': '30' } } }),
  async (swiper) => {
    await swiper.start();
    await when(() => swiper.shadowRoot?.querySelector('.slide [part=message]'));
  },
);

/** The poster stays until the game is there. A game of a named dialect has to speak, so an error page is not taken for it. */
export const FrameLoading = story(
  html`<gs-multi-swiper mode="native" game-ids="102 101 103" dialect="gs" load-timeout="600"></gs-multi-swiper>`,
  { gamesOrigin: 'https://192.0.2.1' },
  async (swiper) => {
    await swiper.start();
    await reach(swiper, 'frame-loading');
  },
);

/** A game that does not come. */
export const Slow = story(
  html`<gs-multi-swiper mode="native" game-ids="102 101 103" dialect="gs" load-timeout="0.1"></gs-multi-swiper>`,
  { gamesOrigin: 'https://192.0.2.1' },
  async (swiper) => {
    await swiper.start();
    await reach(swiper, 'slow');
  },
);

/** The game's server answers with an error page: all a page can see of it is that it loads and says nothing. */
export const NothingToSee = played(three, (swiper) => shellPart(swiper, '[part=hint]'), {
  gamesOrigin: `${gamesOrigin()}/gone`,
});

/** An address on the page's own origin is no game's: the session is ended at once. */
export const FrameBlocked = story(three, { gamesOrigin: window.location.origin }, async (swiper) => {
  await swiper.start();
  await reach(swiper, 'frame-blocked');
});

/** A game that can't go on says so in its own words. */
export const Fault = played(three, async (swiper) => {
  say(swiper, { type: 'error', message: 'The connection to the table was lost.', fatal: true });
  await reach(swiper, 'frame-blocked');
});

/** In a round. */
export const Busy = played(three, async (swiper) => {
  await when(() => {
    say(swiper, { type: 'busy' }); // again and again: the game itself, idle on its start page, says so, too
    return swiper.phase !== 'playing';
  });
  await reach(swiper, 'busy');
});

/** The way out asks first. */
export const EndQuestion = played(three, async (swiper) => {
  await press(swiper, '[part=end-button]');
  await shellPart(swiper, '.panel');
});

export const Paused = played(three, async (swiper) => {
  swiper.pauseGame({ when: 'now' });
  await reach(swiper, 'paused');
});

/** A look at the clock, here after a moment instead of half an hour. */
export const RealityCheck = played(three, async (swiper) => {
  swiper.realityCheck = 0.001;
  await reach(swiper, 'reality-check');
});

/** A break that nothing but time ends. */
export const Break = played(
  html`<gs-multi-swiper mode="native" game-ids="102 101 103" break-duration="5"></gs-multi-swiper>`,
  async (swiper) => {
    swiper.breakAfter = 0.001;
    await reach(swiper, 'break');
  },
);

/** The last minute. */
export const Expiring = story(three, { switches: { sessionLife: 59_000 } }, async (swiper) => {
  await swiper.start();
  await reach(swiper, 'expiring');
});

export const Expired = story(three, { switches: { sessionLife: 1000 } }, async (swiper) => {
  await swiper.start();
  await reach(swiper, 'expired');
});

export const Ending = played(
  three,
  async (swiper) => {
    void swiper.end();
    await reach(swiper, 'ending');
  },
  failing('endGameSession', 'hang'),
);

/** The service did not confirm the end. */
export const EndFailed = played(
  three,
  async (swiper) => {
    await swiper.end();
    await reach(swiper, 'end-failed');
  },
  failing('endGameSession', 'forbidden'),
);

export const Ended = played(three, async (swiper) => {
  say(swiper, { type: 'score', score: 1280, final: true });
  await swiper.end();
  await reach(swiper, 'ended');
});

/** A game that was left behind, and whose session lives. */
export const Resumable = played(
  html`<gs-multi-swiper mode="native" game-ids="102 101 103" keep-session keep-alive="1"></gs-multi-swiper>`,
  async (swiper) => {
    swiper.next();
    await when(() => swiper.activeIndex === 1);
    swiper.previous();
    await when(() => swiper.activeIndex === 0);
    await reach(swiper, 'resumable');
  },
);

/** The same game further up on the page: it is played there, or moved here. */
export const LockedElsewhere = story(
  html`<gs-multi-swiper mode="native" game-ids="102 101"></gs-multi-swiper><br />
    <gs-session-launcher id="other" no-sessions game-id="102" game-title="Orb Hunt"></gs-session-launcher>`,
  {},
  async (swiper) => {
    const other = swiper.parentElement!.querySelector('gs-session-launcher')!;
    await when(() => other.state === 'ready');
    await other.launch();
    await swiper.start();
    await reach(swiper, 'locked-elsewhere');
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

/** The same sideways: what is said over the game leaves the posters below free. */
export const HorizontalQuestion = played(
  html`<gs-multi-swiper mode="native" direction="horizontal" game-ids="102 101 103"></gs-multi-swiper>`,
  async (swiper) => {
    await press(swiper, '[part=end-button]');
    await shellPart(swiper, '.panel');
  },
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
      storySandbox(failing('listGames', 'answer', { answer: { status: 200, body: { data: [], meta: { total: 0 } } } })),
    ),
};

/** The catalogue has not answered yet. */
export const Loading: StoryObj = {
  tags: ['waits'],
  render: () =>
    withSandbox(html`<gs-multi-swiper mode="native"></gs-multi-swiper>`, storySandbox(failing('*', 'hang'))),
};

/** The page's own words while the catalogue is awaited. */
export const OwnLoading: StoryObj = {
  tags: ['waits'],
  render: () =>
    withSandbox(
      html`<gs-multi-swiper mode="native"><p slot="loading" style="padding: 1em">One moment …</p></gs-multi-swiper>`,
      storySandbox(failing('*', 'hang')),
    ),
};

/** The catalogue can't be reached. */
export const Unreachable: StoryObj = {
  render: () =>
    withSandbox(html`<gs-multi-swiper mode="native"></gs-multi-swiper>`, storySandbox(failing('*', 'network'))),
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
    withSandbox(html`<gs-multi-swiper></gs-multi-swiper>`, storySandbox(failing('startMultiSession', 'lost-answer'))),
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
