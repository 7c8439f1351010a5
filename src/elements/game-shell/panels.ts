/** The panels over the game, one at a time, each with its actions. */
import { html, type TemplateResult } from 'lit';
import { jurisdictionOf } from '../../play/jurisdictions.js';
import type { GameRun } from '../../play/game-run.js';
import { dateFormat, formatClock, formatDuration, numberFormat } from '../../shared/format.js';
import type { Localize } from '../../shared/localize.js';

export interface PanelAction {
  readonly name: string;
  readonly act: () => void;
  /** Looks like a second action, also where it is the first one. */
  readonly isSecondary?: boolean;
}

export interface Panel {
  readonly title: string;
  readonly text?: unknown;
  /** The first is the primary action. */
  readonly actions: readonly (PanelAction | false | undefined)[];
  /** Opened by the player: the focus moves to its first action. */
  readonly isAskedFor?: boolean;
}

export interface PanelContext {
  readonly run: GameRun;
  readonly locale: string;
  readonly localize: Localize;
  /** Starts the same game again; undefined where it cannot be. */
  readonly onAgain?: () => void;
}

/** The panel that belongs to the phase; undefined while the player is in the game. */
export function panelOf(context: PanelContext): Panel | undefined {
  const { run, localize } = context;
  if (run.isConfirming && run.session) return confirmPanel(context);
  switch (run.phase) {
    case 'paused':
      return { title: localize('launchPaused'), actions: [continueOf(context), endOf(context)] };
    case 'reality-check':
      return realityPanel(context);
    case 'break':
      return breakPanel(context);
    case 'ending':
      return { title: localize('launchEnding'), actions: [], isAskedFor: true };
    case 'end-failed':
      return endFailedPanel(context);
    case 'ended':
    case 'expired':
      return endedPanel(context);
    case 'resumable':
      return resumePanel(context);
    case 'locked-elsewhere':
      return elsewherePanel(context);
    case 'unavailable':
      return unavailablePanel(context);
    default:
      return faultPanel(context);
  }
}

const endOf = ({ run, localize }: PanelContext, reason = 'player'): PanelAction => ({
  name: localize('launchEnd'),
  act: () => void run.end(reason),
});

const continueOf = ({ run, localize }: PanelContext): PanelAction => ({
  name: localize('launchContinue'),
  act: () => run.continue(),
});

const closeOf = ({ run, localize }: PanelContext): PanelAction => ({ name: localize('close'), act: () => run.reset() });

function confirmPanel(context: PanelContext): Panel {
  const { run, localize } = context;
  const text = run.isBusy ? localize('launchEndBusy') : undefined;
  const keep = { name: localize('launchKeep'), act: () => run.keepPlaying() };
  return { title: localize('launchEndAsk'), text, actions: [endOf(context), keep], isAskedFor: true };
}

function realityPanel(context: PanelContext): Panel {
  const { run, localize } = context;
  return {
    title: localize('launchReality'),
    text: renderFacts(context, { seconds: run.seconds, ...run.net, hasMoney: run.hasMoney }),
    actions: [
      continueOf(context),
      endOf(context, 'reality-check'),
      { name: localize('launchHistory'), act: () => run.requestHistory() },
    ],
  };
}

/** A break ends by time only; Continue appears in the place of End, which therefore looks different, and asks. */
function breakPanel(context: PanelContext): Panel {
  const { run, localize, locale } = context;
  const left = Math.ceil(run.breakLeft / 1000);
  const isOver = left <= 0;
  const text = isOver ? localize('launchBreakOver') : localize('launchBreakText', { time: formatClock(locale, left) });
  const end = run.session && { name: localize('launchEnd'), act: () => run.ask(), isSecondary: true };
  return { title: localize('launchBreak'), text, actions: [isOver && continueOf(context), end] };
}

function endFailedPanel({ run, localize }: PanelContext): Panel {
  return {
    title: localize('launchEndFailed'),
    text: localize('launchEndFailedText'),
    actions: [
      { name: localize('retry'), act: () => void run.end('player') },
      { name: localize('launchKeep'), act: () => run.keepPlaying() },
    ],
  };
}

function endedPanel(context: PanelContext): Panel {
  const { run, localize, onAgain } = context;
  return {
    title: localize(run.phase === 'ended' ? 'launchEnded' : 'launchExpired'),
    text: run.summary && renderFacts(context, run.summary),
    actions: [onAgain && { name: localize('launchAgain'), act: onAgain }],
    isAskedFor: run.isEndAskedFor,
  };
}

function resumePanel({ run, localize, locale }: PanelContext): Panel {
  const { kept } = run;
  const time = dateFormat(locale, { timeStyle: 'short' }).format(kept?.startedAt);
  return {
    title: localize('launchOpen'),
    text: localize('launchOpenSince', { time }),
    actions: [
      { name: localize('launchResume'), act: () => void run.resume() },
      { name: localize('launchNew'), act: () => kept && void run.launch(kept) },
    ],
    isAskedFor: true,
  };
}

function elsewherePanel(context: PanelContext): Panel {
  const { run, localize, locale } = context;
  const { elsewhere = {}, isElsewhereHere } = run;
  const since = 'startedAt' in elsewhere ? elsewhere.startedAt : 'since' in elsewhere ? elsewhere.since : undefined;
  const time = typeof since === 'number' ? dateFormat(locale, { timeStyle: 'short' }).format(since) : undefined;
  const where = [elsewhere.title, elsewhere.page, time].filter((text) => typeof text === 'string' && text);
  const isGame = 'key' in elsewhere;
  return {
    title: localize(isElsewhereHere ? 'launchHere' : 'launchElsewhere'),
    text: html`<p>${where.map((text, index) => html`${index ? ' · ' : ''}<bdi>${text}</bdi>`)}</p><p>${localize(isGame ? 'launchHereText' : 'launchElsewhereText')}</p>`,
    actions: [
      isElsewhereHere && { name: localize('launchGoThere'), act: () => run.goThere() },
      isGame && { name: localize('launchMove'), act: () => void run.moveHere() },
      closeOf(context),
    ],
    isAskedFor: true,
  };
}

function unavailablePanel(context: PanelContext): Panel {
  const { run, localize } = context;
  // The service's reason is in English only.
  const reason = context.locale.startsWith('en') && html`<p class="reason"><bdi>${run.error?.message}</bdi></p>`;
  return {
    title: localize('launchUnavailable'),
    text: html`<p>${localize('launchUnavailableText')}</p>${reason || ''}`,
    actions: [closeOf(context)],
    isAskedFor: true,
  };
}

/** A game that reported a fatal error, or that runs in another tab. */
function faultPanel(context: PanelContext): Panel | undefined {
  const { run, localize } = context;
  if (run.phase === 'frame-blocked' && run.session) {
    const reload = { name: localize('frameReload'), act: () => run.reload() };
    return { title: localize('launchFault'), text: html`<bdi>${run.fault}</bdi>`, actions: [reload, endOf(context)] };
  }
  if (run.target !== 'tab') return undefined;
  if (run.phase === 'frame-blocked') return { title: localize('launchBlocked'), actions: [closeOf(context)] };
  if (!run.session) return undefined;
  const text = run.fault
    ? html`<p>${localize('launchTabBlocked')}</p><a href=${run.url ?? ''} target="_blank" rel="noopener noreferrer">${localize('launchTabOpen')}</a>`
    : localize('launchTab');
  return { title: localize('launchStarted'), text, actions: [endOf(context)], isAskedFor: true };
}

interface Facts {
  readonly seconds: number;
  readonly score?: number;
  readonly net?: number;
  readonly currency?: string;
  readonly hasMoney: boolean;
}

/** Time played and net result: "unknown" rather than a number that may be wrong, and no money where the game has none. */
function renderFacts({ run, localize, locale }: PanelContext, facts: Facts): TemplateResult {
  const { seconds, score, net, currency, hasMoney } = facts;
  const isMoney = hasMoney || !!jurisdictionOf(run.jurisdiction);
  return html`<dl>
    <div><dt>${localize('launchPlayed')}</dt><dd>${formatDuration(locale, seconds)}</dd></div>
    ${score === undefined ? '' : html`<div><dt>${localize('launchScore')}</dt><dd>${numberFormat(locale).format(score)}</dd></div>`}
    ${isMoney ? html`<div><dt>${localize('launchNet')}</dt><dd>${net === undefined ? localize('launchUnknown') : formatMoney(locale, net, currency)}</dd></div>` : ''}
  </dl>`;
}

export function formatMoney(locale: string, amount: number, currency: string | undefined): string {
  const signDisplay = 'exceptZero';
  const isCode = /^[A-Za-z]{3}$/.test(currency ?? '');
  const options: Intl.NumberFormatOptions = isCode ? { style: 'currency', currency, signDisplay } : { signDisplay };
  const text = numberFormat(locale, options).format(amount);
  return isCode || !currency ? text : `${text} ${currency}`;
}
