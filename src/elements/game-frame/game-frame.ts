import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { isPrivateHost } from '../../api/private-host.js';
import { findDialect } from '../../game/dialects.js';
import type { ClosedReason } from '../../game/stats.js';
import { GameHost } from '../../game/host.js';
import type { GameCommand, GameEvent } from '../../game/messages.js';
import { aspectRatioCss, parseAspectRatio } from '../../shared/aspect-ratio.js';
import { define } from '../../shared/define.js';
import { documentMember } from '../../shared/document-member.js';
import { FocusGuard } from '../../shared/focus-guard.js';
import type { RefusalReason } from '../../game/frame-url.js';
import { closestComposed } from '../../shared/locale.js';
import { toggleState } from '../../shared/states.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import '../../shared/locales/en-game-frame.js';
import type { BlockedReason, GameFrameDebug } from './events.js';
import { EnvironmentController } from './environment-controller.js';
import { LoadState } from './load-state.js';
import { closedError } from './closed-error.js';
import { UrlGuard } from './url-guard.js';
import { renderFrame, renderNotice, renderProgress, renderRefusal } from './parts.js';
import { FrameSettings } from './settings.js';
import { styles } from './game-frame.styles.js';

export { registerDialect } from '../../game/dialects.js';
export type { BlockedReason, GameFrameDebug };

/**
 * The one place where a game's iframe is made: checks the url, sandboxes the frame, validates every message and
 * translates the game's dialect.
 *
 * @tag gs-game-frame
 * @slot loading - shown over the frame until the game is ready; default: a thin bar
 * @slot error - shown instead of our message when the game can't be framed
 * @event {CustomEvent<{event: GameEvent}>} gs-game-event - the game said something that we understand
 * @event {CustomEvent<{data: unknown, origin: string}>} gs-game-message - it said something that we don't
 * @event {CustomEvent} gs-frame-load - the frame has loaded a document
 * @event {CustomEvent} gs-frame-slow - the game is not there after `load-timeout`
 * @event {CustomEvent<{reason: string}>} gs-frame-blocked - the frame had to stay or be made empty
 * @event {CustomEvent<{reason: string, url: string}>} gs-frame-refused - the url was refused
 * @event {CustomEvent<{error: ApiError}>} gs-error - the game sent too much and is no longer listened to
 * @csspart base - the stage
 * @csspart frame - the iframe
 * @csspart progress - the bar while the game loads
 * @csspart notice - what is said while the game stays visible
 * @csspart message - what is said instead of the game
 * @csspart retry-button - loads the game again
 * @cssprop [--gs-color-stage=#0e0f13] - behind the game
 * @cssstate slow - the game has not loaded after `load-timeout`
 * @cssstate closed - messages of the game are no longer accepted
 */
export class GsGameFrame extends FrameSettings {
  static override styles = [tokens, shell, styles];

  @state() private closed?: ClosedReason;
  @state() private blocked?: BlockedReason;

  /** Key of the iframe: a new one is made for another url and by `reload()`, and for nothing else. */
  #generation = 0;
  #view?: Window;
  readonly #arrival = new LoadState({
    onChange: () => this.requestUpdate(),
    onSlow: () => this.emit('gs-frame-slow'),
  });
  readonly #gate = new UrlGuard();
  readonly #focus: FocusGuard = new FocusGuard(this, () => this.#frame);
  readonly #host = new GameHost({
    frame: () => this.#frame?.contentWindow,
    isAllowed: (origin) => this.#gate.allows(origin),
    origin: () => this.#gate.url?.origin,
    dialect: () => (findDialect(this.dialect) ? this.dialect : 'auto'),
    onEvent: (event) => this.#onEvent(event),
    onUnmapped: (data, origin) => this.emit('gs-game-message', { data, origin }),
    onConnect: () => this.#onConnect(),
    onClose: (reason) => this.#onClose(reason),
    onAbuse: () => this.#block('too-much'),
  });

  readonly #environment: EnvironmentController = new EnvironmentController(
    this,
    () => this.#frame,
    (environment) => this.#host.sendEnvironment(environment),
  );

  /** Message counters, including messages dropped at each check. A snapshot. */
  get debug(): GameFrameDebug {
    return { ...this.#host.conversation, focusReturned: this.#focus.returned };
  }

  get #frame(): HTMLIFrameElement | null {
    return this.renderRoot?.querySelector('iframe') ?? null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#view = documentMember('defaultView', this.ownerDocument) ?? window;
    this.#view.addEventListener('message', this.#onMessage);
    this.ownerDocument.addEventListener('securitypolicyviolation', this.#onViolation);
    // An iframe that is removed and inserted again always reloads.
    if (this.#gate.url) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.removeEventListener('message', this.#onMessage);
    this.ownerDocument.removeEventListener('securitypolicyviolation', this.#onViolation);
    this.#arrival.stop();
    this.#host.restart();
  }

  /** With this method in place `moveBefore()` keeps the iframe and its port. */
  connectedMoveCallback(): void {
    this.requestUpdate();
  }

  /**
   * Sends a command to the game.
   * @returns false when it can't be sent: the game is not connected yet, or its dialect has no such command
   */
  send(command: GameCommand): boolean {
    const isSent = this.#host.send(command);
    if (isSent && (command === 'mute' || command === 'unmute')) {
      this.#environment.isMuted = command === 'mute';
      this.#environment.update();
    }
    return isSent;
  }

  /** Loads the game again from its url, in a new frame. Also accepts messages again after they were refused. */
  reload(): void {
    this.#generation++;
    this.#begin();
  }

  /** Moves the focus into the game. */
  focusGame(): void {
    this.#focus.enter();
  }

  protected override willUpdate(): void {
    this.#judge();
    const { url, reason } = this.#gate;
    this.setState(reason || this.blocked ? 'error' : !url ? 'idle' : this.#arrival.isReady ? 'ready' : 'loading');
    toggleState(this.internals, 'slow', this.#arrival.isSlow);
    toggleState(this.internals, 'closed', !!this.closed);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('aspectRatio')) {
      const ratio = parseAspectRatio(this.aspectRatio, (text) => this.warn(text));
      this.renderRoot.querySelector<HTMLElement>('.base')?.style.setProperty('aspect-ratio', aspectRatioCss(ratio));
    }
    if (changed.has('muted') && (this.muted || changed.get('muted'))) this.send(this.muted ? 'mute' : 'unmute');
    if (changed.has('dialect') && this.dialect !== 'auto' && !findDialect(this.dialect)) {
      this.warn(`dialect="${this.dialect}" is not registered; auto is used.`);
    }
  }

  /**
   * Whether the game has to send a message before it counts as ready. The load event alone does not tell a game from the
   * browser's own error page, so it counts only where nothing more can be known: not for a game that has sent its hello,
   * whose dialect the page names, or that cannot be reached without a network.
   */
  get #reportsReady(): boolean {
    const isOffline = navigator.onLine === false && !isPrivateHost(this.#gate.url?.hostname ?? '');
    return this.#host.hasHandshake || isOffline || findDialect(this.dialect) !== undefined;
  }

  /** Checks the url again, and makes a new frame when the result differs. */
  #judge(): void {
    const origins = this.origins?.trim() ? this.origins : this.connection?.frameOrigins;
    // Before the provider is upgraded its `frame-origins` are unknown.
    const isEarly = !this.origins && !!closestComposed(this, 'gs-provider:not(:defined)');
    const verdict = this.#gate.judge(isEarly ? undefined : (this.src ?? undefined), origins);
    if (verdict === 'same') return;
    for (const entry of this.#gate.invalid) this.warn(`"${entry}" is no origin; it allows nothing.`);
    if (verdict === 'kept') return;
    this.#generation++;
    this.#begin();
    if (this.#gate.reason) this.#refuse(this.#gate.reason);
  }

  #refuse(reason: RefusalReason): void {
    const url = this.src?.slice(0, 500);
    console.error(`<gs-game-frame>: the url "${url?.split('?')[0]}" is refused (${reason}).`);
    void this.updateComplete.then(() => this.emit('gs-frame-refused', { reason, url }));
  }

  /** A new frame: resets the state of the old one. */
  #begin(): void {
    this.#host.restart();
    this.#environment.stop();
    this.#environment.isMuted = false;
    this.closed = this.blocked = undefined;
    this.#arrival.begin(this.#gate.url ? this.loadTimeout : 0);
    this.requestUpdate();
  }

  #block(reason: BlockedReason): void {
    this.#arrival.stop();
    if (reason !== 'too-much') this.#host.restart(); // the host has closed the port itself
    this.blocked = reason;
    // Without query and hash, which hold the player's credentials.
    console.error(`<gs-game-frame>: the frame of "${this.src?.split('?')[0]}" is blocked (${reason}).`);
    this.emit('gs-frame-blocked', { reason });
  }

  readonly #onMessage = (event: MessageEvent<unknown>): void => this.#host.handleMessage(event);

  #onEvent(event: GameEvent): void {
    if (event.type === 'progress') this.#arrival.setProgress(event.value);
    else if (event.type !== 'error' && event.type !== 'mute-change') this.#arrival.ready();
    // Games that use window messages may have added their listener only now.
    if (event.type === 'ready' && this.muted) this.send('mute');
    this.emit('gs-game-event', { event });
  }

  #onConnect(): void {
    this.requestUpdate();
    if (this.muted) this.send('mute');
    this.#environment.start();
  }

  #onClose(reason: ClosedReason): void {
    this.closed = reason;
    const error = closedError(reason);
    console.error(`<gs-game-frame>: ${error.message}`);
    this.emit('gs-error', { error });
  }

  readonly #onLoad = (): void => {
    // A redirect onto the page's own origin would give the game access to the page.
    const inside = this.#frame?.contentDocument;
    if (inside && inside.URL !== 'about:blank') return this.#block('own-origin');
    this.#host.frameLoaded();
    this.#arrival.loaded(() => this.#reportsReady);
    this.emit('gs-frame-load');
  };

  readonly #onViolation = (event: SecurityPolicyViolationEvent): void => {
    const origin = this.#gate.url?.origin;
    const isFrame = /^(frame|child|default)-src$/.test(event.effectiveDirective);
    if (!origin || this.blocked || !isFrame || event.disposition !== 'enforce') return;
    if (event.blockedURI === origin || event.blockedURI.startsWith(`${origin}/`)) this.#block('page-policy');
  };

  readonly #onReload = (): void => this.reload();

  protected override render(): TemplateResult {
    const reason = this.#gate.reason ?? this.blocked;
    const notice = reason ? undefined : this.closed ? 'frameClosed' : this.#arrival.isSlow ? 'frameSlow' : undefined;
    return html`<div class="base" part="base">
      ${reason ? renderRefusal(this.localize, reason, this.src) : this.#renderGame()}
      ${renderNotice(this.localize, notice, this.#onReload)}
    </div>`;
  }

  #renderGame(): unknown {
    const { url } = this.#gate;
    if (!url) return nothing;
    if (!this.title) this.warn('title is missing; give the name of the game.');
    const { hasLoaded, isReady, isSlow, progress } = this.#arrival;
    const frame = renderFrame(url, {
      title: this.title || this.localize('frameTitle'),
      popups: this.popups,
      noFullscreen: this.noFullscreen,
      noAutoplay: this.noAutoplay,
      isSeen: hasLoaded || isReady || isSlow || this.#host.hasHandshake,
      onLoad: this.#onLoad,
    });
    return [keyed(this.#generation, frame), isReady ? nothing : renderProgress(this.localize, progress)];
  }
}

define('gs-game-frame', GsGameFrame);

declare global {
  interface HTMLElementTagNameMap {
    'gs-game-frame': GsGameFrame;
  }
}
