/** One row of the board, made once and used again for whoever comes into view. */
import { html, render } from 'lit';
import type { SessionPlayer } from '../../api/meshmap/index.js';
import { hashHue, initialsOf } from '../../shared/avatar.js';
import { animateNumber } from './row-animation.js';
import type { Say } from './header.js';

/** What a row shows. */
export interface RowView {
  readonly player: SessionPlayer;
  /** Shown rank, from 1; 0 while the row is on its way. */
  readonly rank: number;
  /** Place in the whole order, from 0. */
  readonly position: number;
  readonly isSelf: boolean;
  readonly isSelected: boolean;
  /** Places risen lately; below 0 when fallen. */
  readonly delta: number;
}

/** What `renderRow` is told beside the player. */
export interface RowContext extends Omit<RowView, 'player'> {
  readonly isLeader: boolean;
  /** Name as it may be shown: cleaned and masked. */
  readonly name: string;
  /** The score in the reader's language. */
  readonly score: string;
}

/** How rows turn players into text; one object for all rows, replaced when any of it changes. */
export interface RowFormat {
  readonly name: (player: SessionPlayer) => string;
  readonly image: (player: SessionPlayer) => string | undefined;
  readonly score: (score: number, player: SessionPlayer) => string;
  readonly number: (value: number) => string;
  readonly unit: string;
  readonly say: Say;
  /** Draws the row in place of everything above. */
  readonly draw?: (row: HTMLElement, view: RowView) => void;
}

/** A row of the table, or a button that looks like one. */
export type RowTag = 'tr' | 'button';

const templates = {
  tr: html`<tr role="row" tabindex="-1">
    <td class="rank" part="rank" role="cell"><span></span></td>
    <td class="delta" part="delta" role="cell"></td>
    <td class="player" part="player" role="cell">
      <span class="avatar" part="avatar" aria-hidden="true"></span><span class="name" part="name" dir="auto"></span><span class="you" part="you"></span>
    </td>
    <td class="score" part="score" role="cell"><span></span> <span class="unit" part="unit"></span></td>
  </tr>`,
  button: html`<button type="button">
    <span class="rank" part="rank"><span></span></span>
    <span class="delta" part="delta"></span>
    <span class="player" part="player">
      <span class="avatar" part="avatar" aria-hidden="true"></span><span class="name" part="name" dir="auto"></span><span class="you" part="you"></span>
    </span>
    <span class="score" part="score"><span></span> <span class="unit" part="unit"></span></span>
  </button>`,
};
const patterns: Partial<Record<RowTag, Element>> = {};

/** Made once and cloned: a third of the time of making each. */
function make(tag: RowTag): HTMLElement {
  const box = new DocumentFragment();
  if (!patterns[tag]) render(templates[tag], box);
  const pattern = (patterns[tag] ??= box.firstElementChild!);
  return pattern.cloneNode(true) as HTMLElement;
}

/** Pictures that could not be fetched: the initials below them stay, and nobody asks again. */
const dead = new Set<string>();

function pictureOf(url: string): HTMLImageElement | undefined {
  if (dead.has(url)) return undefined;
  const picture = new Image();
  picture.alt = '';
  picture.decoding = 'async';
  picture.referrerPolicy = 'no-referrer';
  picture.onerror = () => {
    dead.add(url);
    picture.remove();
  };
  picture.src = url;
  return picture;
}

export class LeaderboardRow {
  readonly element: HTMLElement;
  view?: RowView;
  /** The animation that brings it to its place. */
  travelling?: Animation;
  #index?: number;
  readonly #kind: string;
  /** Cells: rank, change, player, score; and what is inside of them. */
  readonly #cells: readonly HTMLElement[];
  readonly #parts: readonly HTMLElement[];
  #style?: RowFormat;
  #image?: string;
  #picture?: HTMLImageElement;
  #stopCount?: () => void;

  /** @param kind its part, before the others */
  constructor(tag: RowTag, kind: string) {
    this.element = make(tag);
    this.#kind = kind;
    this.#cells = [...this.element.children] as HTMLElement[];
    this.#parts = [...this.element.querySelectorAll('span span, td > span')] as HTMLElement[];
  }

  /** @param index place in the list, from 0; the head of the table is the first row of all */
  setIndex(index: number): void {
    if (this.#index !== index) this.element.setAttribute('aria-rowindex', String(index + 2));
    this.#index = index;
  }

  /** Shows a player; what stays the same is not touched. Scores count when `animate` is set and the player stays. */
  show(view: RowView, style: RowFormat, animate: boolean): void {
    const { player, rank, delta, isSelf, isSelected } = view;
    const old = this.#style === style ? this.view : undefined;
    const same = old?.player.playerId === player.playerId ? old.player : undefined;
    const [rankPart, , , youPart] = this.#parts;
    const [, deltaCell] = this.#cells;
    this.view = view;
    this.#style = style;
    if (!same) this.travelling?.cancel();
    if (old?.isSelf !== isSelf || old.isSelected !== isSelected || old.rank !== rank) this.#showKind(view);
    if (style.draw) return style.draw(this.element, view);
    if (deltaCell.parentNode !== this.element) this.element.replaceChildren(...this.#cells);
    if (old?.rank !== rank) {
      rankPart.textContent = rank ? style.number(rank) : '';
      rankPart.dataset['medal'] = rank && rank <= 3 ? String(rank) : '';
    }
    if (old?.delta !== delta && (delta || deltaCell.firstChild)) writeDelta(deltaCell, delta, style);
    if (same?.displayName !== player.displayName || same.imageUrl !== player.imageUrl) this.#showPlayer(player, style);
    if (!same || !Object.is(same.score, player.score))
      this.#showScore(player, style, animate ? same?.score : undefined);
    if (old?.isSelf !== isSelf) youPart.textContent = isSelf ? style.say('boardYou') : '';
  }

  #showKind({ isSelf, isSelected, rank }: RowView): void {
    const { element } = this;
    const kinds = [this.#kind, isSelf && 'row-self', rank === 1 && 'row-leader', isSelected && 'row-selected'];
    element.className = kinds.filter(Boolean).join(' ');
    element.setAttribute('part', element.className);
    element.ariaCurrent = isSelf || isSelected ? 'true' : null;
  }

  #showPlayer(player: SessionPlayer, style: RowFormat): void {
    const [, avatar, namePart] = this.#parts;
    const name = style.name(player);
    const image = style.image(player);
    namePart.textContent = name;
    avatar.style.setProperty('--_hue', String(hashHue(player.playerId)));
    avatar.textContent = initialsOf(name);
    if (image !== this.#image) this.#picture = image ? pictureOf(image) : undefined;
    this.#image = image;
    if (this.#picture && !dead.has(image!)) avatar.append(this.#picture);
  }

  #showScore(player: SessionPlayer, style: RowFormat, from: number | undefined): void {
    const [, , , , scorePart, unitPart] = this.#parts;
    const to = player.score;
    const write = (value: number) => (scorePart.textContent = style.score(value, player));
    this.#stopCount?.();
    unitPart.textContent = style.unit;
    if (from !== undefined && Number.isFinite(to - from)) this.#stopCount = animateNumber(from, to, write);
    else write(to);
  }
}

/** "▲ 2", said as "up 2"; nothing for 0. */
function writeDelta(cell: HTMLElement, delta: number, { number, say }: RowFormat): void {
  const places = number(Math.abs(delta));
  cell.textContent = delta ? `${delta > 0 ? '▲' : '▼'}\u2009${places}` : '';
  cell.dataset['trend'] = delta ? (delta > 0 ? 'up' : 'down') : '';
  if (delta) cell.setAttribute('aria-label', say(delta > 0 ? 'boardUp' : 'boardDown', { places }));
  else cell.removeAttribute('aria-label');
}
