/** The frame and the toolbar around it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { GameEvent } from '../../../game/messages.js';
import { formatClock } from '../../../shared/format.js';
import { icon } from '../icons.js';
import type { Say } from '../session-list.js';
import { renderPoster, type StageView } from '../stage.js';
import type { Play } from './play.js';

const soundIcon = icon('M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11');
const silentIcon = icon('M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5');
const fullIcon = icon('M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5');
const smallIcon = icon('M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5');
const closeIcon = icon('M6 6l12 12M18 6L6 18');

export function renderClock({ locale, say }: StageView, play: Play): TemplateResult | undefined {
  if (!play.open) return undefined;
  const time = formatClock(locale, play.protection.clock.seconds);
  return html`<span class="clock" part="clock" role="timer" aria-label=${say('launchClock')}>${time}</span>`;
}

/** What the player can do at any time, the way out last, which is next to the game for the keyboard. */
export function renderTools(
  { phase, locale, say }: StageView,
  play: Play,
  isFull: boolean,
  onFull: () => void,
): unknown {
  const { open, talk, target } = play;
  // Who came to the full screen by a game must find a way back after it, too: a phone has no Escape key.
  const full =
    target === 'tab' || !(open || isFull)
      ? nothing
      : renderTool(onFull, say(isFull ? 'launchSmall' : 'launchFull'), isFull ? smallIcon : fullIcon, 'fullscreen');
  if (!open)
    return html`${full}${phase === 'frame-blocked' ? renderTool(() => play.reset(), say('close'), closeIcon, 'end') : nothing}`;
  const mute = () => play.setMuted(!talk.isMuted);
  return html`${phase === 'expiring' ? renderExpiry(say, formatClock(locale, ((open.expiresAt ?? 0) - Date.now()) / 1000)) : nothing}
  ${talk.isHeard ? renderTool(mute, say(talk.isMuted ? 'launchUnmute' : 'launchMute'), talk.isMuted ? silentIcon : soundIcon, 'mute') : nothing}
  ${full}
  ${renderTool(() => play.ask(), say('launchEnd'), closeIcon, 'end')}`;
}

/** A sentence where there is room for it, else just the time; the bar keeps its height. */
const renderExpiry = (say: Say, time: string): TemplateResult =>
  html`<span class="warning" part="expiry"><span>${say('launchExpiring', { time })}</span><span class="left" aria-hidden="true">−${time}</span></span>`;

const renderTool = (onClick: () => void, name: string, icon: unknown, part: string): TemplateResult =>
  html`<button type="button" class="tool" part=${`${part}-button`} aria-label=${name} title=${name} @click=${onClick}>${icon}</button>`;

/** Phases in which the player is in the game; in all others something lies over it. */
const FREE: readonly string[] = ['frame-loading', 'slow', 'playing', 'busy', 'expiring', 'frame-blocked'];

/** Undefined while the poster is all there is to see. */
export function renderGame(view: StageView, play: Play): TemplateResult | undefined {
  const { phase, say } = view;
  if (play.url !== undefined && play.target !== 'tab') return renderFrame(view, play);
  if (phase === 'starting' || play.isChecking) return renderPoster(view, renderWait(say('launchStarting')));
  return phase === 'poster' || phase === 'joining' ? undefined : renderPoster(view, nothing);
}

function renderFrame(view: StageView, play: Play): TemplateResult {
  const { phase, say, title, dialect, loadTimeout } = view;
  return html`<gs-game-frame
    part="frame"
    ?inert=${!FREE.includes(phase) || play.isConfirming}
    .src=${play.url}
    title=${title}
    dialect=${dialect || 'auto'}
    load-timeout=${loadTimeout}
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

const renderWait = (text: string, progress?: number): TemplateResult =>
  html`<p class="wait"><progress max="1" value=${progress ?? nothing} aria-label=${text}></progress><span aria-hidden="true">${text}</span></p>`;
