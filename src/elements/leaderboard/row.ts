/** One row of the board: a recycled element that shows one player after another. */
import { html, render } from 'lit';
import type { SessionPlayer } from '../../api/meshmap/index.js';
import { hashHue, initialsOf } from '../../shared/avatar.js';
import type { ListModel } from './list-model.js';
import { animateNumber, flash } from './row-animation.js';
import type { RowFormat, RowView } from './types.js';

/** A row of the table, or a button that looks like one. */
export type RowTag = 'tr' | 'button';

const templates = {
  tr: html`<tr role="row" tabindex="-1">
    <td class="rank" part="rank" role="gridcell"><span></span></td>
    <td class="delta" part="delta" role="gridcell"></td>
    <td class="player" part="player" role="gridcell">
      <span class="avatar" part="avatar" aria-hidden="true"></span><span class="name" part="name" dir="auto"></span><span class="you" part="you"></span>
    </td>
    <td class="score" part="score" role="gridcell"><span></span> <span class="unit" part="unit"></span></td>
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
const prototypes: Partial<Record<RowTag, Element>> = {};

/** Rendered once and cloned, which takes a third of the time of rendering each. */
function createRow(tag: RowTag): HTMLElement {
  const box = new DocumentFragment();
  if (!prototypes[tag]) render(templates[tag], box);
  const prototype = (prototypes[tag] ??= box.firstElementChild!);
  return prototype.cloneNode(true) as HTMLElement;
}

/** Pictures that could not be fetched: the initials below them stay, and they are not requested again. */
const brokenImages = new Set<string>();

function createImage(url: string): HTMLImageElement | undefined {
  if (brokenImages.has(url)) return undefined;
  const picture = new Image();
  picture.alt = '';
  picture.decoding = 'async';
  picture.referrerPolicy = 'no-referrer';
  picture.onerror = () => {
    brokenImages.add(url);
    picture.remove();
  };
  picture.src = url;
  return picture;
}

/** Parts that few rows have, made when one needs them, and where they go: into the cell of the player. */
const RARE_PARTS = ['gap', 'overall', 'zone'] as const;
type RarePart = (typeof RARE_PARTS)[number];

export class LeaderboardRow {
  readonly element: HTMLElement;
  view?: RowView;
  /** The animation that brings it to its place. */
  travelling?: Animation;
  #index?: number;
  readonly #tag: RowTag;
  readonly #kind: string;
  /** Cells: rank, change, player, score; and the parts inside of them. */
  readonly #cells: readonly HTMLElement[];
  readonly #parts: readonly HTMLElement[];
  readonly #rare: Partial<Record<RarePart | 'prize', HTMLElement>> = {};
  #format?: RowFormat;
  #image?: string;
  #picture?: HTMLImageElement;
  #stopCount?: () => void;

  /** @param kind its part, before the others */
  constructor(tag: RowTag, kind: string) {
    this.element = createRow(tag);
    this.#tag = tag;
    this.#kind = kind;
    this.#cells = [...this.element.children] as HTMLElement[];
    this.#parts = [...this.element.querySelectorAll('span span, td > span')] as HTMLElement[];
  }

  /** @param index place in the list, from 0; the head of the table is row 1 for assistive technology */
  setIndex(index: number): void {
    if (this.#index !== index) this.element.setAttribute('aria-rowindex', String(index + 2));
    this.#index = index;
  }

  /** Shows a player; what stays the same is not touched. Scores of a player who stays count for twice `duration` ms. */
  show(view: RowView, format: RowFormat, duration: number): void {
    const { player, rank, delta, isSelf, isSelected, hasMedal } = view;
    const old = this.#format === format ? this.view : undefined;
    const same = old?.player.playerId === player.playerId ? old.player : undefined;
    const [rankPart, , , youPart] = this.#parts;
    const [, deltaCell] = this.#cells;
    this.view = view;
    this.#format = format;
    if (!same) this.travelling?.cancel();
    if (old?.isSelf !== isSelf || old.isSelected !== isSelected || old.rank !== rank) this.#showKind(view);
    if (format.draw) return format.draw(this.element, view);
    if (deltaCell.parentNode !== this.element) this.element.replaceChildren(...this.#cells);
    const hasOtherRank = old?.rank !== rank || old.hasMedal !== hasMedal;
    if (hasOtherRank) {
      rankPart.textContent = rank ? format.number(rank) : '';
      rankPart.dataset['medal'] = hasMedal && rank && rank <= 3 ? String(rank) : '';
    }
    if (old?.delta !== delta && (delta || deltaCell.firstChild)) writeDelta(deltaCell, delta, format);
    const hasOtherName = same?.displayName !== player.displayName || same.imageUrl !== player.imageUrl;
    if (hasOtherName) this.#showPlayer(player, format);
    const hasOtherScore = !same || !Object.is(same.score, player.score);
    if (hasOtherScore) this.#showScore(player, format, duration ? same?.score : undefined, duration);
    if (old?.isSelf !== isSelf) youPart.textContent = isSelf ? format.localize('boardYou') : '';
    const isGridRow = this.#tag === 'tr';
    if (isGridRow && (hasOtherRank || hasOtherName || hasOtherScore)) this.#label(view, format);
    this.#showRare(view, format);
  }

  /** The name of a grid row for assistive technology; a button is named by its content. */
  #label({ player, rank }: RowView, format: RowFormat): void {
    const score = `${format.score(player.score, player)} ${format.unit}`.trim();
    const label = `${rank ? `${format.number(rank)}, ` : ''}${format.name(player)}, ${score}`;
    this.element.setAttribute('aria-label', label);
  }

  #showKind({ isSelf, isSelected, rank }: RowView): void {
    const { element } = this;
    const kinds = [this.#kind, isSelf && 'row-self', rank === 1 && 'row-leader', isSelected && 'row-selected'];
    element.className = kinds.filter(Boolean).join(' ');
    element.setAttribute('part', element.className);
    element.ariaCurrent = isSelf || isSelected ? 'true' : null;
  }

  #showPlayer(player: SessionPlayer, format: RowFormat): void {
    const [, avatar, namePart] = this.#parts;
    const name = format.name(player);
    const image = format.image(player);
    namePart.textContent = name;
    avatar.style.setProperty('--_hue', String(hashHue(player.playerId)));
    avatar.textContent = initialsOf(name);
    if (image !== this.#image) this.#picture = image ? createImage(image) : undefined;
    this.#image = image;
    if (this.#picture && !brokenImages.has(image!)) avatar.append(this.#picture);
  }

  #showScore(player: SessionPlayer, format: RowFormat, from: number | undefined, duration: number): void {
    const [, , , , scorePart, unitPart] = this.#parts;
    const to = player.score;
    const write = (value: number) => (scorePart.textContent = format.score(value, player));
    this.#stopCount?.();
    unitPart.textContent = format.unit;
    if (from === undefined) return void write(to);
    flash(scorePart, duration);
    if (Number.isFinite(to - from)) this.#stopCount = animateNumber(from, to, write, duration);
    else write(to);
  }

  /** Prize, gap, place among everybody, and the line of a zone. */
  #showRare(view: RowView, { prize, number, localize }: RowFormat): void {
    const { gap, zone, overallRank } = view;
    const prizeText = prize?.(view.place);
    if (prize || this.#rare.prize) this.#showPrize(prizeText);
    const overall = overallRank ? localize('boardOverall', { rank: number(overallRank) }) : undefined;
    const texts = { gap, overall, zone };
    for (const name of RARE_PARTS) {
      const text = texts[name];
      if (text === undefined && !this.#rare[name]) continue;
      const part = (this.#rare[name] ??= createPart(name, this.#cells[2]));
      if (part.textContent !== (text ?? ''))
        part.replaceChildren(...(name === 'gap' ? segmentsOf(text) : [text ?? '']));
      part.hidden = text === undefined;
    }
    // for the styles, which arrange a row by what it has
    this.element.toggleAttribute('data-zone', zone !== undefined);
    this.element.toggleAttribute('data-gap', gap !== undefined);
    this.element.toggleAttribute('data-below', gap !== undefined || overall !== undefined);
    this.element.toggleAttribute('data-prize', !!prizeText);
  }

  #showPrize(text: string | undefined): void {
    if (text === undefined) {
      this.#rare.prize?.remove();
      this.#rare.prize = undefined;
      return;
    }
    const cell = (this.#rare.prize ??= document.createElement(this.#cells[0].localName));
    if (!cell.part.value) {
      cell.className = cell.part.value = 'prize';
      if (cell.localName === 'td') cell.setAttribute('role', 'gridcell');
    }
    if (cell.parentNode !== this.element) this.#cells[3].before(cell);
    if (cell.textContent !== text) cell.textContent = text;
  }
}

/** "12 points to 3rd · 5 points ahead of 5th" as two boxes: the second is left out where there is no room for it. */
const segmentsOf = (text = ''): HTMLElement[] =>
  text.split(/(?= · )/).map((segment) => {
    const box = document.createElement('span');
    box.textContent = segment;
    return box;
  });

function createPart(name: string, parent: HTMLElement): HTMLElement {
  const part = document.createElement('span');
  part.className = part.part.value = name;
  parent.append(part);
  return part;
}

/** "▲ 2", with "up 2" as its label; nothing for 0. */
function writeDelta(cell: HTMLElement, delta: number, { number, localize }: RowFormat): void {
  const places = number(Math.abs(delta));
  cell.textContent = delta ? `${delta > 0 ? '▲' : '▼'}\u2009${places}` : '';
  cell.dataset['trend'] = delta ? (delta > 0 ? 'up' : 'down') : '';
  if (delta) cell.setAttribute('aria-label', localize(delta > 0 ? 'boardUp' : 'boardDown', { places }));
  else cell.removeAttribute('aria-label');
}

/** Place of the own row in the list. Lengths in CSS pixels. */
export interface PinGeometry {
  /** Distance of its upper edge from that of the box. */
  readonly offset: number;
  readonly lineHeight: number;
  readonly viewport: number;
}

/** A copy of the own row at the edge past which it has scrolled, or below a list that ends before it. */
export class PinnedRow {
  readonly #board: HTMLElement;
  readonly #place: HTMLElement;
  readonly #choose: (view: RowView, index: number) => void;
  /** Most boards have none: readers who do not play, and own rows that are in view. */
  #row?: LeaderboardRow;
  #index = -1;

  /**
   * @param board gets `data-pin`: `top`, `bottom`, `outside` or ``, for the styles
   * @param choose called with the row's index in the list, -1 when it is not in there
   */
  constructor(board: HTMLElement, place: HTMLElement, choose: (view: RowView, index: number) => void) {
    this.#board = board;
    this.#place = place;
    this.#choose = choose;
  }

  show(model: ListModel, { offset, lineHeight, viewport }: PinGeometry, duration: number): void {
    const { selfIndex, outside, format } = model;
    const { dataset } = this.#board;
    const edge = offset < -1 ? 'top' : offset + lineHeight > viewport + 1 ? 'bottom' : '';
    this.#index = selfIndex;
    dataset['pin'] = outside ? 'outside' : selfIndex < 0 ? '' : edge;
    dataset['self'] = selfIndex < 0 ? '' : 'inside';
    const view = outside ?? (selfIndex >= 0 && edge ? model.row(selfIndex) : undefined);
    if (!view) return;
    const row = (this.#row ??= this.#create());
    row.show({ ...view, zone: undefined }, format, duration); // a zone begins at a place of the list
    const score = `${format.score(view.player.score, view.player)} ${format.unit}`.trim();
    const text = format.localize(outside ? 'boardSelf' : 'boardGoToSelf', { rank: format.number(view.rank), score });
    row.element.title = text;
  }

  #create(): LeaderboardRow {
    const row = new LeaderboardRow('button', 'row pinned');
    row.element.addEventListener('click', () => row.view && this.#choose(row.view, this.#index));
    this.#place.append(row.element);
    return row;
  }
}
