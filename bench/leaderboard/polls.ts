/** A board without a gateway: the whole list comes to the page with every poll. The page tells when it has shown it. */
import '../../src/elements/leaderboard/leaderboard.js';
import '../../src/elements/provider/provider.js';

const box = document.querySelector<HTMLElement>('#box')!;
const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

const longTasks: number[] = [];
const observer = new PerformanceObserver((list) => note(list.getEntries()));
const note = (entries: readonly PerformanceEntry[]) => longTasks.push(...entries.map(({ duration }) => duration));
observer.observe({ entryTypes: ['longtask'] });

let board: HTMLElementTagNameMap['gs-leaderboard'];
let events = 0;

/** Two frames after: what was asked for is on the screen. */
async function painted(): Promise<void> {
  await frame();
  await frame();
}

const bench = {
  /** Puts the board of a session in place of the one before; resolves when it is on the screen. */
  async mount(session: string): Promise<void> {
    const provider = document.createElement('gs-provider');
    provider.meshmapUrl = `${location.origin}/api`;
    provider.meshmapKey = 'key';
    provider.playerId = 'pl_000007';
    board = document.createElement('gs-leaderboard');
    board.sessionId = session;
    board.refresh = 0;
    for (const name of ['gs-update', 'gs-rank-change'] as const) board.addEventListener(name, () => events++);
    const loaded = new Promise((resolve) => board.addEventListener('gs-load', resolve, { once: true }));
    provider.append(board);
    box.replaceChildren(provider);
    await loaded;
    await painted();
  },
  /** The same answer, fetched and dropped: what the browser takes for that by itself. */
  async drop(session: string): Promise<void> {
    const { body } = await fetch(`api/game-sessions/${session}/players`);
    const reader = body!.getReader({ mode: 'byob' });
    let read: ReadableStreamReadResult<Uint8Array>;
    let buffer: ArrayBufferLike = new ArrayBuffer(64 * 1024);
    do {
      read = await reader.read(new Uint8Array(buffer as ArrayBuffer));
      if (read.value) ({ buffer } = read.value);
    } while (!read.done);
    await painted();
  },
  async poll(): Promise<void> {
    await board.refreshNow();
    await painted();
  },
  /** Far from the top everybody's place has to be known. */
  async scroll(): Promise<void> {
    const scroller = board.shadowRoot!.querySelector('.scroller')!;
    scroller.scrollTop = scroller.scrollHeight / 2;
    await painted();
  },
  /** Tasks over 50 ms and events since the last time, and whether the board is as it should be. */
  async take(): Promise<{ tasks: number[]; players: number; error: string; events: number }> {
    await painted();
    note(observer.takeRecords());
    const error = board.error?.message ?? '';
    const players = Number(board.shadowRoot!.querySelector('table')!.getAttribute('aria-rowcount')) - 1;
    const taken = { tasks: longTasks.splice(0), players, error, events };
    events = 0;
    return taken;
  },
};

Object.assign(globalThis, { bench });
