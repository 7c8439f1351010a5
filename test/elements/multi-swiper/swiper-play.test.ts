/** What a game of the feed has in common with one of the launcher: phases, protection, scores, and a session that is kept. */
import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/multi-swiper/multi-swiper.js';
import { GAMES, SILENT, TOLD, textOf } from '../../support/launcher.js';
import { sandboxProvider, type SandboxProviderOptions } from '../../support/sandbox-provider.js';
import { until } from '../../support/until.js';

interface Options extends SandboxProviderOptions {
  attributes?: Record<string, string>;
}

const EVENTS = ['gs-phase-change', 'gs-reality-check', 'gs-slide-end', 'gs-slide-error', 'gs-score', 'gs-end'] as const;

async function setup({ attributes = {}, ...options }: Options = {}) {
  const element = document.createElement('gs-multi-swiper');
  const all = { mode: 'native', 'game-ids': `${TOLD} ${SILENT} 103 104 106`, loading: 'eager', ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  element.style.setProperty('--gs-swiper-size', '400px');
  const events: { type: string; detail: Record<string, unknown> }[] = [];
  for (const type of EVENTS)
    element.addEventListener(type, (event) =>
      events.push({ type, detail: (event as CustomEvent).detail as Record<string, unknown> }),
    );
  const around = await sandboxProvider(html`${element}`, { gamesOrigin: GAMES, ...options });
  const root = element.shadowRoot!;
  await until(() => root.querySelector('.slide'), 'posters');
  const shell = () => root.querySelector('gs-game-shell')!.shadowRoot!;
  const slide = (index: number) => element.slides.find((one) => one.index === index);
  const frame = (key: string) => root.querySelector(`gs-game-frame[data-key="${key}"]`);
  return {
    ...around,
    element,
    root,
    shell,
    slide,
    frame,
    eventsOf: (type: string) => events.filter((event) => event.type === type).map(({ detail }) => detail),
    text: () => textOf(root),
    tapPlay: () => root.querySelector<HTMLElement>('.slide:not([inert]) [part=play-button]')!.click(),
    isPhase: (phase: string, index = element.activeIndex) =>
      until(() => slide(index)?.phase === phase, `${index} is ${phase}`),
    rests: (index: number) => until(() => element.activeIndex === index, `rests on ${index}`),
    tell: (...words: unknown[]) =>
      frame(TOLD)!.shadowRoot!.querySelector('iframe')!.contentWindow!.postMessage(words, '*'),
    answer: async (name: string) => {
      const button = () =>
        [...shell().querySelectorAll<HTMLButtonElement>('.panel button')].find(
          (one) => one.innerText.trim() === name && one.getAttribute('aria-disabled') === null,
        );
      await until(button, `“${name}” can be used`);
      button()!.click();
    },
  };
}

describe('a game of the feed', () => {
  it('has the phases of the launcher, told with its place', async () => {
    const { element, tapPlay, isPhase, eventsOf } = await setup();
    expect(element.phase).to.equal('poster');
    tapPlay();
    await isPhase('playing');
    await element.updateComplete;
    expect(element.phase).to.equal('playing');
    expect(element.getAttribute('phase')).to.equal('playing');
    expect(element.matches(':state(playing)')).to.be.true;
    const told = eventsOf('gs-phase-change');
    expect(told.at(-1)).to.include({ to: 'playing', index: 0, gameId: TOLD });
  });

  it('is held by a look at the clock, which lets the player go on, and leaves the rail free', async () => {
    const { element, root, shell, tapPlay, isPhase, answer, eventsOf, text } = await setup({
      attributes: { 'reality-check': '0.02' },
    });
    tapPlay();
    await isPhase('reality-check');
    await until(() => text().includes('A look at the clock'), 'the panel');
    expect(eventsOf('gs-reality-check')[0]).to.include({ index: 0 });
    const panel = shell().querySelector('.panel')!.getBoundingClientRect();
    const rail = root.querySelector('.rail')!.getBoundingClientRect();
    expect(panel.right).to.be.at.most(rail.left + 13);
    await answer('Continue');
    await isPhase('playing');
    await element.end();
  });

  it('shares a break with every other game of its player', async () => {
    const { element, tapPlay, isPhase, rests, text } = await setup({
      attributes: { 'break-after': '0.02', 'break-duration': '1' },
    });
    tapPlay();
    await isPhase('break');
    element.next();
    await rests(1);
    tapPlay();
    await isPhase('break', 1);
    await until(() => text().includes('Time for a break'), 'the panel');
    expect(element.slides.filter(({ sessionId }) => sessionId).length, 'no second session').to.equal(1);
    await element.end();
  });

  it('writes its scores to the session for the player who started it', async () => {
    const { element, sandbox, tapPlay, isPhase, tell } = await setup({
      attributes: { 'session-id': 'gs_demo', 'report-scores': '' },
    });
    tapPlay();
    await isPhase('playing');
    tell('score', 99_999);
    await until(() => sandbox.calls.some(({ operation }) => operation === 'setSessionPlayerScore'), 'written');
    const { body, path } = sandbox.calls.find(({ operation }) => operation === 'setSessionPlayerScore')!;
    expect(path).to.contain('gs_demo').and.contain('pl_you');
    expect(body).to.contain('99999');
    await element.end();
  });

  it('names the session that a board can follow', async () => {
    const { element, sandbox } = await setup({ attributes: { 'session-id': 'gs_demo' } });
    await until(() => sandbox.calls.some(({ operation }) => operation === 'getGameSession'), 'asked');
    await until(() => element.session, 'known');
    expect(element.session?.id).to.equal('gs_demo');
    expect(element.sessionId).to.equal('gs_demo');
  });

  it('that says nothing and is loaded before the player comes is loaded once, silent until then', async () => {
    const { element, frame, isPhase, slide, rests } = await setup({
      attributes: { play: 'auto', preload: 'frame', 'game-ids': `${TOLD} ${SILENT}` },
    });
    await element.start();
    await isPhase('playing', 1);
    expect(slide(1)?.silencedBy).to.equal('hide');
    const neighbour = frame(SILENT)!.shadowRoot!.querySelector('iframe')!;
    expect(neighbour.allow).not.to.contain('autoplay');
    expect(frame(TOLD)!.shadowRoot!.querySelector('iframe')!.allow).to.contain('autoplay');
    let loads = 0;
    neighbour.addEventListener('load', () => loads++);
    element.next();
    await rests(1);
    await element.updateComplete;
    expect(slide(1)?.silencedBy).to.be.undefined;
    expect(frame(SILENT)!.shadowRoot!.querySelector('iframe')).to.equal(neighbour);
    expect(loads).to.equal(0);
    await element.end();
  });

  it('that is left behind stays open under keep-session, and is gone back into from its poster', async () => {
    const { element, tapPlay, isPhase, rests, text, countOf, slide, root } = await setup({
      attributes: { 'keep-session': '', 'keep-alive': '1' },
    });
    tapPlay();
    await isPhase('playing');
    const { sessionId } = slide(0)!;
    element.next();
    await rests(1);
    await isPhase('resumable', 0);
    expect(countOf('endGameSession')).to.equal(0);
    element.previous();
    await rests(0);
    await element.updateComplete;
    expect(text()).to.contain('Your game is still open');
    expect(root.querySelector('.slide:not([inert]) [part=play-button]')!.getAttribute('aria-label')).to.contain(
      'Resume',
    );
    tapPlay();
    await isPhase('playing', 0);
    expect(slide(0)?.sessionId).to.equal(sessionId);
    expect(countOf('startGameSession')).to.equal(1);
    await element.end();
    expect(countOf('endGameSession')).to.equal(1);
  });

  it('is the only one under single-game: another one ends it first', async () => {
    const { element, tapPlay, isPhase, rests, countOf } = await setup({ attributes: { 'single-game': '' } });
    tapPlay();
    await isPhase('playing');
    element.next();
    await rests(1);
    await until(() => countOf('endGameSession') === 1, 'ended');
    tapPlay();
    await isPhase('playing', 1);
    await element.end();
  });

  it('says why it did not start, with the time to wait', async () => {
    const { text, tapPlay, eventsOf, element } = await setup({
      switches: { failures: [{ operation: 'startGameSession', kind: 'rate-limited' }] },
    });
    tapPlay();
    await until(() => eventsOf('gs-slide-error').length === 1, 'refused');
    await element.updateComplete;
    expect(text()).to.contain('Too many').and.contain('Try again in');
  });

  it('leaves the keyboard where the player is', async () => {
    const { element, root, rests, tapPlay, isPhase, frame } = await setup();
    const focused = () => root.activeElement;
    const play = root.querySelector<HTMLElement>('.slide:not([inert]) [part=play-button]')!;
    play.focus();
    for (const index of [1, 2]) {
      focused()!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, composed: true }));
      await rests(index);
      await element.updateComplete;
      expect(focused(), 'the games take the keys').to.equal(root.querySelector('.viewport'));
    }
    element.goTo(0);
    await rests(0);
    await element.updateComplete;
    root.querySelector<HTMLElement>('.slide:not([inert]) [part=play-button]')!.focus();
    tapPlay();
    await isPhase('playing');
    await until(() => focused() === frame(TOLD), 'in the game');
    const handle = root.querySelector<HTMLElement>('.handle')!;
    handle.focus();
    handle.click();
    await element.updateComplete;
    expect(focused()?.getAttribute('aria-current')).to.equal('true');
    focused()!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await element.updateComplete;
    expect(focused(), 'Escape closes the rail').to.equal(root.querySelector('.handle'));
    await element.end();
  });
});

describe('the games of a feed', () => {
  it('are searched, by name and studio, without case and accents, and a game that is open stays', async () => {
    const { element, root, text, tapPlay, isPhase } = await setup({ attributes: { 'game-ids': '', searchable: '' } });
    await until(() => text().includes('1 / 13'), 'the catalogue');
    const field = root.querySelector<HTMLInputElement>('[part=search]')!;
    const search = async (words: string) => {
      field.value = words;
      field.dispatchEvent(new Event('input'));
      await element.updateComplete;
      await element.updateComplete;
    };
    await search('ÓRB');
    expect(text()).to.contain('Orb Hunt').and.contain('1 / 1');
    tapPlay();
    await isPhase('playing');
    await search('nothing of that name');
    expect(element.slides.map(({ gameId }) => gameId)).to.deep.equal([TOLD]);
    await element.end();
    await search('no such game');
    expect(text()).to.contain('nothing to play');
    await search('');
    await until(() => text().includes('/ 13'), 'all of them again');
  });

  it('can be marked as favourites, which are shown alone and are remembered', async () => {
    const { element, root, text } = await setup({ attributes: { 'allow-favourite': '' } });
    const heart = root.querySelector<HTMLElement>('.slide:not([inert]) [part=favourite-button]')!;
    expect(heart.getAttribute('aria-pressed')).to.equal('false');
    heart.click();
    await element.updateComplete;
    expect(heart.getAttribute('aria-pressed')).to.equal('true');
    root.querySelector<HTMLElement>('[part=favourites-filter]')!.click();
    await until(() => text().includes('1 / 1'), 'one favourite');
    expect(localStorage.getItem('gs-recent-games pl_you')).to.contain(TOLD);
    localStorage.removeItem('gs-recent-games pl_you');
  });

  it('say before the tap that one of them is not for this player', async () => {
    const { text, countOf } = await setup({ attributes: { 'game-ids': '113 101' } });
    await until(() => text().includes('can’t be played from where you are'), 'said on the poster');
    expect(countOf('startGameSession')).to.equal(0);
  });

  it('take a picture and a name of the page’s own by slots', async () => {
    const { element, root } = await setup();
    const picture = document.createElement('b');
    picture.slot = `poster-${TOLD}`;
    element.append(picture);
    await element.updateComplete;
    const slot = root.querySelector<HTMLSlotElement>(`slot[name="poster-${TOLD}"]`)!;
    expect(slot.assignedElements()).to.deep.equal([picture]);
  });
});
