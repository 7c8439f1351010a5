import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/multi-swiper/multi-swiper.js';
import type { GsMultiSwiper } from '../../../src/elements/multi-swiper/multi-swiper.js';
import { joinGames } from '../../../src/elements/multi-swiper/hosted-session.js';
import { endByHand, textOf } from '../../support/launcher.js';
import { sandboxProvider, type SandboxProviderOptions } from '../../support/sandbox-provider.js';
import { until } from '../../support/until.js';

/** The swipe page is on another origin, which the same server answers: with nothing, and that is enough here. */
const SWIPE = location.origin.replace('localhost', '127.0.0.1');

interface Options extends SandboxProviderOptions {
  attributes?: Record<string, string>;
  properties?: Partial<GsMultiSwiper>;
}

const EVENTS = [
  'gs-multi-session-start',
  'gs-multi-session-status',
  'gs-multi-session-expired',
  'gs-multi-session-end',
  'gs-error',
] as const;

async function setup({ attributes = {}, properties = {}, ...options }: Options = {}) {
  const element = document.createElement('gs-multi-swiper');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, properties);
  const events: { type: string; detail: Record<string, unknown> }[] = [];
  for (const type of EVENTS) {
    element.addEventListener(type, ({ detail }) => events.push({ type, detail: detail }));
  }
  const { sandbox, countOf } = await sandboxProvider(html`${element}`, {
    gamesOrigin: SWIPE,
    now: Date.now,
    ...options,
  });
  const root = element.shadowRoot!;
  await until(() => element.isNearViewport, 'is near the screen');
  await element.updateComplete;
  return {
    element,
    sandbox,
    countOf,
    root,
    button: (part: string) => root.querySelector<HTMLElement>(`[part=${part}]`)!,
    namesOf: () => events.map(({ type }) => type),
    detailOf: (type: string) => events.find((event) => event.type === type)?.detail,
    frame: () => root.querySelector('gs-game-frame'),
    labels: () => [...root.querySelectorAll('[part=rail-item]')].map((item) => item.getAttribute('aria-label')),
    text: () => textOf(root),
    endByHand: () => endByHand(root),
  };
}

describe('<gs-multi-swiper mode="hosted">', () => {
  it('starts nothing before the player says so, then frames the swipe page beside its games', async () => {
    const { element, sandbox, button, countOf, frame, labels, detailOf, text } = await setup({
      attributes: { 'game-ids': '101 103 113' },
    });
    expect(element.state).to.equal('idle');
    expect(countOf('startMultiSession')).to.equal(0);
    button('play-button').click();
    void element.start();
    await until(() => element.state === 'ready', 'started');
    await element.updateComplete;
    expect(countOf('startMultiSession')).to.equal(1);
    const { body } = sandbox.calls.find(({ operation }) => operation === 'startMultiSession')!;
    expect((JSON.parse(body) as { game_ids: unknown }).game_ids).to.deep.equal(['101', '103', '113']);
    const id = detailOf('gs-multi-session-start')?.['multiSessionId'] as string;
    expect(frame()?.src).to.equal(`${SWIPE}/play/${id}`);
    await until(() => labels()[0] === 'Saffron Comet, waiting', 'states are on the rail');
    sandbox.advance(2000);
    await element.refreshNow();
    expect(labels()).to.deep.equal(['Saffron Comet, ready', 'Lantern Pairs, ready', 'Polar Static, waiting']);
    expect(text()).to.contain('1 / 3');
    expect(text(), 'the countdown comes in the last ten minutes').not.to.match(/23:59:\d\d/);
    sandbox.swipeTo(id, 1);
    sandbox.advance(2000);
    await element.refreshNow();
    expect(text()).to.contain('2 / 3');
    expect(labels()[2]).to.equal('Polar Static, not available');
    expect(detailOf('gs-multi-session-status')).to.have.property('multiSessionId', id);
  });

  it('ends when the player says so, and can be started again', async () => {
    const { element, endByHand, countOf, detailOf, frame } = await setup();
    await element.start();
    await element.updateComplete;
    await endByHand();
    await until(() => element.state === 'idle', 'ended');
    await element.updateComplete;
    expect(countOf('endMultiSession')).to.equal(1);
    expect(detailOf('gs-multi-session-end')).to.include({ reason: 'player' });
    expect(frame()).to.be.null;
    await element.start();
    expect(countOf('startMultiSession')).to.equal(2);
  });

  it('ends when the element leaves the page, but not when it is only moved', async () => {
    const { element, countOf, detailOf } = await setup();
    await element.start();
    element.parentElement!.prepend(element);
    await element.updateComplete;
    expect(countOf('endMultiSession')).to.equal(0);
    element.remove();
    await until(() => countOf('endMultiSession') === 1, 'ended');
    expect(detailOf('gs-multi-session-end')).to.include({ reason: 'leave' });
  });

  it('ends a session that was still being started when the element left', async () => {
    const { element, countOf } = await setup({ switches: { latency: 60 } });
    void element.start();
    await until(() => countOf('startMultiSession') === 1, 'asked');
    element.remove();
    await until(() => countOf('endMultiSession') === 1, 'ended');
  });

  it('says when the time is up, and asks no more', async () => {
    const { element, sandbox, text, namesOf, countOf } = await setup();
    await element.start();
    await until(() => namesOf().includes('gs-multi-session-status'), 'asked and answered');
    sandbox.advance(25 * 3_600_000);
    await element.refreshNow();
    await until(() => element.state === 'expired', 'expired');
    await element.updateComplete;
    expect(text()).to.contain('time for this game is up');
    expect(namesOf()).to.include.members(['gs-multi-session-expired', 'gs-multi-session-end']);
    const asked = countOf('getMultiSessionStatus');
    await element.refreshNow();
    expect(countOf('getMultiSessionStatus')).to.equal(asked);
  });

  it('offers another start after one that failed, and says so when nobody knows whether it did', async () => {
    const failures = [{ operation: 'startMultiSession', kind: 'lost-answer' as const, times: 1 }];
    const { element, text, button, countOf } = await setup({ switches: { failures } });
    button('play-button').click();
    await until(() => element.state === 'error', 'failed');
    await element.updateComplete;
    expect(countOf('startMultiSession')).to.equal(1);
    expect(text()).to.contain('not certain');
    expect(element.error?.code).to.equal('unknown-outcome');
    button('play-button').click();
    await until(() => element.state === 'ready', 'started');
  });

  it('keeps a session that could not be ended, and says so', async () => {
    const { element, sandbox, text, endByHand } = await setup();
    await element.start();
    sandbox.switches.failures = [{ operation: 'endMultiSession', kind: 'forbidden' }];
    await element.updateComplete;
    await endByHand();
    await until(() => text().includes('has not confirmed'), 'said');
    expect(element.state).to.equal('ready');
  });

  it('follows a session that was started elsewhere, and is honest about what it does not know', async () => {
    const { sandbox, element: first } = await setup();
    await first.start();
    const id = new URL(first.shadowRoot!.querySelector('gs-game-frame')?.src ?? '').pathname.split('/').at(-1)!;
    const other = document.createElement('gs-multi-swiper');
    other.multiSessionId = id;
    first.after(other);
    const text = () => other.shadowRoot!.querySelector<HTMLElement>('.base')?.innerText ?? '';
    await until(() => other.shadowRoot?.querySelector('[part=rail-item]'), 'games are on the rail');
    expect(other.state).to.equal('ready');
    expect(text()).to.contain('started elsewhere');
    expect(other.shadowRoot!.querySelector('gs-game-frame')).to.be.null;
    other.multiSessionId = '';
    await until(() => other.state === 'idle', 'let go');
    other.multiSessionId = id;
    await until(() => other.state === 'ready', 'followed again');
    other.remove();
    await Promise.resolve();
    expect(sandbox.calls.filter(({ operation }) => operation === 'endMultiSession').length).to.equal(0);
    expect(sandbox.calls.filter(({ operation }) => operation === 'startMultiSession').length).to.equal(1);
  });

  it('stops following a session that is over or that nobody knows, and says so', async () => {
    const { element, sandbox, countOf } = await setup();
    await element.start();
    const id = new URL(element.shadowRoot!.querySelector('gs-game-frame')?.src ?? '').pathname.split('/').at(-1)!;
    const follow = (multiSessionId: string) => {
      const other = document.createElement('gs-multi-swiper');
      other.multiSessionId = multiSessionId;
      element.after(other);
      return other;
    };
    const known = follow(id);
    await until(() => known.state === 'ready', 'followed');
    await element.end();
    await known.refreshNow();
    await until(() => known.state === 'idle', 'over');
    const asked = countOf('getMultiSessionStatus');
    known.requestUpdate();
    await known.updateComplete;
    await known.refreshNow();
    expect(countOf('getMultiSessionStatus')).to.equal(asked);
    known.remove();
    const unknown = follow('nobody-knows-me');
    await until(() => unknown.state === 'error', 'unknown');
    expect(unknown.error?.code).to.equal('not-found');
    const textOf = (swiper: GsMultiSwiper) => swiper.shadowRoot!.querySelector<HTMLElement>('.base')!.innerText;
    await until(() => textOf(unknown).includes('does not exist'), 'the words');
    unknown.multiSessionId = '';
    await until(() => unknown.state === 'idle', 'nothing is followed');
    expect([unknown.error, textOf(unknown).includes('does not exist')]).to.deep.equal([undefined, false]);
    expect(sandbox.calls.filter(({ operation }) => operation === 'startMultiSession').length).to.equal(1);
    unknown.remove();
  });

  it('ends a session for the player who started it when the page changes to another one', async () => {
    const { element, sandbox, countOf, detailOf } = await setup();
    await element.start();
    element.closest('gs-provider')!.playerId = 'pl_other';
    await until(() => countOf('endMultiSession') === 1, 'ended');
    expect(sandbox.calls.at(-1)?.status).to.equal(200);
    await until(() => element.state === 'idle', 'nothing is left of it');
    expect(detailOf('gs-multi-session-end')).to.include({ reason: 'player-change' });
  });

  it('refuses a swipe url that is no place for a game', async () => {
    for (const swipe_url of ['javascript:alert(1)', `${location.origin}/play/x`, '/play/x', '//play.example/x']) {
      const answer = {
        status: 201,
        body: { success: true, data: { multi_session_id: 'm1', swipe_url, total_games: 1, games: [] } },
      };
      const { element, frame } = await setup({
        switches: { failures: [{ operation: 'startMultiSession', kind: 'answer', answer }] },
      });
      await element.start();
      await until(() => frame()?.state === 'error', `refused: ${swipe_url}`);
      expect(frame()?.shadowRoot?.querySelector('iframe')).to.be.null;
      element.remove();
    }
  });

  it('joins games by position, and by order where positions repeat', () => {
    const started = [
      { position: 1, name: 'B', imageUrl: 'https://x.example/b.png' },
      { position: 0, name: 'A' },
    ];
    const states = [
      { position: 0, status: 'ready' },
      { position: 1, status: 'pending' },
    ];
    expect(joinGames(started, states)).to.deep.equal([
      { name: 'A', imageUrl: undefined, status: 'ready' },
      { name: 'B', imageUrl: 'https://x.example/b.png', status: 'pending' },
    ]);
    const repeated = [
      { position: 0, status: 'ready' },
      { position: 0, status: 'failed' },
    ];
    expect(joinGames(started, repeated).map(({ name, status }) => [name, status])).to.deep.equal([
      ['B', 'ready'],
      ['A', 'failed'],
    ]);
  });

  it('gives axe nothing to say, before and after its start', async () => {
    const { element } = await setup();
    await expect(element).to.be.accessible();
    await element.start();
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });
});
