/** A hundred cards: ours, and pictures of the same size that leave it to `loading="lazy"`. */
import '../../src/elements/recent-games/recent-games.js';
import '../../src/elements/provider/provider.js';

const box = document.querySelector<HTMLElement>('#box')!;
const urls = Array.from({ length: 100 }, (_, index) => `${location.origin}/cards/${index}.svg`);
let shift = 0;
const observer = new PerformanceObserver((list) => note(list.getEntries()));
const note = (entries: readonly PerformanceEntry[]) => {
  for (const entry of entries) shift += (entry as PerformanceEntry & { value: number }).value;
};
observer.observe({ type: 'layout-shift' });
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

const plays = {
  status: 'ok',
  data: urls.map((url, index) => ({
    game_id: `game-${index}`,
    game_name: `Game number ${index}`,
    game_studio: 'Studio',
    game_image_url: url,
    images: [{ type: 'banner', url }],
    enabled: 1,
    vaix_tags: [],
    tags: [],
  })),
};

/** The element, which waits for its games. */
function ours(layout: 'grid' | 'carousel', answer: Promise<unknown>): ParentNode {
  const provider = document.createElement('gs-provider');
  Object.assign(provider, { vaixUrl: 'https://history.example', vaixKey: 'key', vaixClientId: 'me', playerId: 'pl_1' });
  provider.insecureKeys = true;
  provider.fetch = async () => {
    await answer;
    return new Response(JSON.stringify(plays), { headers: { 'content-type': 'application/json' } });
  };
  const games = document.createElement('gs-recent-games');
  Object.assign(games, { layout, count: 100 });
  provider.append(games);
  box.append(provider);
  return games.shadowRoot ?? games.attachShadow({ mode: 'open' });
}

function lazy(layout: string): ParentNode {
  const list = document.createElement('div');
  list.className = `lazy ${layout}`;
  for (const url of urls) {
    const image = new Image();
    image.loading = 'lazy';
    image.src = url;
    list.append(image);
  }
  box.append(list);
  return list;
}

/** Whether everything that can be seen has its picture. */
function isWhole(root: ParentNode): boolean {
  const seen = [...root.querySelectorAll('img')].filter((image) => {
    const { top, left, bottom, right } = image.getBoundingClientRect();
    return top < innerHeight && left < innerWidth && bottom > 0 && right > 0;
  });
  return seen.length > 1 && seen.every((image) => image.complete && image.naturalWidth > 0 && image.src);
}

const bench = {
  /** Puts the cards there. Resolves with the time from the list of games to all pictures in view. */
  async mount(whose: 'ours' | 'lazy', layout: 'grid' | 'carousel'): Promise<number> {
    let tell = (_: unknown) => {};
    const answer = new Promise((resolve) => (tell = resolve));
    let root: ParentNode | undefined = whose === 'ours' ? ours(layout, answer) : undefined;
    // the page is on the screen, the games are still on their way
    for (let i = 0; i < 10; i++) await frame();
    note(observer.takeRecords());
    shift = 0;
    const start = performance.now();
    tell(undefined);
    root ??= lazy(layout);
    while (!isWhole(root)) await frame();
    return performance.now() - start;
  },
  shift: () => shift,
};

Object.assign(globalThis, { bench });
