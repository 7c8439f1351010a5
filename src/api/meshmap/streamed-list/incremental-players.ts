import type { ResponseBuffer } from './byte-buffer.js';
import { knownUnique } from '../../../ranking/player.js';
import { readSessionPlayer, type SessionPlayer } from '../player.js';
import type { ListResult } from '../../operation.js';
import { RowOffsets } from './row-offsets.js';

/** The bytes that a listing was parsed from, kept to compare the next answer with. */
interface Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly rows: RowOffsets;
  /** Index in the listing by player id. */
  readonly places: Map<string, number>;
  /** Buffer for the next answer. */
  spare?: Uint8Array;
}

/** Sources of listings without duplicates. An incremental update costs a tenth of parsing everything again. */
const sources = new WeakMap<ListResult<SessionPlayer>, Source>();

/** Index of rows that are no players. */
const NOWHERE = -1;
/** After so many unexpected rows, the position in the previous answer is searched for anew. */
const MANY = 64;

/**
 * Collects the players of an answer. They keep their indices of the previous listing and new ones are appended, so that two
 * listings can be compared index by index whatever order the service sends.
 */
export class IncrementalPlayers {
  /** Rows that are no players, as sent, by row number. */
  readonly unread = new Map<number, unknown>();
  readonly #known: ListResult<SessionPlayer> | undefined;
  #source: Source | undefined;
  readonly #players: SessionPlayer[];
  readonly #rows: RowOffsets;
  /** Which indices of the previous listing are in use again. */
  readonly #isTaken: Uint8Array;
  readonly #added = new Map<string, number>();
  #isDistinct = true;
  /** Row of the previous answer that is expected next, and the number of unexpected rows since. */
  #next = 0;
  #others = 0;

  /** @param known the previous listing; locked until `commit` or `rollback` */
  constructor(known: ListResult<SessionPlayer> | undefined) {
    this.#known = known;
    this.#source = known && sources.get(known);
    this.#players = known && this.#source ? [...known.items] : [];
    if (known) sources.delete(known);
    this.#isTaken = new Uint8Array(this.#players.length);
    this.#rows = new RowOffsets(this.#players.length + 1024);
  }

  get count(): number {
    return this.#rows.count;
  }

  /** All rows in the order of the answer; those that are no players as sent. */
  get all(): unknown[] {
    return Array.from({ length: this.count }, (_, row) =>
      this.unread.has(row) ? this.unread.get(row) : this.#players[this.#rows.placeOf(row)!],
    );
  }

  /** The spare buffer of the previous answer. */
  get buffer(): Uint8Array | undefined {
    return this.#source?.spare;
  }

  /** Unlocks the previous listing after a failure. */
  rollback(): void {
    if (this.#known && this.#source) sources.set(this.#known, this.#source);
  }

  /** The row of the previous answer with the same bytes, if it is one of the expected next ones; else -1. */
  find(answer: ResponseBuffer, at: number): number {
    if (!this.#source) return -1;
    if (this.#isAt(this.#next, answer, at)) return this.#next;
    // the unexpected rows were new, moved or changed; or one row was removed
    for (const skipped of this.#others ? [1, this.#others] : [])
      if (this.#isAt(this.#next + skipped, answer, at)) return this.#next + skipped;
    this.#others++;
    return -1;
  }

  /** Takes over an unchanged row; returns the offset after it. */
  reuse(row: number, start: number): number {
    const { rows } = this.#source!;
    const place = rows.placeOf(row)!;
    const end = start + rows.lengthOf(row);
    this.#rows.add(start, end, this.#put(this.#known!.items[place], place));
    this.#next = row + 1;
    this.#others = 0;
    return end;
  }

  /** @param bounds start and end offsets of the rows, one after the other, if known */
  ingest(list: readonly unknown[], bounds?: readonly number[]): void {
    let place = NOWHERE;
    list.forEach((row, i) => {
      const player = readSessionPlayer(row);
      if (!player) this.unread.set(this.count, row);
      place = player ? this.#put(player, this.#source?.places.get(player.playerId)) : NOWHERE;
      this.#rows.add(bounds?.[2 * i] ?? 0, bounds?.[2 * i + 1] ?? 0, place);
    });
    if (!this.#source || this.#others < MANY) return;
    this.#next = this.#source.rows.rowAt(place) + 1;
    this.#others = 0;
  }

  /** Finishes the listing, and keeps its bytes for the next answer. */
  commit(facts: Omit<ListResult<SessionPlayer>, 'items'>, { bytes, view }: ResponseBuffer): ListResult<SessionPlayer> {
    const { moved, left } = this.#closeUp();
    const listing = { ...facts, items: this.#players };
    if (!this.#isDistinct) return listing;
    knownUnique.add(listing.items);
    const places = this.#source?.places ?? this.#added;
    for (const id of left) places.delete(id);
    if (this.#source) for (const [id, place] of this.#added) places.set(id, place);
    for (const place of moved.values()) places.set(this.#players[place].playerId, place);
    if (moved.size) this.#rows.move(moved);
    sources.set(listing, { bytes, view, rows: this.#rows, places, spare: this.#source?.bytes });
    this.#source = undefined;
    return listing;
  }

  #isAt(row: number, { view, size }: ResponseBuffer, at: number): boolean {
    const { rows, view: before } = this.#source!;
    const [place, length] = [rows.placeOf(row) ?? NOWHERE, rows.lengthOf(row)];
    return place !== NOWHERE && length > 0 && at + length <= size && rows.isSame(row, before, view, at);
  }

  /**
   * Stores a player; returns the index.
   *
   * @param known index in the previous listing
   */
  #put(player: SessionPlayer, known: number | undefined): number {
    const place = this.#players.length;
    if (known !== undefined && !this.#isTaken[known]) {
      this.#isTaken[known] = 1;
      this.#players[known] = asKnown(player, this.#players[known]);
      return known;
    }
    if (known !== undefined || this.#added.has(player.playerId)) this.#isDistinct = false;
    else this.#added.set(player.playerId, place);
    this.#players.push(player);
    return place;
  }

  /** Moves the last players into the gaps of removed ones. */
  #closeUp(): { moved: ReadonlyMap<number, number>; left: readonly string[] } {
    const players = this.#players;
    const isFree = (place: number) => this.#isTaken[place] === 0; // new players are behind these
    const moved = new Map<number, number>();
    const left: string[] = [];
    for (let place = 0; place < players.length; place++) {
      if (!isFree(place)) continue;
      left.push(players[place].playerId);
      while (players.length > place + 1 && isFree(players.length - 1)) left.push(players.pop()!.playerId);
      const last = players.pop()!;
      if (players.length === place) break;
      moved.set(players.length, place);
      players[place] = last;
    }
    return { moved, left };
  }
}

/** The previous object if no field has changed. */
function asKnown(one: SessionPlayer, other: SessionPlayer): SessionPlayer {
  const isSame =
    one === other ||
    (one.score === other.score &&
      one.updatedAt === other.updatedAt &&
      one.displayName === other.displayName &&
      one.imageUrl === other.imageUrl &&
      one.username === other.username &&
      one.createdAt === other.createdAt);
  return isSame ? other : one;
}
