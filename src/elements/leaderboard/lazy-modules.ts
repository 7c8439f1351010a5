/** Code that most boards never need: fetched when it is asked for. */

const sources = {
  /** What attributes and properties add to a plain board. */
  extras: () => import('./options.js'),
  /** Lists of thousands, with players in them twice, with rows that make no sense, or in an order of the page's. */
  long: () => import('./large-list.js'),
  /** Boards that a gateway ranks. */
  windows: () => import('./gateway-board.js'),
};

type Sources = typeof sources;
/** What is here. */
export type BoardModules = { [K in keyof Sources]?: Awaited<ReturnType<Sources[K]>> };

/** Shared: another board need not wait, not even for a moment. */
const here: BoardModules = {};

export class LazyModules {
  /** What has been fetched for this board or another. */
  readonly here = here;
  /** Until what was asked for is here, or has failed to come. */
  pending?: Promise<unknown>;
  readonly #element: { requestUpdate(): void };
  readonly #warn: (message: string) => void;

  /** @param element updated after each arrival */
  constructor(element: { requestUpdate(): void }, warn: (message: string) => void) {
    this.#element = element;
    this.#warn = warn;
  }

  /** The code when it is here; undefined while it is on its way. What did not come is asked for again by the next update. */
  get<K extends keyof Sources>(name: K): BoardModules[K] {
    const code = here[name];
    if (!code) this.pending = Promise.all([this.pending, this.#fetch(name)]);
    return code;
  }

  /** Hands the code on, at once when it is here. */
  async use<K extends keyof Sources>(name: K, run: (code: NonNullable<BoardModules[K]>) => void): Promise<void> {
    if (!this.get(name)) await this.pending;
    const code = here[name];
    if (code) run(code);
  }

  async #fetch(name: keyof Sources): Promise<void> {
    try {
      Object.assign(here, { [name]: await sources[name]() });
      this.#element.requestUpdate();
    } catch (error) {
      this.#warn(`a part of the code did not load. ${String(error)}`);
    }
  }
}
