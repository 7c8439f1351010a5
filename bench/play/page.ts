/** The page that one game is played in: in a bare frame, or by a launcher. */
import '../../src/elements/provider/provider.js';
import '../../src/elements/session-launcher/session-launcher.js';
import { service } from '../swiper/service.js';

let readyAt: number | undefined;
let answeredAt: number | undefined;
let wake = () => {};
addEventListener('message', ({ data }: MessageEvent<{ benchGame?: number }>) => {
  if (data.benchGame === undefined || readyAt !== undefined) return;
  readyAt = performance.now();
  wake();
});

let start: () => void;
const box = document.querySelector<HTMLElement>('#box')!;
const urlOf = (port: number) => `http://game-1.localhost:${port}/`;

const bench = {
  /** A bare frame, which waits to be made. */
  prepareFrame(port: number): void {
    start = () => {
      const frame = document.createElement('iframe');
      frame.src = urlOf(port);
      box.append(frame);
    };
  },
  /** A launcher of one game; resolves when its poster and the code to play are there. */
  async prepareLauncher(port: number): Promise<void> {
    const provider = document.createElement('gs-provider');
    Object.assign(provider, { iplaygamesUrl: 'https://games.example/api', iplaygamesKey: 'key', insecureKeys: true });
    Object.assign(provider, { playerId: 'pl_1', playerIp: '203.0.113.9', currency: 'EUR', countryCode: 'MT' });
    provider.fetch = service(
      [1],
      () => urlOf(port),
      () => (answeredAt = performance.now()),
    );
    const launcher = document.createElement('gs-session-launcher');
    Object.assign(launcher, { noSessions: true, gameId: '1', gameTitle: 'Game 1', loading: 'eager' });
    provider.append(launcher);
    box.append(provider);
    await launcher.updateComplete;
    start = () => void launcher.launch();
    while (!launcher.shadowRoot!.querySelector('gs-game-shell')?.shadowRoot)
      await new Promise((resolve) => requestAnimationFrame(resolve));
  },
  /** The tap. Resolves with the ms until the game is ready: from the tap, and from the answer of its start. */
  async play(): Promise<{ first: number; load: number }> {
    const tappedAt = performance.now();
    start();
    while (readyAt === undefined) await new Promise<void>((resolve) => (wake = resolve));
    return { first: readyAt - tappedAt, load: readyAt - (answeredAt ?? tappedAt) };
  },
  /** Addresses of the scripts that were loaded so far. */
  scripts: () =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => /\.js$/.test(new URL(name).pathname)),
};

Object.assign(globalThis, { bench });
