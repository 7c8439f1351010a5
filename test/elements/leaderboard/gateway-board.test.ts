import { expect, fixture, html } from '@open-wc/testing';
import type { SessionPlayer } from '../../../src/api/meshmap/index.js';
import { rankPlayers } from '../../../src/ranking/rank.js';
import '../../../src/elements/leaderboard/leaderboard.js';
import '../../../src/elements/provider/provider.js';
import { until } from '../../support/until.js';

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A gateway of 10 000 players that ranks as the real one does; without boards it is an older one. */
function gateway({ hasBoards = true, hasSession = true } = {}) {
  const players: SessionPlayer[] = Array.from({ length: 10_000 }, (_, i) => ({ playerId: `p${i}`, displayName: `Player ${i}`, score: 1e6 - i })); // prettier-ignore
  const asked: string[] = [];
  const fetch = (input: RequestInfo | URL): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    asked.push(url.pathname.replace('/gs/', '') + url.search);
    if (!hasSession) return Promise.resolve(json({ error: { code: 'not-found', message: 'no such thing' } }, 404));
    if (url.pathname.endsWith('/players')) return Promise.resolve(url.pathname.includes('/live/') ? json({ error: {} }, 404) : json({ players })); // prettier-ignore
    if (url.pathname.includes('/game-sessions/')) return Promise.resolve(json({ id: 's', name: 'World', status: 'ACTIVE', playerCount: 1 })); // prettier-ignore
    if (!hasBoards) return Promise.resolve(json({ error: { code: 'not-found', message: 'no such route' } }, 404));
    const [offset, limit] = ['offset', 'limit'].map((name) => Number(url.searchParams.get(name)));
    const ranking = rankPlayers(players);
    const row = (position: number) => ({ ...ranking.at(position), rank: ranking.rankAt(position) });
    const rows = ranking.slice(offset, offset + limit).map((_, i) => row(offset + i));
    return Promise.resolve(json({ total: players.length, offset, rows, self: row(ranking.positionOf('p5000')) }));
  };
  return { players, fetch: fetch, asked: (part: string) => asked.filter((path) => path.includes(part)) }; // prettier-ignore
}

async function setup(
  attributes: Record<string, string> = {},
  options?: { hasBoards?: boolean; hasSession?: boolean },
  state = 'ready',
) {
  const server = gateway(options);
  const element = document.createElement('gs-leaderboard');
  for (const [name, value] of Object.entries({ 'session-id': 's', refresh: '0', ...attributes })) {
    element.setAttribute(name, value);
  }
  const details: unknown[] = [];
  element.addEventListener('gs-rank-change', ({ detail }) => details.push(detail));
  await fixture(html`<gs-provider gateway="https://gateway.test/gs" token="t" player-id="p5000" .fetch=${server.fetch}>
    ${element}
  </gs-provider>`);
  await until(() => element.state === state, `is ${state}`);
  const root = element.shadowRoot!;
  return {
    ...server,
    element,
    details,
    find: (selector: string) => root.querySelector<HTMLElement>(selector)!,
    names: () => [...root.querySelectorAll<HTMLElement>('tbody [part="name"]')].map(({ innerText }) => innerText),
  };
}

const isLoaded = (names: string[]) => names.length > 0 && !names.includes('…');

describe('gs-leaderboard behind a gateway', () => {
  it('asks only for the rows near those on the screen', async () => {
    const { asked, names, find } = await setup();
    expect(names()[0]).to.equal('Player 0');
    expect(asked('boards/')).to.have.length(1);
    expect(asked('/players')).to.have.length(0);
    expect(find('[part="player-count"]').innerText.trim()).to.equal('10,000 players');
    expect(find('table').getAttribute('aria-rowcount')).to.equal('10001');
  });

  it('asks for others when the reader scrolls there', async () => {
    const { asked, names, find } = await setup();
    find('.scroller').scrollTop = 44 * 3000;
    await until(() => isLoaded(names()) && names().includes('Player 3000'), 'shows the rows of the place');
    expect(asked('boards/').length).to.be.below(4);
  });

  it('pins the own row although it was never in a window, and leads there', async () => {
    const { element, names, find } = await setup();
    expect(find('.pin').innerText).to.contain('Player 5000');
    expect(element.self?.rank).to.equal(5001);
    expect(element.scrollToSelf()).to.equal(true);
    await until(() => isLoaded(names()) && names().includes('Player 5000'), 'shows the own row');
  });

  it('shows the neighbours', async () => {
    const { names } = await setup({ view: 'around', around: '1' });
    await until(() => isLoaded(names()), 'shows rows');
    expect(names()).to.deep.equal(['Player 4999', 'Player 5000', 'Player 5001']);
  });

  it('tells of changes at the top', async () => {
    const { element, players, details, names } = await setup();
    players[2].score = 2e6;
    await element.refreshNow();
    expect(names()[0]).to.equal('Player 2');
    expect(details).to.deep.include({ playerId: 'p2', from: 3, to: 1 });
  });

  it('requests an unknown session once, and says that there is none', async () => {
    const words: string[] = [];
    const listen = (event: Event) => words.push((event as CustomEvent<{ to: string }>).detail.to);
    document.addEventListener('gs-state-change', listen);
    const { element, asked } = await setup({}, { hasSession: false }, 'error');
    document.removeEventListener('gs-state-change', listen);
    expect(element.error?.code).to.equal('not-found');
    expect(asked('boards/')).to.have.length(1);
    expect(asked('/players')).to.have.length(0);
    expect(words.filter((word) => word !== 'ready')).to.deep.equal(['loading', 'error']);
  });

  it('reads the whole list where the gateway has no boards, or only that will do', async () => {
    const older = await setup({}, { hasBoards: false });
    expect(older.names()[0]).to.equal('Player 0');
    const searchable = await setup({ searchable: '' });
    expect(searchable.asked('boards/')).to.have.length(0);
    expect(searchable.element.players).to.have.length(10_000);
  });
});
