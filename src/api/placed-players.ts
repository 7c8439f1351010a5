import { thorough } from './clean.js';
import { distinct, readSessionPlayer, type SessionPlayer } from './player-rows.js';
import type { Listing } from './route.js';

/** Where in a listing each player is, by id. */
const placesIn = new WeakMap<Listing<SessionPlayer>, Map<string, number>>();

/**
 * What is read so far. Players take the places that they had in the listing before, new ones the end: services give them in
 * no order, or by score, and whoever compares two listings would have to look for everybody.
 */
export class PlacedPlayers {
  /** As sent: players, and what could not be read as one. */
  readonly all: unknown[] = [];
  readonly unread = new Set<unknown>();
  readonly #places: Map<string, number>;
  readonly #known: readonly SessionPlayer[];
  readonly #placed: SessionPlayer[];
  readonly #isPlaced: Uint8Array;
  readonly #added = new Map<string, number>();
  #count = 0;
  #isDistinct = true;

  constructor(known: Listing<SessionPlayer> | undefined) {
    const places = known && placesIn.get(known);
    this.#places = places ?? new Map<string, number>();
    this.#known = places && known ? known.items : [];
    this.#placed = [...this.#known];
    this.#isPlaced = new Uint8Array(this.#known.length);
  }

  /** The listing with all players in their places; as it is when somebody is there twice. */
  arrange(listing: Listing<SessionPlayer>): Listing<SessionPlayer> {
    if (!this.#isDistinct) return listing;
    const isComplete = this.#count === this.#placed.length;
    const items = isComplete ? this.#placed : this.#placed.filter((_, place) => this.#isPlaced[place] !== 0);
    distinct.add(items);
    const arranged = { ...listing, items };
    if (!isComplete) return arranged; // whoever comes after one who left has another place now
    if (this.#known.length) for (const [id, place] of this.#added) this.#places.set(id, place);
    placesIn.set(arranged, this.#known.length ? this.#places : this.#added);
    return arranged;
  }

  take(rows: readonly unknown[]): void {
    for (const row of rows) {
      const player = readSessionPlayer(row, thorough);
      if (!player) this.unread.add(row);
      this.all.push(player ? this.#place(player) : row);
    }
  }

  #place(player: SessionPlayer): SessionPlayer {
    const { playerId: id } = player;
    const next = this.#count++;
    const place = this.#known[next]?.playerId === id ? next : (this.#places.get(id) ?? this.#added.get(id));
    if (place === undefined) {
      this.#added.set(id, this.#placed.length);
      this.#placed.push(player);
      return player;
    }
    if (this.#isPlaced[place] !== 0) this.#isDistinct = false;
    this.#isPlaced[place] = 1;
    return (this.#placed[place] = asKnown(player, this.#known[place]));
  }
}

/** The row before when nothing about it has changed. */
function asKnown(one: SessionPlayer, other: SessionPlayer | undefined): SessionPlayer {
  const isSame =
    one.playerId === other?.playerId &&
    one.score === other.score &&
    one.updatedAt === other.updatedAt &&
    one.displayName === other.displayName &&
    one.imageUrl === other.imageUrl &&
    one.username === other.username &&
    one.createdAt === other.createdAt;
  return isSame ? other : one;
}
