import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/multi-swiper/multi-swiper.js';
import { sandboxProvider } from '../../support/sandbox-provider.js';
import { until } from '../../support/until.js';

const GAMES = `${location.origin.replace('localhost', '127.0.0.1')}/demo/games`;
describe('<gs-multi-swiper keep-alive>', () => {
  it('ends the session of a game that the player has left behind, and no other', async () => {
    const swiper = document.createElement('gs-multi-swiper');
    swiper.setAttribute('mode', 'native');
    swiper.setAttribute('keep-alive', '2');
    swiper.style.setProperty('--gs-swiper-size', '400px');
    const { countOf } = await sandboxProvider(html`${swiper}`, { gamesOrigin: GAMES });
    await until(() => swiper.slides.length > 0 && swiper.isNearViewport, 'the swiper has games');
    const play = async (index: number) => {
      const button = () =>
        swiper.shadowRoot!.querySelector<HTMLElement>(
          '.slide:not([inert]) [part=play-button], .hero [part=play-button]',
        );
      await until(() => swiper.activeIndex === index && button(), `rests on ${index}`);
      button()!.click();
      await until(() => swiper.slides.find((slide) => slide.index === index)?.phase === 'playing', `plays ${index}`);
    };
    await play(0);
    swiper.next();
    await play(1);
    expect(countOf('endGameSession')).to.equal(0);
    swiper.next();
    await until(() => countOf('endGameSession') === 1, 'the first game is two away');
    await play(2);
    expect(countOf('startGameSession')).to.equal(3);
    expect(countOf('endGameSession')).to.equal(1);
  });
});
