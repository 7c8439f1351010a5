/** What a page may set on a launcher. */
import { property } from 'lit/decorators.js';
import type { GameSession } from '../../api/meshmap/index.js';
import { GsDataElement } from '../../shared/gs-data-element.js';
import { enumAttribute } from '../../shared/enum-attribute.js';
import type { Target } from './game/types.js';

export abstract class LauncherSettings extends GsDataElement {
  /** One session instead of the list. */
  @property({ attribute: 'session-id' }) sessionId?: string;
  /** Leaves the sessions out: just the game. */
  @property({ type: Boolean, attribute: 'no-sessions' }) noSessions = false;
  /** Lists only these statuses, separated by blanks: `ACTIVE PAUSED`. */
  @property() status = '';
  /** Lists only sessions of the mini game with this id or name. */
  @property({ attribute: 'mini-game' }) miniGame = '';
  /** Lets the player search the list. */
  @property({ type: Boolean }) searchable = false;
  /** Lets the player create a session. */
  @property({ type: Boolean, attribute: 'allow-create' }) allowCreate = false;
  /** Lets the provider's player join a session. */
  @property({ type: Boolean, attribute: 'allow-join' }) allowJoin = false;
  /** The game that is played, unless `resolveGame` knows better. */
  @property({ attribute: 'game-id' }) gameId?: string;
  /** What the game is called. */
  @property({ attribute: 'game-title' }) gameTitle?: string;
  /** The game's picture. */
  @property({ attribute: 'game-image' }) gameImage?: string;
  /** Where the game runs. */
  @property() target: Target = 'inline';
  /** Width to height of the game. */
  @property({ attribute: 'aspect-ratio' }) aspectRatio = '16/9';
  /** How the game talks; see `<gs-game-frame>`. */
  @property() dialect = 'auto';
  /** Seconds after which a game that has not come counts as slow; 0 for never. */
  @property({ type: Number, attribute: 'load-timeout' }) loadTimeout = 20;
  /** Lets a game go on when the page is left, so that it can be resumed. */
  @property({ type: Boolean, attribute: 'keep-session' }) keepSession = false;
  /** One game at a time in all tabs. */
  @property({ type: Boolean, attribute: 'single-game' }) singleGame = false;
  /** Writes the game's score to the session, for the provider's player. */
  @property({ type: Boolean, attribute: 'report-scores' }) reportScores = false;
  /** Minutes between two looks at the clock; 0 for none. */
  @property({ type: Number, attribute: 'reality-check' }) realityCheck = 0;
  /** Minutes of play after which a break is due; 0 for none. */
  @property({ type: Number, attribute: 'break-after' }) breakAfter = 0;
  /** Minutes that a break lasts. */
  @property({ type: Number, attribute: 'break-duration' }) breakDuration = 0;
  /** Seconds between polls, of the list and of the status of a game. */
  @property({ type: Number }) override refresh = 15;
  /** Which game a session is played with. */
  @property({ attribute: false }) resolveGame?: (session: GameSession) => string | undefined;

  /** Says what is wrong with `target`; the launcher takes it for `inline`. */
  protected checkTarget(): void {
    enumAttribute('target', this.target, ['inline', 'dialog', 'tab'], (text) => this.warn(text));
  }

  /** Width to height as CSS writes it; empty when `aspect-ratio` is no such thing. */
  protected get ratio(): string {
    const ratio = /^\s*([\d.]+)\s*[/:]\s*([\d.]+)\s*$/.exec(this.aspectRatio ?? '');
    if (!ratio) this.warn(`aspect-ratio="${this.aspectRatio}" is not like 16/9.`);
    return ratio ? `${ratio[1]} / ${ratio[2]}` : '';
  }
}
