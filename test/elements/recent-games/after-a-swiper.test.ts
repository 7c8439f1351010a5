import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/multi-swiper/multi-swiper.js';
import '../../../src/elements/recent-games/recent-games.js';

import { sandboxProvider } from '../../support/sandbox-provider.js';
import { until } from '../../support/until.js';

const GAMES = `${location.origin.replace('localhost', '127.0.0.1')}/demo/games`;

describe('<gs-recent-games> beside a swiper', () => {
  it('asks again when a game of the swiper has ended', async () => {
    const swiper = document.createElement('gs-multi-swiper');
    swiper.setAttribute('mode', 'native');
    swiper.style.setProperty('--gs-swiper-size', '400px');
    const recent = document.createElement('gs-recent-games');
    const { countOf } = await sandboxProvider(html`${swiper}${recent}`, { gamesOrigin: GAMES });
    const part = (name: string) =>
      swiper.shadowRoot!.querySelector<HTMLElement>(`.slide:not([inert]) [part=${name}], [part=${name}]`);
    await until(() => recent.state === 'ready' && part('play-button'), 'both are there');
    part('play-button')!.click();
    await until(() => swiper.slides[0]?.phase === 'playing', 'the game is played');
    expect(countOf('getLatestGameSessions')).to.equal(1);
    void swiper.end();
    await until(() => countOf('endGameSession') === 1, 'the game has ended');
    await until(() => countOf('getLatestGameSessions') === 2, 'asked again');
  });
});
