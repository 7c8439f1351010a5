import type { ResponseBuffer } from './byte-buffer.js';
import { knownUnique } from '../../../ranking/player.js';
import { readSessionPlayer, type SessionPlayer } from '../player.js';
import type { ListResult } from '../../operation.js';
import { RowOffsets } from './row-offsets.js';

/** What a listing was read from. */
interface Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly rows: RowOffsets;
  /** Where in the listing each player is, by id. */
  readonly places: Map<string, number>;
  /** Room for the next answer. */
  spare?: Uint8Array;
}

/** Of listings in which each player is there once. To keep one up costs a tenth of reading everything again. */
const sources = new WeakMap<ListResult<SessionPlayer>, Source>();

/** The place of rows that are no players. */
const NOWHERE = -1;
/** So many rows that were expected elsewhere, and it is worth a search where one is. */
const MANY = 64;

/**
 * What is read so far. Players take the places that they had in the listing before, new ones the end: services give them in
 * no order, or by score, and whoever compares two listings would have to look for everybody.
 */
export class IncrementalPlayers {
  /** Rows that are no players, as sent, by their index. */
  readonly unread = new Map<number, unknown>();
  readonly #known: ListResult<SessionPlayer> | undefined;
  #source: Source | undefined;
  readonly #players: SessionPlayer[];
  readonly #rows: RowOffsets;
  /** Which places of the listing before are taken again. */
  readonly #isTaken: Uint8Array;
  readonly #added = new Map<string, number>();
  #isDistinct = true;
  /** Row of the answer before that should come next, and how many others have come since that was known. */
  #next = 0;
  #others = 0;

  /** @param known the listing before; until it is given back, nobody else can read on from it */
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

  /** All rows in the order of the answer: players, and what is none as it was sent. */
  get all(): unknown[] {
    return Array.from({ length: this.count }, (_, row) =>
      this.unread.has(row) ? this.unread.get(row) : this.#players[this.#rows.placeOf(row)!],
    );
  }

  /** Room that the answer before has left. */
  get buffer(): Uint8Array | undefined {
    return this.#source?.spare;
  }

  /** When nothing came of it: the listing before stays the last one. */
  rollback(): void {
    if (this.#known && this.#source) sources.set(this.#known, this.#source);
  }

  /** The row of the answer before that comes again here, byte for byte, if it is where one looks first; else -1. */
  find(answer: ResponseBuffer, at: number): number {
    if (!this.#source) return -1;
    if (this.#isAt(this.#next, answer, at)) return this.#next;
    // those that came instead are new, have moved here or have changed; or one has left
    for (const skipped of this.#others ? [1, this.#others] : [])
      if (this.#isAt(this.#next + skipped, answer, at)) return this.#next + skipped;
    this.#others++;
    return -1;
  }

  /** Takes a row that comes again; answers where it ends. */
  reuse(row: number, start: number): number {
    const { rows } = this.#source!;
    const place = rows.placeOf(row)!;
    const end = start + rows.lengthOf(row);
    this.#rows.add(start, end, this.#put(this.#known!.items[place], place));
    this.#next = row + 1;
    this.#others = 0;
    return end;
  }

  /** @param bounds where each row begins and ends, one after the other, when that is known */
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

  /** The listing with all players in their places. */
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
   * Gives a player a place.
   *
   * @param known the place in the listing before
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

  /** Puts the last ones into the places of those who left. */
  #closeUp(): { moved: ReadonlyMap<number, number>; left: readonly string[] } {
    const players = this.#players;
    const isFree = (place: number) => this.#isTaken[place] === 0; // new ones lie behind all that
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

/** The row before when nothing about it has changed. */
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
