/** The page that games are swiped through in: by whom, and how many, is said by run.mjs. */
import { contestants, type Contestant } from './contestants.js';

/** When each game said that it is ready, and when each swipe came to rest, in ms. */
const ready = new Map<number, number>();
const rests: number[] = [];
/** When the service answered the first start; undefined for those that have none. */
let answered: number | undefined;
/** Resolves what waits for either. */
let wake = () => {};
addEventListener('message', ({ data }: MessageEvent<{ benchGame?: number }>) => {
  const game = data.benchGame;
  if (game === undefined || ready.has(game)) return;
  ready.set(game, performance.now());
  wake();
});

let contestant: Contestant;

const bench = {
  /** Puts the games there. Resolves when a player could tap, with the time until then. */
  async prepare(name: string, count: number, port: number): Promise<number> {
    const urlOf = (game: number) => `http://game-${game}.localhost:${port}/`;
    const start = performance.now();
    contestant = contestants[name](
      document.querySelector<HTMLElement>('#box')!,
      count,
      urlOf,
      () => {
        rests.push(performance.now());
        wake();
      },
      () => (answered ??= performance.now()),
    );
    await contestant.idle;
    return performance.now() - start;
  },
  approach: () => contestant.approach?.(),
  /** The tap. Resolves with the times until the first game is ready: from the tap, and from the answer of its start. */
  async first(): Promise<{ first: number; load: number }> {
    const start = performance.now();
    contestant.start();
    while (!ready.has(1)) await new Promise<void>((resolve) => (wake = resolve));
    const at = ready.get(1)!;
    return { first: at - start, load: at - (answered ?? start) };
  },
  /** Resolves when so many swipes have come to rest. Polling by animation frames would make every frame wait for the main thread. */
  async rested(count: number): Promise<void> {
    while (rests.length < count) await new Promise<void>((resolve) => (wake = resolve));
  },
  /** To the next or an earlier game, by the contestant's own means. */
  go: (by: number) => contestant.go(by),
  rests: () => rests.length,
  /** How long after the last rest the game became ready; 0 when it was before; undefined while it is not. */
  wait: (game: number) => {
    const at = ready.get(game);
    return at === undefined ? undefined : Math.max(0, at - rests.at(-1)!);
  },
  /** Games that are in frames. */
  framed: () => contestant.framed!(),
  /** What the page does with the list of games, by name. */
  change: (name: keyof NonNullable<Contestant['changes']>) => contestant.changes![name](),
};

Object.assign(globalThis, { bench });
