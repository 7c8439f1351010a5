/** A swiper with little room: text of twice the size on a phone. */
import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/multi-swiper/multi-swiper.js';
import { sandboxProvider } from '../../support/sandbox-provider.js';
import { until } from '../../support/until.js';

describe('a swiper with little room', () => {
  for (const dir of ['ltr', 'rtl'])
    it(`has the words of a game beside the rail and below the button that plays it, ${dir}`, async () => {
      const element = document.createElement('gs-multi-swiper');
      Object.assign(element, { mode: 'native', gameIds: '101 113', loading: 'eager', dir });
      element.style.cssText = 'font-size: 32px; inline-size: 328px; --gs-swiper-size: 592px';
      await sandboxProvider(html`${element}`);
      const root = element.shadowRoot!;
      const find = (selector: string) => root.querySelector(`.slide:not([inert]) ${selector}`);
      await until(
        () => find('.title')?.textContent?.includes('Saffron Comet') && root.querySelector('.rail'),
        'posters',
      );
      const boxOf = (part: Element | null) => part!.getBoundingClientRect();
      const [title, play, rail] = [
        boxOf(find('.title')),
        boxOf(find('.play-button')),
        boxOf(root.querySelector('.rail')),
      ];
      expect(title.top).to.be.at.least(play.bottom);
      expect(title.right <= rail.left || title.left >= rail.right).to.equal(true);
      const text = [...find('.title')!.childNodes].find((node) => node instanceof Text)!;
      const word = document.createRange();
      word.setStart(text, 0);
      word.setEnd(text, text.data.indexOf(' '));
      expect(word.getClientRects(), `“${word.toString()}” is not broken`).to.have.length(1);
    });
});
