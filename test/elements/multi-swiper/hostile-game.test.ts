/** Whatever a game of the feed does: the player can swipe on and end it, and its session is ended once. */
import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/multi-swiper/multi-swiper.js';
import { endByHand } from '../../support/launcher.js';
import { until } from '../../support/until.js';
import { sandboxProvider } from '../../support/sandbox-provider.js';

/** The games' own host name, and a page on it that does what its address says. */
const ORIGIN = location.origin.replace('localhost', '127.0.0.1');

async function start(act: string) {
  const element = document.createElement('gs-multi-swiper');
  for (const [name, value] of Object.entries({ mode: 'native', 'game-ids': '101 102', loading: 'eager' }))
    element.setAttribute(name, value);
  element.style.setProperty('--gs-swiper-size', '400px');
  const around = await sandboxProvider(html`${element}`, {
    gamesOrigin: `${ORIGIN}/test/support/game-pages/hostile.html?do=${act}&as=`,
  });
  const root = element.shadowRoot!;
  const slide = (index: number) => element.slides.find((one) => one.index === index);
  await until(() => root.querySelector('.slide'), 'posters');
  root.querySelector<HTMLElement>('.slide:not([inert]) [part=play-button]')!.click();
  await until(() => slide(0)?.sessionId, 'it is started');
  return { ...around, element, root, slide };
}

/** The button is on the screen, and nothing lies over it. */
function isOnTop(button: HTMLElement): boolean {
  button.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = button.getBoundingClientRect();
  return button.contains((button.getRootNode() as ShadowRoot).elementFromPoint(x + width / 2, y + height / 2));
}

describe('a hostile game of the feed', function () {
  this.timeout(20_000);

  for (const [act, what] of [
    ['silent', 'says nothing'],
    ['loading', 'never answers'],
    ['garbage', 'sends prototype keys and wrong types'],
  ] as const) {
    it(`that ${what} can be left, and ended`, async () => {
      const { element, root, slide, countOf } = await start(act);
      await until(() => root.querySelector('gs-game-frame')?.shadowRoot?.querySelector('iframe'), 'the frame is there');
      element.next();
      await until(() => element.activeIndex === 1, 'the player swipes on');
      element.previous();
      await until(() => element.activeIndex === 0, 'and back');
      await element.updateComplete;
      const end = root.querySelector('gs-game-shell')!.shadowRoot!.querySelector<HTMLElement>('[part=end-button]')!;
      expect(isOnTop(end)).to.equal(true);
      await endByHand(root);
      await until(() => slide(0)?.phase === 'ended', 'ended');
      expect(root.querySelector('iframe')).to.equal(null);
      expect([countOf('startGameSession'), countOf('endGameSession')]).to.deep.equal([1, 1]);
    });
  }

  for (const [act, what] of [
    ['storm', 'sends 10 000 scores a second'],
    ['home', 'leads into the page’s own origin'],
  ] as const) {
    it(`that ${what} is taken away and its session ended, and the next game can be played`, async () => {
      const { element, root, slide, countOf } = await start(act);
      await until(() => slide(0)?.phase === 'frame-blocked', 'it is taken away');
      await until(() => countOf('endGameSession') === 1, 'the session is ended');
      expect(root.querySelector('gs-game-frame')?.shadowRoot?.querySelector('iframe') ?? null).to.equal(null);
      element.next();
      await until(() => element.activeIndex === 1, 'the player swipes on');
      await element.updateComplete;
      root.querySelector<HTMLElement>('.slide:not([inert]) [part=play-button]')!.click();
      await until(() => slide(1)?.sessionId, 'the next game');
      await element.end();
      await until(() => countOf('endGameSession') === 2, 'and that one ended');
    });
  }
});
