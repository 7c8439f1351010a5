/** One row of the board, made once and used again for whoever comes into view. */
import type { SessionPlayer } from '../../api/meshmap.js';
import { prefersStill } from '../../shared/flip.js';
import { hueOf, initialsOf } from '../../shared/initials.js';

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
export interface RowStyle {
  readonly name: (player: SessionPlayer) => string;
  readonly image: (player: SessionPlayer) => string | undefined;
  readonly score: (score: number, player: SessionPlayer) => string;
  readonly number: (value: number) => string;
  readonly unit: string;
  readonly you: string;
  readonly up: (places: string) => string;
  readonly down: (places: string) => string;
  /** What the pinned row says. */
  readonly goTo: (rank: string, score: string) => string;
  /** Draws the row in place of everything above. */
  readonly draw?: (row: HTMLElement, view: RowView) => void;
}

/** Milliseconds in which a score counts to its new value. */
const COUNT = 400;

function part<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute('part', name);
  element.append(...children);
  return element;
}

const patterns = new Map<string, HTMLElement>();

/** Built once and cloned: a third of the time of building each. */
function make(tag: 'tr' | 'button'): HTMLElement {
  let pattern = patterns.get(tag);
  if (!pattern) patterns.set(tag, (pattern = tag === 'tr' ? build(tag, 'td') : build(tag, 'span')));
  return pattern.cloneNode(true) as HTMLElement;
}

function build(rowTag: 'tr' | 'button', cellTag: 'td' | 'span'): HTMLElement {
  const avatar = part('span', 'avatar');
  avatar.ariaHidden = 'true';
  const name = part('span', 'name');
  name.dir = 'auto';
  const score = part(cellTag, 'score', document.createElement('span'), ' ', part('span', 'unit'));
  const row = document.createElement(rowTag);
  row.append(
    part(cellTag, 'rank', document.createElement('span')),
    part(cellTag, 'delta'),
    part(cellTag, 'player', avatar, name, part('span', 'you')),
    score,
  );
  if (row instanceof HTMLButtonElement) row.type = 'button';
  else {
    row.setAttribute('role', 'row');
    row.tabIndex = -1;
    for (const cell of row.children) cell.setAttribute('role', 'cell');
  }
  return row;
}

/** Pictures that could not be fetched: the initials below them stay, and nobody asks again. */
const dead = new Set<string>();

function pictureOf(url: string): HTMLImageElement {
  const picture = new Image();
  picture.alt = '';
  picture.decoding = 'async';
  picture.referrerPolicy = 'no-referrer';
  picture.addEventListener('error', () => {
    dead.add(picture.src);
    picture.remove();
  });
  if (!dead.has(url)) picture.src = url;
  return picture;
}

export class BoardRow {
  readonly element: HTMLElement;
  readonly #kind: string;
  view?: RowView;
  /** The animation that brings it to its place. */
  travelling?: Animation;
  readonly #cells: readonly Element[];
  readonly #rank: HTMLElement;
  readonly #delta: HTMLElement;
  readonly #avatar: HTMLElement;
  readonly #name: HTMLElement;
  readonly #you: HTMLElement;
  readonly #score: HTMLElement;
  readonly #unit: HTMLElement;
  #style?: RowStyle;
  #image?: string;
  #picture?: HTMLImageElement | '';
  #counting = 0;
  #index = -1;

  /** @param tag a row of the table, or a button that looks like one. @param kind its part, before the others */
  constructor(tag: 'tr' | 'button', kind: string) {
    this.element = make(tag);
    this.#kind = kind;
    this.#cells = [...this.element.children];
    const [rank, delta, player, score] = this.#cells as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
    this.#rank = rank.firstChild as HTMLElement;
    this.#delta = delta;
    [this.#avatar, this.#name, this.#you] = [...player.children] as [HTMLElement, HTMLElement, HTMLElement];
    [this.#score, this.#unit] = [...score.children] as [HTMLElement, HTMLElement];
  }

  /** @param index place in the list, from 0; the head of the table is the first row of all */
  setIndex(index: number): void {
    if (index === this.#index) return;
    this.#index = index;
    this.element.setAttribute('aria-rowindex', String(index + 2));
  }

  /** Shows a player; what stays the same is not touched. Scores count when `animate` is set and the player stays. */
  show(view: RowView, style: RowStyle, animate: boolean): void {
    const old = this.#style === style ? this.view : undefined;
    const same = old?.player.playerId === view.player.playerId ? old : undefined;
    this.view = view;
    this.#style = style;
    if (!same) this.travelling?.cancel();
    if (style.draw) {
      this.#showKind(view);
      return style.draw(this.element, view);
    }
    if (this.#cells[0].parentNode !== this.element) this.element.replaceChildren(...this.#cells);
    const { player, rank, delta, isSelf, isSelected } = view;
    if (old?.rank !== rank) {
      this.#rank.textContent = rank ? style.number(rank) : '';
      this.#rank.dataset['medal'] = rank && rank <= 3 ? String(rank) : '';
    }
    if (old?.delta !== delta) this.#showDelta(delta, style);
    if (!same || same.player.displayName !== player.displayName || same.player.imageUrl !== player.imageUrl)
      this.#showPlayer(player, style);
    if (!same || !Object.is(same.player.score, player.score))
      this.#showScore(player, style, animate ? same?.player.score : undefined);
    if (old?.isSelf !== isSelf) this.#you.textContent = isSelf ? style.you : '';
    if (old?.isSelf !== isSelf || old.isSelected !== isSelected || (old.rank === 1) !== (rank === 1))
      this.#showKind(view);
  }

  #showKind({ isSelf, isSelected, rank }: RowView): void {
    const kinds = [this.#kind, isSelf && 'row-self', rank === 1 && 'row-leader', isSelected && 'row-selected'];
    this.element.className = kinds.filter(Boolean).join(' ');
    this.element.setAttribute('part', this.element.className);
    if (isSelf || isSelected) this.element.setAttribute('aria-current', 'true');
    else this.element.removeAttribute('aria-current');
  }

  #showDelta(delta: number, style: RowStyle): void {
    const places = style.number(Math.abs(delta));
    this.#delta.textContent = delta ? `${delta > 0 ? '▲' : '▼'}\u2009${places}` : '';
    this.#delta.dataset['trend'] = delta ? (delta > 0 ? 'up' : 'down') : '';
    if (delta) this.#delta.setAttribute('aria-label', delta > 0 ? style.up(places) : style.down(places));
    else this.#delta.removeAttribute('aria-label');
  }

  #showPlayer(player: SessionPlayer, style: RowStyle): void {
    const name = style.name(player);
    this.#name.textContent = name;
    const image = style.image(player);
    this.#avatar.style.setProperty('--_hue', String(hueOf(player.playerId)));
    this.#avatar.textContent = initialsOf(name);
    if (image !== this.#image) this.#picture = image && pictureOf(image);
    this.#image = image;
    if (this.#picture && !dead.has(this.#picture.src)) this.#avatar.append(this.#picture);
  }

  #showScore(player: SessionPlayer, style: RowStyle, from: number | undefined): void {
    cancelAnimationFrame(this.#counting);
    this.#unit.textContent = style.unit;
    const write = (value: number) => (this.#score.textContent = style.score(value, player));
    const to = player.score;
    if (from === undefined || !Number.isFinite(to - from) || prefersStill()) {
      write(to);
      return;
    }
    const whole = Number.isInteger(from) && Number.isInteger(to);
    const start = performance.now();
    const step = (now: number) => {
      const progress = Math.min(1, Math.max(0, (now - start) / COUNT));
      const value = from + (to - from) * (1 - (1 - progress) ** 3);
      write(progress === 1 ? to : whole ? Math.round(value) : value);
      if (progress < 1) this.#counting = requestAnimationFrame(step);
    };
    this.#counting = requestAnimationFrame(step);
  }
}
