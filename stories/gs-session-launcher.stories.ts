import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { Sandbox, SandboxOptions } from '../src/mock/sandbox/index.js';
import type { GameSession } from '../src/api/meshmap/index.js';
import type { GsSessionLauncher } from '../src/elements/session-launcher/session-launcher.js';
import { withEventLog } from './support/event-log.js';
import { moneyStory } from './support/money.js';
import { failing, press, reach, say, shellPart } from './support/play.js';
import { forgetPlayer, gamesOrigin, storySandbox, withSandbox } from './support/sandbox.js';
import { when } from './support/when.js';

/**
 * Sessions to choose from, and a game in a frame that protects its player. The element says where it stands by its
 * `phase`; there is a story for each.
 */
const meta: Meta = { title: 'gs-session-launcher', component: 'gs-session-launcher' };
export default meta;

type Act = (launcher: GsSessionLauncher, sandbox: Sandbox) => unknown;

/** A story, and what is done in it once its launcher has something to show. */
function story(content: TemplateResult, options: SandboxOptions = {}, act?: Act, countryCode = 'MT'): StoryObj {
  let sandbox = storySandbox(options);
  return {
    render: () => {
      forgetPlayer();
      sandbox = storySandbox(options);
      return html`<div style="max-inline-size: 860px">${withSandbox(content, sandbox, { countryCode })}</div>`;
    },
    ...(act && {
      play: async ({ canvasElement }) => {
        const launcher = canvasElement.querySelector('gs-session-launcher')!;
        await when(() => launcher.state === 'ready');
        await act(launcher, sandbox);
      },
    }),
  };
}

/** Everything that a launcher tells, in the order of its documentation. */
const EVENTS = ['gs-phase-change', 'gs-session-select', 'gs-before-create', 'gs-session-create', 'gs-before-join', 'gs-session-join', 'gs-before-launch', 'gs-launch', 'gs-game-ready', 'gs-game-busy', 'gs-game-idle', 'gs-score', 'gs-balance', 'gs-deposit', 'gs-history', 'gs-exit', 'gs-reality-check', 'gs-before-end', 'gs-end', 'gs-session-expired', 'gs-unavailable', 'gs-game-message', 'gs-load', 'gs-update', 'gs-state-change', 'gs-error']; // prettier-ignore

const play: Act = async (launcher) => {
  await launcher.launch();
  await reach(launcher, 'playing');
};

/** Ids of games by mini game: what a page knows and the sessions don't. */
const GAMES: Readonly<Record<string, string>> = { mgt_orb: '102', mgt_pairs: '103', mgt_comet: '101' };

const one = html`<gs-session-launcher
  session-id="gs_demo"
  game-id="102"
  allow-join
  report-scores
></gs-session-launcher>`;

/** The list: search it, open a session, create one, join and play. What the page is told is below. */
export const Browsing = story(
  withEventLog(
    html`<gs-session-launcher game-id="102" searchable allow-create allow-join report-scores></gs-session-launcher>`,
    EVENTS,
  ),
);

/** Only sessions of one mini game that are on. */
export const Filtered = story(
  html`<gs-session-launcher heading="Orb hunts" status="ACTIVE" mini-game="Orb Hunt"></gs-session-launcher>`,
);

/** The form for a new session. */
export const Creating = story(html`<gs-session-launcher allow-create></gs-session-launcher>`, {}, async (launcher) => {
  await press(launcher, '[part=create-button]');
  await reach(launcher, 'creating');
});

/** What the service refuses is said at the field that it refuses. */
export const FieldErrors = story(
  html`<gs-session-launcher allow-create></gs-session-launcher>`,
  failing('createGameSession', 'answer', {
    answer: {
      status: 400,
      body: {
        error: [
          { code: 'too_big', message: 'String must contain at most 40 character(s)', path: ['name'] },
          { code: 'custom', message: 'Mini game type not found', path: ['miniGameTypeName'] },
        ],
      },
    },
  }),
  async (launcher) => {
    await press(launcher, '[part=create-button]');
    await press(launcher, '.form .primary');
    await when(() => launcher.shadowRoot?.querySelector('.issue bdi'));
  },
);

/** One session, ready to play. */
export const Poster = story(one);

/** Others are invited by the link, and by a QR code of it. */
export const Invitation = story(
  html`<gs-session-launcher session-id="gs_demo" game-id="102" invite="qr"></gs-session-launcher>`,
  {},
  (launcher) => when(() => launcher.shadowRoot?.querySelector('[part=join]')),
);

/** A game that is not for the player's country, as the catalogue says: marked in the list, and without Play on its poster. */
export const NotForYou = story(
  html`<gs-session-launcher
    .resolveGame=${({ miniGame }: GameSession) => (miniGame?.id === 'mgt_pairs' ? '113' : GAMES[miniGame?.id ?? ''])}
  ></gs-session-launcher>`,
  {},
  (launcher) => when(() => launcher.shadowRoot?.querySelector('[part=unavailable]')),
);

/** A session that the player is not in yet. */
export const NotJoined = story(
  html`<gs-session-launcher session-id="gs_pairs" game-id="103" allow-join></gs-session-launcher>`,
  {},
  (launcher) => when(() => launcher.shadowRoot?.querySelector('[part=join-button]')),
);

/** The player is being put into the session. */
export const Joining = story(
  html`<gs-session-launcher session-id="gs_pairs" game-id="103" allow-join></gs-session-launcher>`,
  failing('registerSessionPlayer', 'hang'),
  async (launcher) => {
    await press(launcher, '[part=join-button]');
    await reach(launcher, 'joining');
  },
);

/** A game without any session. */
export const JustAGame = story(
  html`<gs-session-launcher no-sessions game-id="101" game-title="Saffron Comet"></gs-session-launcher>`,
);

/** The page's own name and picture of the game, before those of session and catalogue. */
export const OwnPoster = story(
  html`<gs-session-launcher
    session-id="gs_demo"
    game-id="102"
    game-title="Orb hunt by the pier"
    game-image="${gamesOrigin()}/art/lantern-pairs.svg"
  ></gs-session-launcher>`,
);

/** Each session with a game of its own, which the page knows: choose one, and its game is on the poster. */
export const GamePerSession = story(
  html`<gs-session-launcher
    .resolveGame=${({ miniGame }: GameSession) => GAMES[miniGame?.id ?? '']}
  ></gs-session-launcher>`,
  {},
  async (launcher) => {
    await press(launcher, '.card .title');
    await reach(launcher, 'poster');
  },
);

/** The start has been sent, once. */
export const Starting = story(one, failing('startGameSession', 'hang'), (launcher) => {
  void launcher.launch();
  return reach(launcher, 'starting');
});

/** The poster stays until the game is there. A game of a named dialect has to speak, so an error page is not taken for it. */
export const FrameLoading = story(
  html`<gs-session-launcher session-id="gs_demo" game-id="102" dialect="gs" load-timeout="600"></gs-session-launcher>`,
  { gamesOrigin: 'https://192.0.2.1' },
  async (launcher) => {
    await launcher.launch();
    await reach(launcher, 'frame-loading');
  },
);

/** A game that does not come. */
export const Slow = story(
  html`<gs-session-launcher session-id="gs_demo" game-id="102" dialect="gs" load-timeout="0.1"></gs-session-launcher>`,
  { gamesOrigin: 'https://192.0.2.1' },
  async (launcher) => {
    await launcher.launch();
    await reach(launcher, 'slow');
  },
);

/** The game's server answers with an error page: all a page can see of it is that it loads and says nothing. */
export const NothingToSee = story(one, { gamesOrigin: `${gamesOrigin()}/gone` }, async (launcher) => {
  await launcher.launch();
  await reach(launcher, 'playing');
  await shellPart(launcher, '[part=hint]');
});

/** An address on the page's own origin is no game's: the session is ended at once. */
export const FrameBlocked = story(one, { gamesOrigin: window.location.origin }, async (launcher) => {
  await launcher.launch();
  await reach(launcher, 'frame-blocked');
});

/** A game that can't go on says so in its own words. */
export const Fault = story(one, {}, async (launcher, sandbox) => {
  await play(launcher, sandbox);
  say(launcher, { type: 'error', message: 'The connection to the table was lost.', fatal: true });
  await reach(launcher, 'frame-blocked');
});

/** In the game, with its events below, and its methods. */
export const Playing: StoryObj = (() => {
  const launcher = createRef<GsSessionLauncher>();
  const element = html`<gs-session-launcher
    ${ref(launcher)}
    session-id="gs_demo"
    game-id="102"
    report-scores
    allow-join
  ></gs-session-launcher>`;
  const content = html`${withEventLog(element, EVENTS)}
    <p>
      <button @click=${() => void launcher.value?.launch()}>launch()</button>
      <button @click=${() => launcher.value?.pauseGame()}>pauseGame()</button>
      <button @click=${() => launcher.value?.pauseGame({ when: 'now' })}>pauseGame({when: 'now'})</button>
      <button @click=${() => launcher.value?.resumeGame()}>resumeGame()</button>
      <button @click=${() => launcher.value?.setMuted(true)}>setMuted(true)</button>
      <button @click=${() => void launcher.value?.requestFullscreen()}>requestFullscreen()</button>
      <button @click=${() => void launcher.value?.end()}>end()</button>
    </p>`;
  return story(content, {}, play);
})();

/** A round is under way. */
export const Busy = story(one, {}, async (launcher, sandbox) => {
  await play(launcher, sandbox);
  await when(() => {
    say(launcher, { type: 'busy' }); // again and again: the game itself, idle on its start page, says so, too
    return launcher.phase !== 'playing';
  });
  await reach(launcher, 'busy');
});

/** The way out asks first. */
export const EndQuestion = story(one, {}, async (launcher, sandbox) => {
  await play(launcher, sandbox);
  await press(launcher, '[part=end-button]');
  await shellPart(launcher, '.panel');
});

export const Paused = story(one, {}, async (launcher, sandbox) => {
  await play(launcher, sandbox);
  launcher.pauseGame({ when: 'now' });
  await reach(launcher, 'paused');
});

/** A look at the clock, here after a moment instead of half an hour. */
export const RealityCheck = story(one, {}, async (launcher, sandbox) => {
  await play(launcher, sandbox);
  say(launcher, { type: 'balance', amount: 100, currency: 'EUR' });
  say(launcher, { type: 'busy' });
  say(launcher, { type: 'idle' });
  say(launcher, { type: 'balance', amount: 87.3, currency: 'EUR' });
  launcher.realityCheck = 0.001;
  await reach(launcher, 'reality-check');
});

/**
 * The page knows the player's balance and keeps it up to date by the property `balance`, or counts itself what was won or
 * lost and sets `netPosition`. Great Britain's rules have it in the toolbar; reality checks and the end show it everywhere.
 */
export const OwnMoney = moneyStory(
  ({ balance, netPosition }) =>
    html`<gs-session-launcher
      session-id="gs_demo"
      game-id="102"
      jurisdiction="GB"
      .balance=${balance}
      .netPosition=${netPosition}
    ></gs-session-launcher>`,
);

/** A break that nothing but time ends. */
export const Break = story(
  html`<gs-session-launcher session-id="gs_demo" game-id="102" break-duration="5"></gs-session-launcher>`,
  {},
  async (launcher, sandbox) => {
    await play(launcher, sandbox);
    launcher.breakAfter = 0.001;
    await reach(launcher, 'break');
  },
);

/** The last minute. */
export const Expiring = story(one, { switches: { sessionLife: 59_000 } }, async (launcher) => {
  await launcher.launch();
  await reach(launcher, 'expiring');
});

export const Expired = story(one, { switches: { sessionLife: 1000 } }, async (launcher) => {
  await launcher.launch();
  await reach(launcher, 'expired');
});

export const Ending = story(one, failing('endGameSession', 'hang'), async (launcher, sandbox) => {
  await play(launcher, sandbox);
  void launcher.end();
  await reach(launcher, 'ending');
});

/** The service did not confirm the end. */
export const EndFailed = story(one, failing('endGameSession', 'forbidden'), async (launcher, sandbox) => {
  await play(launcher, sandbox);
  await launcher.end();
  await reach(launcher, 'end-failed');
});

export const Ended = story(one, {}, async (launcher, sandbox) => {
  await play(launcher, sandbox);
  say(launcher, { type: 'score', score: 1280, final: true });
  await launcher.end();
  await reach(launcher, 'ended');
});

/** After a reload in the middle of a game. */
export const Resumable = story(
  html`<gs-session-launcher session-id="gs_demo" game-id="102" keep-session></gs-session-launcher>`,
  {},
  async (launcher, sandbox) => {
    await play(launcher, sandbox);
    const later = launcher.cloneNode() as GsSessionLauncher;
    launcher.replaceWith(later);
    await reach(later, 'resumable');
  },
);

/** One game in all tabs; here the other one is further down. */
export const LockedElsewhere = story(
  html`<gs-session-launcher session-id="gs_demo" game-id="102" single-game></gs-session-launcher><br />
    <gs-session-launcher heading="The other tab" id="other" no-sessions game-id="101" game-title="Saffron Comet" single-game></gs-session-launcher>`,
  {},
  async (launcher) => {
    const other = launcher.parentElement!.querySelector<GsSessionLauncher>('#other')!;
    await when(() => other.state === 'ready');
    await other.launch();
    await launcher.launch();
    await reach(launcher, 'locked-elsewhere');
  },
);

/** Not offered where the player is: an answer, not an outage. */
export const Unavailable = story(
  html`<gs-session-launcher session-id="gs_demo" game-id="105"></gs-session-launcher>`,
  {},
  async (launcher) => {
    await launcher.launch();
    await reach(launcher, 'unavailable');
  },
  'US',
);

/** Nobody knows whether the game was started, and it says so. */
export const UnknownOutcome = story(one, failing('startGameSession', 'lost-answer'), (launcher) => launcher.launch());

/** In a dialog. */
export const Dialog = story(
  html`<gs-session-launcher session-id="gs_demo" game-id="102" target="dialog"></gs-session-launcher>`,
);

/** What the law wants to be seen is never under the game, nor off the full screen. */
export const Notices = story(
  html`<gs-session-launcher session-id="gs_demo" game-id="102">
    <span slot="market-logos">Licensed by the harbour master</span>
    <strong slot="age-notice">18+</strong>
    <button slot="panic-button">Stop playing for 24 hours</button>
  </gs-session-launcher>`,
);

/** As narrow as a sidebar. */
export const Narrow = story(html`<div style="inline-size: 320px">${one}</div>`);

export const Empty = story(
  html`<gs-session-launcher allow-create></gs-session-launcher>`,
  failing('listGameSessions', 'answer', { answer: { status: 200, body: { gameSessions: [] } } }),
);

export const Loading: StoryObj = {
  ...story(html`<gs-session-launcher></gs-session-launcher>`, failing('*', 'hang')),
  tags: ['waits'],
};

export const ServerError = story(html`<gs-session-launcher></gs-session-launcher>`, failing('*', 'server-error'));

/** The account has no right to the sessions: trying again would change nothing. */
export const Unreachable = story(html`<gs-session-launcher></gs-session-launcher>`, failing('*', 'forbidden'));
