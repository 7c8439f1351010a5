/** The mock: a page that has no server behind it. */
import { expect, fixture, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import { meshmap } from '../../../src/api/meshmap/index.js';
import { MOCK_SCENARIOS } from '../../../src/live/mock.js';
import type { Connection } from '../../../src/live/connection.js';
import '../../../src/elements/leaderboard/leaderboard.js';
import type { GsLeaderboard } from '../../../src/elements/leaderboard/leaderboard.js';
import '../../../src/elements/provider/provider.js';
import type { GsProvider } from '../../../src/elements/provider/provider.js';
import '../../../src/elements/recent-games/recent-games.js';
import { until } from '../../support/until.js';

/** A board and a list of recent games in a provider with that scenario. */
async function mocked(mock: string, sessionId = 'gs_demo') {
  const provider = await fixture<GsProvider>(
    html`<gs-provider mock=${mock}>
      <gs-leaderboard session-id=${sessionId} loading="eager" refresh="0"></gs-leaderboard>
      <gs-recent-games loading="eager"></gs-recent-games>
    </gs-provider>`,
  );
  const board = provider.querySelector('gs-leaderboard') as GsLeaderboard;
  const games = provider.querySelector('gs-recent-games')!;
  const state = (word: string, element: { state: string } = board) =>
    until(() => element.state === word, `${word}, not ${element.state}`);
  return { provider, board, games, state };
}

const connectionOf = (element: Element) => (element as Element & { connection: Connection }).connection;

describe('mock', function () {
  this.timeout(30_000);

  it('shows a live board and recent games without server and key, marked as a demo', async () => {
    const { board, games, state } = await mocked('');
    await state('ready');
    await state('ready', games);
    expect(board.players.length).to.equal(40);
    expect(board.self?.player.playerId).to.equal('pl_you');
    const mark = document.querySelector('[data-gs-demo-mark]')!;
    expect(mark.shadowRoot!.textContent).to.contain('Demo data');
    await expect(mark).to.be.accessible();
  });

  it('takes any session id of a page', async () => {
    const { board, state } = await mocked('live', 'gs_01JA8Z6K');
    await state('ready');
    expect(board.players.length).to.equal(40);
  });

  for (const [mock, word] of [
    ['empty', 'empty'],
    ['expired', 'expired'],
    ['rate-limited', 'error'],
  ] as const) {
    it(`${mock}: the board is ${word}`, async () => {
      const { board, state } = await mocked(mock);
      await state(word);
      if (mock === 'rate-limited') expect(board.error?.code).to.equal('rate-limited');
    });
  }

  for (const [mock, code] of [
    ['error', 'upstream'],
    ['offline', 'network'],
  ] as const) {
    it(`${mock}: the failure is ${code}`, async () => {
      const { board, state } = await mocked(mock);
      await state('error');
      expect(board.error?.code).to.equal(code);
    });
  }

  it('partial and hostile: what can be shown is shown', async () => {
    for (const mock of ['partial', 'hostile']) {
      const { board, state } = await mocked(mock);
      await state('ready');
      expect(board.players.length).to.be.greaterThan(30);
    }
  });

  it('upcoming and final: the same session before its start and past its end', async () => {
    const upcoming = await mocked('upcoming');
    await until(() => upcoming.board.session);
    expect(upcoming.board.session!.startTime!.getTime()).to.be.greaterThan(Date.now());
    const final = await mocked('final');
    await until(() => final.board.session);
    expect(final.board.session!.status).to.equal('COMPLETED');
  });

  it('slow: the board is loading for a while', async () => {
    const { board, state } = await mocked('slow');
    await state('loading');
    expect(board.players.length).to.equal(0);
  });

  it('another scenario is another world, the same one is shared by all providers', async () => {
    const one = await mocked('live');
    const two = await mocked('live');
    await one.state('ready');
    await connectionOf(one.board).service(meshmap)!.setSessionPlayerScore('gs_demo', 'pl_you', 99_999);
    await two.board.refreshNow();
    expect(two.board.self?.rank).to.equal(1);
    two.provider.mock = 'empty';
    await two.state('empty');
  });

  it('a word that is no scenario is said, with those that are', async () => {
    const provider = await fixture<GsProvider>(html`<gs-provider></gs-provider>`);
    const failing = oneEvent(provider, 'gs-error') as Promise<CustomEvent<{ error: Error }>>;
    provider.mock = 'lively';
    const { message } = (await failing).detail.error;
    expect(message).to.contain('lively');
    for (const word of MOCK_SCENARIOS) expect(message).to.contain(word);
  });
});
