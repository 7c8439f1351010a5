/** What recent games take from the catalogue and from the page's resolvers, and which games can't be played. */
import { expect } from '@open-wc/testing';
import { answer, ART, row, setup } from '../../support/recent-games.js';
import { until } from '../../support/until.js';

describe('<gs-recent-games> with a catalogue', () => {
  it('takes names, pictures, studios and launch ids from it, by the operator’s id, then by the history’s', async () => {
    const { titles, root, element, countOf } = await setup(
      answer([{ game_id: 'x', internal_game_id: 101 }, { game_id: '102' }, { game_id: 'unknown' }]),
    );
    await until(() => titles()[0] === 'Saffron Comet', 'the name of the catalogue');
    expect(titles()).to.deep.equal(['Saffron Comet', 'Orb Hunt', 'unknown']);
    expect(element.games.map(({ launchId }) => launchId)).to.deep.equal(['101', '102', 'unknown']);
    expect(root.querySelector('.studio')!.textContent).to.contain('Halfmoon Works');
    const pictures = [...root.querySelectorAll<HTMLImageElement>('.games img')];
    expect(pictures).to.have.length(2);
    expect(pictures[0].dataset['src']).to.contain('saffron-comet');
    expect(pictures[0].referrerPolicy).to.equal('no-referrer');
    expect(countOf('listGames')).to.equal(1);
  });

  it('keeps what the history says, and asks no catalogue when it is off or there is nothing to complete', async () => {
    const own = await setup(answer([row(1, { internal_game_id: 101, game_studio: 'Own' })]));
    await until(() => own.countOf('listGames') === 1, 'asked');
    await until(() => own.element.games[0].launchId === '101', 'joined');
    expect(own.titles()).to.deep.equal(['Game 1']);
    expect(own.root.querySelector('.studio')!.textContent).to.contain('Own');
    const off = await setup({ ...answer([{ game_id: '101' }]), attributes: { catalogue: 'off' } });
    const empty = await setup({ ...answer([]), wait: 'empty' });
    await off.element.refreshNow();
    await empty.element.refreshNow();
    expect([off.titles()[0], off.countOf('listGames'), empty.countOf('listGames')]).to.deep.equal(['101', 0, 0]);
  });

  it('marks games of another country, currency or device before the tap', async () => {
    const { element, control, root, sandbox, detailOf } = await setup({
      ...answer([{ game_id: '101' }, row(2, { channels: ['Mobile'] }), row(3, { channels: ['web', 'mobile'] })]),
      player: { countryCode: 'XX' },
    });
    const why = (index: number) => root.getElementById(`why-${index}`)?.textContent;
    const { countries } = (await sandboxGame(sandbox)) as { countries: string[] };
    expect(countries).not.to.include('XX');
    await until(() => element.games[0].unavailable, 'marked');
    await element.updateComplete;
    expect([why(0), why(1), why(2)]).to.deep.equal(['Not in your country', 'For phones only', undefined]);
    expect(control(0).getAttribute('aria-disabled')).to.equal('true');
    control(0).click();
    expect(detailOf('gs-game-select')).to.equal(undefined);
    element.hideDisabled = true;
    await element.updateComplete;
    expect(element.games.map(({ name }) => name)).to.deep.equal(['Game 3']);
  });

  async function sandboxGame(sandbox: { fetch: typeof fetch; keys: { iplaygames: string } }) {
    const url = 'https://sandbox.test/iplaygames/api/v1/games?search=Saffron';
    const response = await sandbox.fetch(url, { headers: { authorization: `Bearer ${sandbox.keys.iplaygames}` } });
    const { data } = (await response.json()) as { data: { countries_supported: string[] }[] };
    return { countries: data[0].countries_supported };
  }

  it('takes promises from resolvers, once for each game, and lets them correct', async () => {
    let calls = 0;
    const { titles, root, element } = await setup({
      ...answer([row(1), row(2), row(3)]),
      properties: {
        resolveGame: async ({ gameId }) => {
          calls++;
          await Promise.resolve();
          if (gameId === 'g2') throw new Error('a mistake of the page');
          return gameId === 'g1' ? { name: 'Corrected', gameId: '7' } : undefined;
        },
        resolveImage: ({ gameId }) => (gameId === 'g3' ? Promise.resolve(`${ART}?corrected`) : undefined),
      },
    });
    await until(() => titles()[0] === 'Corrected', 'the answer of the promise');
    expect(titles()).to.deep.equal(['Corrected', 'Game 2', 'Game 3']);
    expect(element.games[0].launchId).to.equal('7');
    expect(root.querySelectorAll<HTMLImageElement>('.games img')[2].dataset['src']).to.equal(`${ART}?corrected`);
    element.requestUpdate();
    await element.updateComplete;
    expect(calls).to.equal(3);
  });

  it('checks filters before they are sent, and says where they are wrong', async () => {
    const { text, countOf, element } = await setup({
      attributes: { filters: 'category:is:slot' },
      wait: 'unconfigured',
    });
    expect(text()).to.contain('at character 10');
    expect(countOf('getLatestGameSessions')).to.equal(0);
    element.filters = 'category:eq:slot';
    await until(() => element.state === 'ready' || element.state === 'empty', 'asked');
    expect(countOf('getLatestGameSessions')).to.equal(1);
  });

  it('shows no more games than were asked for', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => row(index));
    const { titles } = await setup({ ...answer(rows), attributes: { count: '4' } });
    expect(titles()).to.have.length(4);
  });

  it('says least bets in the player’s currency, new games and the remaining features when asked to', async () => {
    const { root } = await setup({
      ...answer([row(1, { min_bet: 0.1, release_date: new Date().toISOString(), has_wilds_walking: true })]),
      attributes: { show: 'min-bet new features' },
    });
    const text = (part: string) => [...root.querySelectorAll(`[part=${part}]`)].map((box) => box.textContent.trim());
    expect(text('min-bet')).to.deep.equal(['From €0.10']);
    expect(text('badge').sort()).to.deep.equal(['New', 'Walking wilds']);
  });

  it('says that a play in the future was now: clocks differ', async () => {
    const started = new Date(Date.now() + 7_200_000).toISOString();
    const { root } = await setup(answer([row(1, { started })]));
    expect(root.querySelector('time')!.textContent).to.equal('now');
  });
});
