/** The page that a hostile game is put into: a bare frame that nobody reads, or `<gs-game-frame>`. */
import '../../src/elements/game-frame/game-frame.js';

const box = document.querySelector<HTMLElement>('#box')!;
let longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ type: 'longtask' });

const bench = {
  mountBare(url: string): void {
    addEventListener('message', () => undefined);
    const frame = document.createElement('iframe');
    frame.src = url;
    box.append(frame);
  },
  mountOurs(url: string): void {
    const frame = document.createElement('gs-game-frame');
    Object.assign(frame, { src: url, dialect: 'hizi' });
    box.append(frame);
  },
  /** The longest task of the page so far, in milliseconds; 0 when none took 50. */
  longest: (): number => longest,
};

Object.assign(globalThis, { bench });
