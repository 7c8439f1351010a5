import { expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import { iplaygames } from '../../../src/api/iplaygames/index.js';
import '../../../src/elements/multi-swiper/multi-swiper.js';
import type { GsMultiSwiper } from '../../../src/elements/multi-swiper/multi-swiper.js';
import { endByHand, textOf } from '../../support/launcher.js';
import { sandboxProvider, type SandboxProviderOptions } from '../../support/sandbox-provider.js';
import { until } from '../../support/until.js';

/** The page is on localhost; the games on another origin, which the same server answers. */
const GAMES = `${location.origin.replace('localhost', '127.0.0.1')}/demo/games`;
/** A page that says nothing; the game's own path ends up in its query. */
const SILENT = `${location.origin.replace('localhost', '127.0.0.1')}/test/support/game-pages/hostile.html?do=silent&path=`;

/** Whether the element takes a turn of the wheel for itself. */
function turnWheel(target: Element, deltaY: number, timeStamp: number): boolean {
  const event = new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true });
  Object.defineProperty(event, 'timeStamp', { value: timeStamp });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

interface Options extends SandboxProviderOptions {
  attributes?: Record<string, string>;
  properties?: Partial<GsMultiSwiper>;
  wait?: string;
}

const EVENTS = [
  'gs-slide-change',
  'gs-slide-ready',
  'gs-slide-error',
  'gs-slide-end',
  'gs-end-reached',
  'gs-score',
  'gs-game-ready',
  'gs-error',
] as const;

async function setup({ attributes = {}, properties = {}, wait = 'idle', ...options }: Options = {}) {
  const element = document.createElement('gs-multi-swiper');
  for (const [name, value] of Object.entries({ mode: 'native', ...attributes })) element.setAttribute(name, value);
  Object.assign(element, properties);
  element.style.setProperty('--gs-swiper-size', '400px');
  const events: { type: string; detail: Record<string, unknown> }[] = [];
  for (const type of EVENTS) {
    element.addEventListener(type, (event) => events.push({ type, detail: (event as CustomEvent).detail as Record<string, unknown> })); // prettier-ignore
  }
  const { sandbox, provider, countOf } = await sandboxProvider(html`${element}`, { gamesOrigin: GAMES, ...options });
  const root = element.shadowRoot!;
  await until(() => element.state === wait && (wait !== 'idle' || root.querySelector('.slide')), `is ${wait}`);
  await until(() => element.isNearViewport, 'is near the screen');
  const slideAt = (index: number) => element.slides.find((slide) => slide.index === index);
  return {
    element,
    provider,
    sandbox,
    countOf,
    root,
    events,
    slideAt,
    eventsOf: (type: string) => events.filter((event) => event.type === type).map(({ detail }) => detail),
    tapPlay: () => root.querySelector<HTMLElement>('.slide:not([inert]) [part=play-button]')!.click(),
    phaseOf: (index: number) => slideAt(index)?.phase,
    frames: () => [...root.querySelectorAll('gs-game-frame')],
    iframeOf: (key: string) =>
      root.querySelector(`gs-game-frame[data-key="${key}"]`)?.shadowRoot?.querySelector('iframe') ?? null,
    press: (key: string) =>
      root
        .querySelector('.viewport')!
        .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
    rests: (index: number) => until(() => element.activeIndex === index, `rests on ${index}`),
    shell: () => root.querySelector('gs-game-shell')!.shadowRoot!,
    text: () => textOf(root),
    endByHand: () => endByHand(root),
  };
}

describe('<gs-multi-swiper mode="native">', () => {
  it('has a round play button over the picture', async () => {
    const { root } = await setup();
    const { width, height } = root.querySelector('[part=play-button]')!.getBoundingClientRect();
    expect([width, height]).to.deep.equal([72, 72]);
  });

  it('lets the player browse posters of the games offered to them, and starts nothing', async () => {
    const { sandbox, text, root, element } = await setup();
    expect(sandbox.calls.map(({ operation }) => operation)).to.deep.equal(['listGames']);
    expect(text()).to.contain('Saffron Comet').and.contain('1 / 13');
    expect(text()).not.to.contain('Polar Static');
    expect([...root.querySelectorAll('img')].map(({ referrerPolicy }) => referrerPolicy))
      .to.include('no-referrer')
      .and.not.include('');
    element.next();
    await until(() => element.activeIndex === 1, 'the next poster');
    expect(root.querySelector('.slide:not([inert])')?.getAttribute('aria-label')).to.equal('2 of 13: Orb Hunt');
    expect(sandbox.calls.length).to.equal(1);
  });

  it('starts the game whose poster is tapped, once, and no other', async () => {
    const { element, tapPlay, phaseOf, countOf, eventsOf, frames } = await setup();
    tapPlay();
    void element.start();
    await until(() => phaseOf(0) === 'playing', 'the game is ready');
    expect(element.state).to.equal('ready');
    expect(countOf('startGameSession')).to.equal(1);
    expect(frames().length).to.equal(1);
    expect(eventsOf('gs-slide-ready')).to.have.length(1);
    expect(eventsOf('gs-slide-ready')[0]).to.include({ index: 0, gameId: '101' });
    expect(eventsOf('gs-game-ready')[0]).to.include({ index: 0, gameId: '101' });
  });

  it('silences a game that is left, keeps its frame as it is, and lets it go on when the player comes back', async () => {
    const { element, tapPlay, phaseOf, slideAt, iframeOf, countOf, rests } = await setup();
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'the first game');
    const frame = iframeOf('101')!;
    let loads = 0;
    frame.addEventListener('load', () => loads++);
    element.next();
    await rests(1);
    expect(slideAt(0)?.silencedBy).to.equal('pause');
    tapPlay();
    await until(() => phaseOf(1) === 'playing', 'the second game');
    expect(element.slides.filter(({ sessionId, silencedBy }) => sessionId && !silencedBy).length).to.equal(1);
    element.previous();
    await rests(0);
    expect(slideAt(0)?.silencedBy).to.be.undefined;
    expect(slideAt(1)?.silencedBy).to.equal('pause');
    expect(iframeOf('101')).to.equal(frame);
    expect(loads).to.equal(0);
    expect(countOf('startGameSession')).to.equal(2);
    expect(countOf('endGameSession')).to.equal(0);
  });

  it('takes a game out of the page that cannot be told to be quiet, without ending it', async () => {
    const { element, tapPlay, phaseOf, slideAt, frames, countOf, rests } = await setup({ gamesOrigin: SILENT });
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'has loaded');
    element.next();
    await rests(1);
    expect(slideAt(0)?.silencedBy).to.equal('unload');
    await element.updateComplete;
    expect(frames().length).to.equal(0);
    element.previous();
    await rests(0);
    await until(() => frames().length === 1, 'framed again');
    expect(countOf('startGameSession')).to.equal(1);
    expect(countOf('endGameSession')).to.equal(0);
  });

  it('ends games that are further away than the kept window', async () => {
    const { element, tapPlay, phaseOf, countOf, eventsOf, rests, frames } = await setup({
      attributes: { 'keep-alive': '1' },
    });
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'the first game');
    element.next();
    await rests(1);
    await until(() => countOf('endGameSession') === 1, 'ended');
    expect(eventsOf('gs-slide-end')[0]).to.include({ index: 0, gameId: '101', reason: 'window' });
    await element.updateComplete;
    expect(frames().length).to.equal(0);
  });

  it('starts by itself what the player rests on under play="auto", and not what they pass', async () => {
    const { element, sandbox, phaseOf, countOf, press, rests } = await setup({ attributes: { play: 'auto' } });
    await element.start();
    await until(() => phaseOf(0) === 'playing', 'the first game');
    element.goTo(4);
    await rests(4);
    element.goTo('108');
    await rests(7);
    await until(() => phaseOf(7) === 'playing', 'the game that the player rests on');
    const started = sandbox.calls.filter(({ operation }) => operation === 'startGameSession');
    expect(started.map(({ body }) => (JSON.parse(body) as { game_id: number }).game_id)).to.deep.equal([101, 108]);
    expect(countOf('endGameSession')).to.equal(1);
    press('Home');
    await rests(0);
  });

  it('starts the neighbour only when the game in front is ready, and only under preload="frame"', async () => {
    const { element, phaseOf, slideAt, countOf } = await setup({
      attributes: { play: 'auto', preload: 'frame', 'keep-alive': '2' },
    });
    const start = element.start();
    await start;
    expect(countOf('startGameSession')).to.equal(1);
    await until(() => phaseOf(1) === 'playing', 'the neighbour is there before the player is');
    expect(slideAt(1)?.silencedBy).to.equal('pause');
    expect(phaseOf(0)).to.equal('playing');
    expect(countOf('startGameSession')).to.equal(2);
  });

  it('animates the bar of a game that loads in front, and none of those beside it, which nobody sees', async () => {
    const { element, root, sandbox } = await setup({
      attributes: { play: 'auto', preload: 'frame', 'keep-alive': '2' },
    });
    sandbox.switches.latency = 200;
    const bar = (slide: string) => root.querySelector(`${slide} > .poster progress`);
    void element.start();
    await until(() => bar('.slide:not([inert])'), 'the game in front starts');
    expect(getComputedStyle(bar('.slide:not([inert])')!).animationName).to.equal('travel');
    await until(() => bar('.slide[inert]'), 'its neighbour starts');
    expect(getComputedStyle(bar('.slide[inert]')!).animationName).to.equal('none');
  });

  it('has the next game ready also where the games behind fill the kept window', async () => {
    const { element, phaseOf, countOf, eventsOf, rests } = await setup({
      attributes: { play: 'auto', preload: 'frame', 'keep-alive': '3' },
    });
    await element.start();
    for (let index = 0; index < 3; index++) {
      await until(() => phaseOf(index + 1) === 'playing', `the game after ${index}`);
      element.next();
      await rests(index + 1);
    }
    await until(() => phaseOf(4) === 'playing', 'the game after the last swipe');
    // the one in front, and one on either side
    expect(element.slides.flatMap(({ index, sessionId }) => (sessionId ? [index] : [])).sort()).to.deep.equal([
      2, 3, 4,
    ]);
    expect(eventsOf('gs-slide-end').map(({ index, reason }) => [index, reason])).to.deep.equal([
      [0, 'window'],
      [1, 'window'],
    ]);
    expect(countOf('startGameSession')).to.equal(5);
  });

  it('starts the next game after the frame in which a swipe has come to rest', async () => {
    const { element, phaseOf, rests } = await setup({
      attributes: { play: 'auto', preload: 'frame', 'keep-alive': '3' },
    });
    await element.start();
    await until(() => phaseOf(1) === 'playing', 'the neighbour');
    const inFrame = new Promise<string | undefined>((resolve) =>
      element.addEventListener('gs-slide-change', () => requestAnimationFrame(() => resolve(phaseOf(2)))),
    );
    element.next();
    await rests(1);
    expect(await inFrame).to.equal('poster');
    await until(() => phaseOf(2) === 'playing', 'the next one');
  });

  it('scrolls games without painting them anew: what scrolls is opaque', async () => {
    const { element } = await setup();
    const viewport = element.shadowRoot!.querySelector('.viewport')!;
    expect(getComputedStyle(viewport).backgroundColor).to.match(/^rgb\(/);
  });

  it('says that a game is not available, and does not ask twice', async () => {
    const { tapPlay, phaseOf, text, countOf, eventsOf, element } = await setup({
      attributes: { 'game-ids': '113 101' },
    });
    tapPlay();
    await until(() => phaseOf(0) === 'unavailable', 'refused');
    await element.updateComplete;
    expect(text()).to.contain('can’t be played from where you are');
    expect(countOf('startGameSession')).to.equal(1);
    expect((eventsOf('gs-slide-error')[0]?.['error'] as { code: string }).code).to.equal('unavailable');
  });

  it('ends everything when the element leaves the page, by requests that outlive it', async () => {
    const { element, provider, sandbox, tapPlay, phaseOf, countOf } = await setup();
    const kept: boolean[] = [];
    provider.fetch = (input, init) => {
      const request = new Request(input, init);
      if (request.url.endsWith('/end')) kept.push(request.keepalive);
      return sandbox.fetch(request);
    };
    await provider.updateComplete;
    await until(() => element.slides.length > 0, 'games');
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'playing');
    element.remove();
    await until(() => countOf('endGameSession') === 1, 'ended');
    expect(kept).to.deep.equal([true]);
  });

  it('ends a game that was still being started when the element left', async () => {
    const { element, sandbox, tapPlay, countOf, phaseOf } = await setup({ switches: { latency: 60 } });
    tapPlay();
    await until(() => phaseOf(0) === 'starting', 'starting');
    await until(() => countOf('startGameSession') === 1, 'asked');
    element.remove();
    await until(
      () => sandbox.calls.some(({ operation, status }) => operation === 'endGameSession' && status === 200),
      'ended',
    );
  });

  it('ends the game that is exited from inside, or by End', async () => {
    const { element, root, tapPlay, phaseOf, countOf, eventsOf, endByHand, text } = await setup();
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'playing');
    await endByHand();
    await until(() => phaseOf(0) === 'ended', 'ended');
    expect(countOf('endGameSession')).to.equal(1);
    await element.updateComplete;
    expect(text()).to.contain('Game over');
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'playing again');
    const frame = root.querySelector('gs-game-frame')!;
    frame.dispatchEvent(
      new CustomEvent('gs-game-event', { detail: { event: { type: 'exit' } }, bubbles: true, composed: true }),
    );
    await until(() => countOf('endGameSession') === 2, 'ended');
    await until(() => eventsOf('gs-slide-end').length === 2, 'the page was told');
    expect(eventsOf('gs-slide-end').map(({ reason }) => reason)).to.deep.equal(['player', 'exit']);
  });

  it('takes back the game when the service says that its session is over', async () => {
    const { element, sandbox, tapPlay, phaseOf, text, eventsOf } = await setup();
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'playing');
    sandbox.advance(3 * 3_600_000);
    await element.refreshNow();
    await until(() => phaseOf(0) === 'expired', 'expired');
    await element.updateComplete;
    expect(text()).to.contain('time for this game is up');
    expect(eventsOf('gs-slide-end')[0]).to.include({ reason: 'expired' });
  });

  it('asks the page before the player leaves a game, and stays when the page says no', async () => {
    const { element, root, tapPlay, phaseOf, rests } = await setup();
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'playing');
    const busy = { detail: { event: { type: 'busy' } }, bubbles: true, composed: true };
    root.querySelector('gs-game-frame')!.dispatchEvent(new CustomEvent('gs-game-event', busy));
    const asked: object[] = [];
    const refuse = (event: Event) => {
      asked.push((event as CustomEvent<object>).detail);
      event.preventDefault();
    };
    element.addEventListener('gs-before-slide-change', refuse);
    element.next();
    expect(asked).to.deep.equal([{ from: 0, to: 1, busy: true }]);
    // A swipe can't be asked about before it is over: it is taken back.
    const viewport = root.querySelector('.viewport')!;
    viewport.scrollTo({ top: 400, behavior: 'instant' });
    await until(() => asked.length === 2, 'asked about the swipe');
    await until(() => viewport.scrollTop === 0, 'back where the page keeps the player');
    expect(element.activeIndex).to.equal(0);
    element.removeEventListener('gs-before-slide-change', refuse);
    element.next();
    await rests(1);
  });

  it('is swiped by scrolling, keys, buttons and the rail', async () => {
    const { element, root, press, rests } = await setup();
    root.querySelector('.viewport')!.scrollTo({ top: 400, behavior: 'instant' });
    await rests(1);
    press('ArrowDown');
    await rests(2);
    press('PageUp');
    await rests(1);
    press('End');
    await rests(12);
    press('Home');
    await rests(0);
    root.querySelector<HTMLElement>('[part=next-button]')!.click();
    await rests(1);
    [...root.querySelectorAll<HTMLElement>('[part=rail-item]')].at(-1)!.click();
    await rests(8);
    expect(root.querySelector('[part=rail-item][aria-current]')?.getAttribute('aria-label')).to.equal('Koi Pond Live');
    const wheel = new WheelEvent('wheel', { deltaY: 120, bubbles: true, cancelable: true });
    root.querySelector('[part=rail]')!.dispatchEvent(wheel);
    await rests(9);
    expect(wheel.defaultPrevented).to.be.true;
    const rail = root.querySelector('[part=rail]')!;
    const point = (type: string, clientY: number) =>
      rail.dispatchEvent(new PointerEvent(type, { clientY, pointerType: 'touch', bubbles: true }));
    point('pointerdown', 200);
    point('pointerup', 300);
    await rests(8);
    void element;
  });

  it('is on the game that is seen far down a feed whose slides have a fraction of a pixel', async () => {
    const ids = Array.from({ length: 2000 }, (_, index) => String(1000 + index)).join(' ');
    const { element, root, rests } = await setup({ attributes: { 'game-ids': ids } });
    element.style.setProperty('--gs-swiper-size', '300.4px');
    for (const index of [600, 1900]) {
      element.goTo(index);
      await rests(index);
      await element.updateComplete;
      const viewport = root.querySelector('.viewport')!.getBoundingClientRect();
      const seen = [...root.querySelectorAll('.slide')].find(
        (slide) => Math.abs(slide.getBoundingClientRect().top - viewport.top) < 2,
      );
      expect(seen?.getAttribute('aria-label')).to.contain(`${index + 1} of 2000`);
      expect(seen?.hasAttribute('inert')).to.be.false;
    }
  });

  it('adds up what is asked for while it moves, and asks the page once for each change', async () => {
    const { element, rests, press } = await setup();
    const asked: number[] = [];
    element.addEventListener('gs-before-slide-change', ({ detail }) => asked.push(detail.to));
    for (let steps = 0; steps < 3; steps++) element.next();
    await rests(3);
    for (let steps = 0; steps < 5; steps++) press('ArrowDown');
    await rests(8);
    element.next();
    element.previous();
    element.next();
    await rests(9);
    expect(asked).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 9]);
  });

  it('goes one game by a notch of the wheel, and lets the page scroll beyond the ends', async () => {
    const { root, rests } = await setup({ attributes: { 'game-ids': '101 102' } });
    const turn = (deltaY: number, at: number) => turnWheel(root.querySelector('.viewport')!, deltaY, at);
    expect(turn(-120, 0), 'the page’s, at the first game').to.be.false;
    expect(turn(120, 100)).to.be.true;
    await rests(1);
    expect(turn(120, 200), 'the page’s, at the last game').to.be.false;
  });

  it('goes one game by a flick, whose rest does not scroll the page when the game is there', async () => {
    const { element, root } = await setup({ attributes: { 'game-ids': '101 102 103' } });
    let at = 0;
    const turn = (deltaY: number) => turnWheel(root.querySelector('.viewport')!, deltaY, (at += 16));
    expect(turn(60)).to.be.true;
    do {
      await new Promise(requestAnimationFrame);
      expect(turn(9)).to.be.true;
    } while (element.activeIndex !== 1);
    expect(turn(3), 'when the track rests').to.be.true;
    expect(element.activeIndex).to.equal(1);
  });

  it('is where it was when it is taken out of the page and put back', async () => {
    const { element, root, rests } = await setup();
    element.goTo(4);
    await rests(4);
    element.parentElement!.append(element);
    await element.updateComplete;
    await until(() => Math.abs(root.querySelector('.viewport')!.scrollTop - 4 * 400) < 2, 'the same game is seen');
    expect(element.activeIndex).to.equal(4);
  });

  it('has End where nothing lies over it, also with a game open and another poster in front', async () => {
    const { element, root, tapPlay, phaseOf, rests, shell, endByHand } = await setup();
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'playing');
    element.next();
    await rests(1);
    await element.updateComplete;
    const end = shell().querySelector<HTMLElement>('[part=end-button]')!;
    const { left, top, width, height } = end.getBoundingClientRect();
    expect(
      shell()
        .elementFromPoint(left + width / 2, top + height / 2)
        ?.closest('button'),
    ).to.equal(end);
    expect(shell().querySelector('.name')!.textContent.trim(), 'what is still open').to.equal('Saffron Comet');
    expect(Math.min(width, height)).to.be.at.least(44);
    const step = root.querySelector('.step')!.getBoundingClientRect();
    expect(step.left >= left + width || step.top >= top + height, 'it is away from the rail').to.be.true;
    await endByHand();
    await until(() => phaseOf(0) === 'ended', 'the game that was open is ended');
    expect(element.activeIndex).to.equal(1);
  });

  it('is mirrored from right to left when it is swiped sideways', async () => {
    const { element, root, press, rests } = await setup({ attributes: { direction: 'horizontal', dir: 'rtl' } });
    press('ArrowLeft');
    await rests(1);
    expect(root.querySelector('.viewport')!.scrollLeft).to.be.lessThan(0);
    press('ArrowRight');
    await rests(0);
    element.goTo(5);
    await rests(5);
    const slide = root.querySelector('.slide:not([inert])')!.getBoundingClientRect();
    expect(slide.left).to.be.closeTo(root.querySelector('.viewport')!.getBoundingClientRect().left, 1);
  });

  it('puts a name in another direction where the reader’s own names are', async () => {
    const { element, root } = await setup({ attributes: { 'game-ids': '108 101', dir: 'ltr' } });
    const sideOf = (selector: string) => getComputedStyle(root.querySelector(selector)!).textAlign;
    for (const [dir, side] of [
      ['ltr', 'left'],
      ['rtl', 'right'],
    ] as const) {
      element.dir = dir;
      expect(sideOf('[part=title]')).to.equal(side);
    }
  });

  it('has as many nodes for a thousand games as for ten', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => String(1000 + index)).join(' ');
    const count = (root: ShadowRoot) => root.querySelectorAll('*').length;
    const small = await setup({ attributes: { 'game-ids': ids(10) } });
    small.element.goTo(5);
    await small.rests(5);
    await small.element.updateComplete;
    const ten = count(small.root);
    small.element.remove();
    const large = await setup({ attributes: { 'game-ids': ids(1000) } });
    large.element.goTo(500);
    await large.rests(500);
    await large.element.updateComplete;
    expect(count(large.root)).to.be.at.most(ten);
    expect(ten).to.be.lessThan(150);
    expect(large.text()).to.contain('501 / 1,000');
  });

  it('appends ids in whatever way a page has them, and nothing that is none', async () => {
    const { element, root } = await setup({ attributes: { 'game-ids': '101' } });
    element.append(...([['102', 103], '104 105', 106, null, {}, [' ']] as never[]));
    await until(() => root.querySelectorAll('[part~=rail-item]').length === 6, 'six games');
  });

  it('begins at start-index, and at the game that the address names', async () => {
    const first = await setup({ attributes: { 'start-index': '3' } });
    await first.rests(3);
    first.element.remove();
    history.replaceState(null, '', '#lobby=106');
    const { element, rests } = await setup({ attributes: { hash: 'lobby', 'start-index': '3' } });
    await rests(5);
    element.next();
    await rests(6);
    expect(location.hash).to.equal('#lobby=107');
    location.hash = '#lobby=103';
    await rests(2);
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('keeps a game in its frame when others are appended or the order changes', async () => {
    const { element, tapPlay, phaseOf, iframeOf, text, rests } = await setup({
      attributes: { 'game-ids': '101 102 103' },
    });
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'playing');
    const frame = iframeOf('101')!;
    let loads = 0;
    frame.addEventListener('load', () => loads++);
    element.append(['104', '105']);
    await until(() => text().includes('1 / 5'), 'five games');
    element.gameIds = '102 101 103';
    await rests(1);
    await element.updateComplete;
    expect(iframeOf('101')).to.equal(frame);
    expect(loads).to.equal(0);
    expect(phaseOf(1)).to.equal('playing');
  });

  it('stops at the end, or goes round, or starts over', async () => {
    const stop = await setup({ attributes: { 'game-ids': '101 102' } });
    const reached = oneEvent(stop.element, 'gs-end-reached');
    stop.element.goTo(1);
    expect(((await reached) as CustomEvent<object>).detail).to.deep.equal({ index: 1, total: 2 });
    stop.element.next();
    expect(stop.element.activeIndex).to.equal(1);
    stop.element.endBehavior = 'loop';
    stop.element.next();
    await stop.rests(0);
    stop.element.remove();
    const refill = await setup({ attributes: { 'game-ids': '101 102 103 104', 'end-behavior': 'refill' } });
    refill.element.goTo(1);
    await refill.rests(1);
    await until(() => refill.text().includes('2 / 8'), 'the feed goes on');
  });

  it('starts on its own with autostart, once it is on the screen', async () => {
    const { element, phaseOf, countOf } = await setup({ attributes: { autostart: '' }, wait: 'ready' });
    await until(() => phaseOf(0) === 'playing', 'playing');
    await element.end();
    await element.updateComplete;
    expect(element.state).to.equal('idle');
    expect(countOf('startGameSession')).to.equal(1);
  });

  it('says what is missing before it could start anything', async () => {
    const { text, countOf } = await setup({ player: { currency: '' }, wait: 'unconfigured' });
    expect(text()).to.contain('currency');
    expect(countOf('listGames')).to.equal(0);
  });

  it('gives axe nothing to say, browsing or playing', async () => {
    const { element, tapPlay, phaseOf } = await setup();
    await expect(element).to.be.accessible();
    tapPlay();
    await until(() => phaseOf(0) === 'playing', 'playing');
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });
});

describe('the filter', () => {
  const titleOf = (root: ShadowRoot) => root.querySelector('.slide:not([inert]) [part=title]')?.textContent;
  const choose = async (root: ShadowRoot, part: string, value: string) => {
    const select = root.querySelector<HTMLSelectElement>(`[part=${part}]`)!;
    expect([...select.options].map((option) => option.value)).to.include(value);
    select.value = value;
    select.dispatchEvent(new Event('change'));
    await (root.host as GsMultiSwiper).updateComplete;
  };

  it('leaves the games of one studio and one type, and gives all of them back', async () => {
    const { root, element, text } = await setup({ attributes: { filterable: '' } });
    const games = (await element.connection!.service(iplaygames)!.listGames({ perPage: 'all' })).items;
    const offered = games.filter(({ id }) => id !== '113');
    const { producer } = offered[0];
    const ofStudio = offered.filter((game) => game.producer === producer);
    expect(ofStudio.length).to.be.below(offered.length);
    await choose(root, 'studio-filter', producer!);
    expect(text()).to.contain(`1 / ${ofStudio.length}`);
    const type = ofStudio[0].type!;
    const both = ofStudio.filter((game) => game.type === type);
    await choose(root, 'type-filter', type);
    expect(text()).to.contain(`1 / ${both.length}`);
    expect(titleOf(root)).to.equal(both[0].title);
    await choose(root, 'studio-filter', '');
    await choose(root, 'type-filter', '');
    expect(text()).to.contain(`1 / ${offered.length}`);
  });

  it('is not there where the page does not ask for it', async () => {
    const { root } = await setup();
    expect(root.querySelector('[part=filter]')).to.be.null;
  });

  it('marks games with a demo or free spins, and no others', async () => {
    const { root, element, rests } = await setup();
    const marks = () =>
      [...root.querySelectorAll('.slide:not([inert]) [part=mark]')].map(({ textContent }) => textContent);
    const games = (await element.connection!.service(iplaygames)!.listGames({ perPage: 'all' })).items;
    const wordsOf = (id: string) => {
      const game = games.find((one) => one.id === id);
      return [game?.hasDemo && 'Demo', game?.hasFreespins && 'Free spins'].filter(Boolean);
    };
    expect(wordsOf('101')).to.include('Free spins');
    expect(marks()).to.deep.equal(wordsOf('101'));
    expect(wordsOf('102')).not.to.include('Free spins');
    element.next();
    await rests(1);
    await element.updateComplete;
    expect(marks()).to.deep.equal(wordsOf('102'));
  });
});
