import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Feed } from '../../../src/elements/multi-swiper/feed.js';
import { createFeed } from '../../../src/elements/multi-swiper/games.js';
import { FeedPlayer, type FeedPlayerHost } from '../../../src/elements/multi-swiper/native-session.js';
import type { GameRun } from '../../../src/play/game-run.js';

/** Starts that come to nothing stay posters: more of them than this is a loop that no page gets out of. */
const MOST = 20;

/** A run that is played, or whose start comes to nothing. */
class Run {
  phase = 'poster';
  session?: object;
  isChecking = false;
  isBusy = false;
  starts = 0;
  readonly isStartable: boolean;

  constructor(isStartable: boolean) {
    this.isStartable = isStartable;
  }

  get isPlaying(): boolean {
    return this.phase === 'playing';
  }

  launch(): Promise<void> {
    assert.ok(++this.starts < MOST, 'it is started over and over');
    if (!this.isStartable) return Promise.resolve();
    this.session = {};
    this.phase = 'playing';
    return Promise.resolve();
  }

  setInFront(): void {}
}

/** A feed whose first game is played, updated as the element does. Its neighbour's start comes to nothing. */
function playFirst() {
  const runs: Run[] = [];
  const host = { keepAlive: 3, maxLive: 1, preload: 'frame', singleGame: false, isAuto: true };
  const feed = new Feed(() => queueMicrotask(() => player.preload()));
  const player: FeedPlayer = new FeedPlayer(feed, host as unknown as FeedPlayerHost, () => {
    const run = new Run(runs.length === 0);
    runs.push(run);
    return run as unknown as GameRun;
  });
  feed.setGames(createFeed(['101', '102'], []));
  feed.show(0);
  feed.isOn = true;
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve));
  const neighbour = feed.slideOf(feed.games[1]!, 1);
  return { feed, player, runs, settle, neighbour };
}

suite('a neighbour that is preloaded', () => {
  test('is tried once beside a game: a page that prevents its start is not asked again and again', async () => {
    const { feed, player, runs, settle } = playFirst();
    await player.play(feed.activeSlide!);
    await settle();
    feed.mount();
    await settle();
    assert.deepEqual(
      runs.map(({ starts }) => starts),
      [1, 1],
    );
  });

  test('waits while it is unknown whether its session is still open', async () => {
    const { feed, player, runs, settle, neighbour } = playFirst();
    const front = feed.activeSlide!;
    player.runOf(front);
    player.runOf(neighbour);
    runs[1]!.isChecking = true;
    await player.play(front);
    await settle();
    assert.equal(runs[1]!.starts, 0);
    runs[1]!.isChecking = false;
    feed.mount();
    await settle();
    assert.equal(runs[1]!.starts, 1);
  });
});
