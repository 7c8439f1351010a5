/** The game and what lies around and over it: toolbar, poster, frame, and one panel at a time. */
import { html, nothing, type TemplateResult } from 'lit';
import type { GameSession } from '../../api/meshmap.js';
import type { GameEvent } from '../../game/messages.js';
import { formatClock } from '../../shared/format.js';
import { backIcon, closeIcon, fullIcon, playIcon, silentIcon, smallIcon, soundIcon } from './icons.js';
import { renderPanel } from './panels.js';
import type { Phase } from './phase.js';
import type { Play } from './play.js';
import { renderArt, type Say } from './session-list.js';

export interface StageView {
  readonly play: Play;
  readonly phase: Phase;
  readonly locale: string;
  readonly say: Say;
  /** Of the game, else of the session. */
  readonly title: string;
  readonly image?: string;
  readonly session?: GameSession;
  /** There is something to play, and it is the time to. */
  readonly isPlayable: boolean;
  /** Why nothing can be played, or what went wrong last. */
  readonly notice?: string;
  /** `join`: the player may; `joined`: they have. */
  readonly membership?: 'join' | 'joined';
  readonly isFull: boolean;
  readonly dialect: string;
  /** The list to go back to, if there is one. */
  readonly onBack?: () => void;
  readonly onPlay: () => void;
  readonly onJoin: () => void;
  readonly onHistory: () => void;
  readonly onFull: () => void;
  readonly onMute: () => void;
}

/** Everything that has to stay together: it is what goes on the whole screen, and nothing in it covers the notices. */
export function renderStage(view: StageView): TemplateResult {
  const { play, phase, say } = view;
  const isDialog = play.target === 'dialog' && isShown(phase);
  const box = html`<div class="play" part="play">
    ${renderBar(view)}
    <div class="stage" part="stage" tabindex="-1">${renderGame(view)}${renderPanel(view)}</div>
    ${renderNotices()}
  </div>`;
  if (!isDialog) return box;
  return html`<dialog aria-label=${view.title} @cancel=${(event: Event) => {
    event.preventDefault();
    play.ask();
  }}>${box}</dialog>
    <div class="play placeholder"><div class="bar"></div><div class="stage">${renderPoster(view, nothing)}</div></div>
    <p class="visually-hidden">${say('launchStarted')}</p>`;
}

/** From the tap to the end. */
const isShown = (phase: Phase) =>
  ![
    'browsing',
    'creating',
    'joining',
    'poster',
    'ended',
    'expired',
    'resumable',
    'unavailable',
    'locked-elsewhere',
  ].includes(phase);

/** What the law wants to be seen is never under the game, on no screen and in no phase. */
export const renderNotices = (): TemplateResult =>
  html`<div class="notices" part="notices">
    <slot name="market-logos"></slot><slot name="age-notice"></slot><slot name="panic-button"></slot>
  </div>`;

function renderBar(view: StageView): TemplateResult {
  const { play, phase, locale, say, title, onBack } = view;
  const { talk, protection } = play;
  return html`<div class="bar" part="toolbar">
    ${
      play.open
        ? html`<span class="clock" part="clock" role="timer" aria-label=${say('launchClock')}>${formatClock(locale, protection.clock.seconds)}</span>`
        : onBack
          ? html`<button type="button" class="tool" @click=${onBack} aria-label=${say('sessionsAll')} title=${say('sessionsAll')}>${backIcon}</button>`
          : nothing
    }
    <span class="name" dir="auto">${title}</span>
    ${
      phase === 'expiring'
        ? html`<span class="warning" part="expiry">${say('launchExpiring', { time: formatClock(locale, ((play.open?.expiresAt ?? 0) - Date.now()) / 1000) })}</span>`
        : nothing
    }
    ${play.open && talk.isHeard ? renderTool(view.onMute, say(talk.isMuted ? 'launchUnmute' : 'launchMute'), talk.isMuted ? silentIcon : soundIcon, 'mute-button') : nothing}
    ${play.open && play.target !== 'tab' ? renderTool(view.onFull, say(view.isFull ? 'launchSmall' : 'launchFull'), view.isFull ? smallIcon : fullIcon, 'fullscreen-button') : nothing}
    ${play.open ? renderTool(() => play.ask(), say('launchEnd'), closeIcon, 'end-button') : phase === 'frame-blocked' ? renderTool(() => play.reset(), say('close'), closeIcon, 'end-button') : nothing}
  </div>`;
}

/** Bar and stage to come, in their true geometry. */
export const renderStageSkeleton = (): TemplateResult =>
  html`<div class="play" aria-hidden="true"><div class="bar"></div><div class="stage bone"></div></div>`;

const renderTool = (onClick: () => void, name: string, icon: unknown, part: string): TemplateResult =>
  html`<button type="button" class="tool" part=${part} aria-label=${name} title=${name} @click=${onClick}>${icon}</button>`;

function renderGame(view: StageView): unknown {
  const { play, phase, say, isPlayable, notice } = view;
  if (play.url !== undefined && play.target !== 'tab') return renderFrame(view);
  if (phase === 'starting' || play.isChecking) return renderPoster(view, renderWait(say('launchStarting'), undefined));
  if (phase !== 'poster' && phase !== 'joining') return renderPoster(view, nothing);
  return renderPoster(
    view,
    html`${
      isPlayable
        ? html`<button type="button" class="play-button" part="play-button" data-focus ?disabled=${phase === 'joining'} aria-label=${say('launchPlayGame', { title: view.title })} @click=${view.onPlay}>${playIcon}</button>`
        : nothing
    }${notice ? html`<p class="poster-notice" part="message" role="alert">${notice}</p>` : nothing}`,
    renderFoot(view),
  );
}

function renderFrame(view: StageView): TemplateResult {
  const { play, phase, say } = view;
  const covered =
    !['frame-loading', 'slow', 'playing', 'busy', 'expiring', 'frame-blocked'].includes(phase) || play.isConfirming;
  return html`<gs-game-frame
    part="frame"
    exportparts="frame:iframe"
    ?inert=${covered}
    .src=${play.url}
    title=${view.title}
    dialect=${view.dialect || 'auto'}
    ?muted=${play.talk.isMuted}
    @gs-game-event=${({ detail }: CustomEvent<{ event: GameEvent }>) => play.hear(detail.event)}
    @gs-state-change=${(event: CustomEvent<{ to: string }>) => {
      event.stopPropagation(); // it is the frame's state, not ours
      if (event.detail.to === 'ready') play.onFrame('playing');
    }}
    @gs-frame-slow=${() => play.onFrame('slow')}
    @gs-frame-blocked=${() => play.onFrame('blocked')}
    @gs-frame-refused=${() => play.onFrame('blocked')}
    ><div slot="loading" class="loading">${renderPoster(view, renderWait(say('frameLoading'), play.talk.progress))}</div></gs-game-frame
  >`;
}

const renderWait = (text: string, progress: number | undefined): TemplateResult =>
  html`<p class="wait"><progress max="1" value=${progress ?? nothing} aria-label=${text}></progress><span aria-hidden="true">${text}</span></p>`;

function renderPoster(
  { title, image, session, play }: StageView,
  content: unknown,
  foot: unknown = nothing,
): TemplateResult {
  return html`<div class="poster" part="poster">
    ${renderArt(image, title, play.game?.gameId ?? session?.id ?? title)}
    <div class="shade"></div>
    ${content}${foot}
  </div>`;
}

function renderFoot({ title, session, say, membership, phase, onJoin }: StageView): TemplateResult {
  return html`<div class="foot">
    <p class="poster-title" part="title"><bdi>${title}</bdi></p>
    ${session?.description ? html`<p class="poster-text"><bdi>${session.description}</bdi></p>` : nothing}
    ${membership === 'joined' ? html`<span class="badge" part="badge">${say('sessionJoined')}</span>` : nothing}
    ${
      membership === 'join'
        ? html`<button type="button" class="button" part="join-button" ?disabled=${phase === 'joining'} aria-busy=${phase === 'joining'} @click=${onJoin}>${say('sessionJoin')}</button>`
        : nothing
    }
  </div>`;
}
