/** A game of the session as the page shows it. */
export interface SwipeGame {
  readonly name: string;
  /** Address of its art, undefined without one. */
  readonly image: string | undefined;
}

/** Where the page's games come from. */
export interface SwipeSource {
  /** The list; throws when there is none to be had. */
  games(): Promise<SwipeGame[]>;
  /** The player has settled on a position: answers the address of its game, or undefined when it cannot be played. */
  open(position: number): Promise<string | undefined>;
  report(position: number, status: 'ready' | 'failed'): Promise<void>;
  /** The session has ended or run out. */
  isOver(): Promise<boolean>;
}

/** Everything is below this address: `https://games.example/` for `https://games.example/play/1234`. */
const base = new URL(location.pathname.replace(/play\/[^/]*$/, ''), location.origin);

/** An address below the games' own; anything else, whoever wrote it, is refused. */
function own(address: unknown): string | undefined {
  if (typeof address !== 'string' || !address || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return url.origin === base.origin && url.pathname.startsWith(base.pathname) ? url.href : undefined;
}

function plain(text: unknown): string {
  const named = { '&amp;': '&', '&#039;': '’', '&#39;': '’' };
  return Object.entries(named).reduce((done, [entity, sign]) => done.replaceAll(entity, sign), String(text));
}

/** From the server for `/play/<id>`; from the address itself (`#games=…`) where there is no server. */
export function findSource(): SwipeSource {
  const list = new URLSearchParams(location.hash.slice(1)).get('games');
  return list === null ? serverSource() : addressSource(list);
}

function addressSource(text: string): SwipeSource {
  const rows = JSON.parse(text) as [name: string, image: string, path: string][];
  return {
    games: () => Promise.resolve(rows.map(([name, image]) => ({ name: plain(name), image: own(image) }))),
    open: (position) => Promise.resolve(own(rows[position]?.[2])),
    report: () => Promise.resolve(),
    isOver: () => Promise.resolve(false),
  };
}

interface Page {
  status: string;
  games: { name: string; image: string }[];
}

function serverSource(): SwipeSource {
  const id = new URLSearchParams(location.search).get('id') ?? location.pathname.split('/').at(-1) ?? '';
  const call = (path: string, body?: object) => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return fetch(new URL(`play/${encodeURIComponent(id)}/${path}`, base), body ? post : undefined);
  };
  const read = async (): Promise<Page> => {
    const response = await call('games');
    if (!response.ok) throw new Error(`The session answers ${response.status}`);
    return (await response.json()) as Page;
  };
  return {
    games: async () => (await read()).games.map(({ name, image }) => ({ name: plain(name), image: own(image) })),
    open: async (position) => {
      const response = await call('open', { position });
      return response.ok ? own(((await response.json()) as { url: unknown }).url) : undefined;
    },
    report: async (position, status) => {
      await call('report', { position, status });
    },
    isOver: async () => (await read()).status !== 'active',
  };
}
