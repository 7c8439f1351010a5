/** Everything about a game that is played. Its code comes when the first poster is seen, or a game is launched. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ApiError } from '../../api/error.js';
import { iplaygames } from '../../api/iplaygames/index.js';
import { keys } from '../../live/keys.js';
import { Query, type QueryHost } from '../../live/query.js';
import '../game-frame/game-frame.js';
import type { ChosenGame } from './game-selection.js';
import { renderClock, renderGame, renderTools } from './game/frame.js';
import { Fullscreen } from './game/fullscreen.js';
import { Membership } from './game/join-controller.js';
import { renderPanel } from './game/overlays.js';
import { Play } from './game/play.js';
import type { PlayHooks, PlaySettings } from './game/types.js';
import type { Phase } from './phase.js';
import { renderPoster, type StageView } from './stage.js';
import { isPlayableNow } from './status-text.js';

export { gameStyles } from './game/game.styles.js';

export type LauncherGameHost = QueryHost &
  PlaySettings &
  HTMLElement & { readonly allowJoin: boolean; readonly refresh: number };

export interface GameHooks extends PlayHooks {
  /** The session that the player may join, if any. */
  readonly joinable: () => string | undefined;
}

/** From the tap to the end a game is in its dialog. */
const INLINE: readonly Phase[] = [
  'joining',
  'poster',
  'ended',
  'expired',
  'resumable',
  'unavailable',
  'locked-elsewhere',
];

export class LauncherGame {
  readonly play: Play;
  readonly fullscreen: Fullscreen;
  readonly #membership: Membership;
  readonly #status;
  readonly #host: LauncherGameHost;

  constructor(host: LauncherGameHost, hooks: GameHooks) {
    this.#host = host;
    this.play = new Play(host, hooks);
    this.#membership = new Membership(host, hooks);
    this.fullscreen = new Fullscreen(host, () => (host.shadowRoot as ShadowRoot).querySelector<HTMLElement>('.play'));
    this.#status = new Query(host, () => {
      this.play.findKept();
      const { watched, open } = this.play;
      if (!watched) return undefined;
      return {
        // What was true before the page was left says nothing now.
        key: keys.gameStatus(watched, { isOpen: !!open }),
        load: (connection, signal) =>
          connection.service(iplaygames)!.getGameSessionStatus(watched, { signal, retry: 0 }),
        refetchInterval: host.refresh,
        eager: true,
      };
    });
  }

  get phase(): Phase {
    return this.#membership.isJoining ? 'joining' : this.play.phase;
  }

  /** Why the last start or join failed. */
  get error(): ApiError | undefined {
    return this.#membership.error ?? this.play.error;
  }

  /** Takes in what is known by now; to be called before each update. */
  sync(): void {
    this.play.onStatus(this.#status.data, this.#status.error);
  }

  /** Starts a game; a score without a place in the session would have no row to go to, so that comes first. */
  async launch(game: ChosenGame): Promise<void> {
    const { reportScores, allowJoin, connection } = this.#host;
    const needsPlace = reportScores && allowJoin && game.boardId && connection?.player.id && !this.#membership.isIn;
    await this.play.launch(game, needsPlace ? () => this.#membership.join() : undefined);
  }

  renderClock(view: StageView): TemplateResult | undefined {
    return renderClock(view, this.play);
  }

  renderTools(view: StageView): unknown {
    return renderTools(view, this.play, this.fullscreen.isOn, () => this.fullscreen.toggle());
  }

  renderGame(view: StageView): TemplateResult | undefined {
    return renderGame(view, this.play);
  }

  renderPanel(view: StageView): unknown {
    return renderPanel(view, this.play);
  }

  renderMembership({ say, session, phase }: StageView): unknown {
    const { isIn } = this.#membership;
    if (isIn) return html`<span class="badge" part="badge">${say('sessionJoined')}</span>`;
    if (isIn === undefined || !isPlayableNow(session)) return nothing;
    const isJoining = phase === 'joining';
    return html`<button type="button" class="button" part="join-button" aria-disabled=${isJoining} aria-busy=${isJoining} @click=${() => void this.#membership.join()}>${say('sessionJoin')}</button>`;
  }

  /** The box in a dialog, and the poster where it was; undefined when it stays in the page. */
  renderDialog(view: StageView, box: TemplateResult): TemplateResult | undefined {
    if (this.play.target !== 'dialog' || INLINE.includes(view.phase)) return undefined;
    const onCancel = (event: Event) => {
      event.preventDefault();
      this.play.ask();
    };
    return html`<dialog aria-label=${view.title} @cancel=${onCancel}>${box}</dialog>
      <div class="play placeholder"><div class="bar"></div><div class="stage">${renderPoster(view, nothing)}</div></div>`;
  }
}
