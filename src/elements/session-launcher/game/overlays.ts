/** What is said over the game, one thing at a time, each with its ways on. */
import { html, nothing, type TemplateResult } from 'lit';
import { dateFormat, formatClock, formatDuration, numberFormat } from '../../../shared/format.js';
import type { StageView } from '../stage.js';
import type { Play } from './play.js';

interface Action {
  readonly name: string;
  readonly act: () => void;
}

interface Panel {
  readonly title: string;
  readonly text?: unknown;
  /** The first one is the one that most want. */
  readonly actions: readonly (Action | false)[];
}

export function renderPanel(view: StageView, play: Play): unknown {
  const panel = panelFor(view, play);
  if (!panel) return nothing;
  const actions = panel.actions.filter((action) => action !== false);
  return html`<div class="panel" part="panel" role="alertdialog" aria-labelledby="panel-title" aria-describedby="panel-text">
    <p class="panel-title" id="panel-title">${panel.title}</p>
    <div class="panel-text" id="panel-text">${panel.text ?? nothing}</div>
    <p class="row">
      ${actions.map(
        ({ name, act }, index) =>
          html`<button type="button" class=${index === 0 ? 'button primary' : 'button'} ?data-focus=${index === 0} @click=${act}>${name}</button>`,
      )}
    </p>
  </div>`;
}

function panelFor(view: StageView, play: Play): Panel | undefined {
  const { phase, say } = view;
  const end = { name: say('launchEnd'), act: () => void play.end('player') };
  const release = { name: say('launchContinue'), act: () => play.release() };
  if (play.isConfirming && play.open) {
    const keep = { name: say('launchKeep'), act: () => play.goBack() };
    const text = play.protection.holds.isBusy ? say('launchEndBusy') : undefined;
    return { title: say('launchEndAsk'), text, actions: [end, keep] };
  }
  switch (phase) {
    case 'paused':
      return { title: say('launchPaused'), actions: [release, end] };
    case 'reality-check':
      return realityPanel(view, play, release);
    case 'break':
      return breakPanel(view, play, end, release);
    case 'ending':
      return { title: say('launchEnding'), actions: [] };
    case 'end-failed':
      return {
        title: say('launchEndFailed'),
        text: say('launchEndFailedText'),
        actions: [
          { name: say('retry'), act: () => void play.end('player') },
          { name: say('launchKeep'), act: () => play.goBack() },
        ],
      };
    case 'ended':
    case 'expired':
      return endPanel(view, play);
    case 'resumable':
      return resumePanel(view, play);
    case 'locked-elsewhere':
      return { title: say('launchElsewhere'), text: renderElsewhere(view, play), actions: [] };
    case 'unavailable':
      return {
        title: say('launchUnavailable'),
        text: html`<p>${say('launchUnavailableText')}</p><p class="reason"><bdi>${play.error?.message}</bdi></p>`,
        actions: [{ name: say('close'), act: () => play.reset() }],
      };
    default:
      return faultPanel(view, play, end);
  }
}

function realityPanel(view: StageView, play: Play, release: Action): Panel {
  const { say } = view;
  return {
    title: say('launchReality'),
    text: renderFacts(view, play.protection.clock.seconds, play.talk.net, undefined),
    actions: [
      release,
      { name: say('launchEnd'), act: () => void play.end('reality-check') },
      { name: say('launchHistory'), act: () => play.onHistory() },
    ],
  };
}

function endPanel(view: StageView, { summary }: Play): Panel {
  const { phase, say, isPlayable, onPlay } = view;
  const text = summary && renderFacts(view, summary.seconds, summary, summary.score);
  const again = isPlayable && { name: say('launchAgain'), act: onPlay };
  return { title: say(phase === 'ended' ? 'launchEnded' : 'launchExpired'), text, actions: [again] };
}

function resumePanel({ say, locale }: StageView, play: Play): Panel {
  const time = dateFormat(locale, { timeStyle: 'short' }).format(play.kept?.startedAt);
  return {
    title: say('launchOpen'),
    text: say('launchOpenSince', { time }),
    actions: [
      { name: say('launchResume'), act: () => void play.resume() },
      { name: say('launchNew'), act: () => play.kept && void play.launch(play.kept) },
    ],
  };
}

function breakPanel({ say, locale }: StageView, play: Play, end: Action, release: Action): Panel {
  const left = Math.ceil((play.protection.breakUntil - Date.now()) / 1000);
  const isOver = left <= 0;
  const text = isOver ? say('launchBreakOver') : say('launchBreakText', { time: formatClock(locale, left) });
  return { title: say('launchBreak'), text, actions: [isOver && release, play.open !== undefined && end] };
}

/** A game that gave up, or that runs where one can't see it. */
function faultPanel({ phase, say }: StageView, play: Play, end: Action): Panel | undefined {
  if (phase === 'frame-blocked' && play.open) {
    const reload = { name: say('frameReload'), act: () => play.reload() };
    return { title: say('launchFault'), text: html`<bdi>${play.fault}</bdi>`, actions: [reload, end] };
  }
  if (play.target !== 'tab') return undefined;
  if (phase === 'frame-blocked')
    return { title: say('launchBlocked'), actions: [{ name: say('close'), act: () => play.reset() }] };
  if (!play.open) return undefined;
  const text = play.fault
    ? html`<p>${say('launchTabBlocked')}</p><a href=${play.url ?? ''} target="_blank" rel="noopener noreferrer">${say('launchTabOpen')}</a>`
    : say('launchTab');
  return { title: say('launchStarted'), text, actions: [end] };
}

/** Time, and what was won or lost: the word "unknown" rather than a number that might be wrong. */
function renderFacts(
  { say, locale }: StageView,
  seconds: number,
  { net, currency }: { net?: number; currency?: string } = {},
  score: number | undefined,
): TemplateResult {
  return html`<dl>
    <div><dt>${say('launchPlayed')}</dt><dd>${formatDuration(locale, seconds)}</dd></div>
    ${score === undefined ? nothing : html`<div><dt>${say('launchScore')}</dt><dd>${numberFormat(locale).format(score)}</dd></div>`}
    <div><dt>${say('launchNet')}</dt><dd>${net === undefined ? say('launchUnknown') : formatMoney(locale, net, currency)}</dd></div>
  </dl>`;
}

function formatMoney(locale: string, amount: number, currency: string | undefined): string {
  const signDisplay = 'exceptZero';
  const isCode = /^[A-Za-z]{3}$/.test(currency ?? '');
  const options: Intl.NumberFormatOptions = isCode ? { style: 'currency', currency, signDisplay } : { signDisplay };
  const text = numberFormat(locale, options).format(amount);
  return isCode || !currency ? text : `${text} ${currency}`;
}

function renderElsewhere({ say, locale }: StageView, play: Play): TemplateResult {
  const { title, page, since } = play.single.elsewhere;
  const time = typeof since === 'number' ? dateFormat(locale, { timeStyle: 'short' }).format(since) : undefined;
  const where = [title, page, time].filter((text) => typeof text === 'string' && text);
  return html`<p>${where.map((text, index) => html`${index ? ' · ' : ''}<bdi>${text}</bdi>`)}</p><p>${say('launchElsewhereText')}</p>`;
}
