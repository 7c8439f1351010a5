/** Sizes, boxes and design tokens of every element, as pages set them. */
import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../src/index.js';
import type { GsDataElement } from '../../src/shared/gs-data-element.js';

import { sandboxProvider } from '../support/sandbox-provider.js';
import { until } from '../support/until.js';

const WIDGETS = ['gs-leaderboard', 'gs-session-launcher', 'gs-multi-swiper', 'gs-recent-games'] as const;

/** Every widget with data and of the given width, in a box with that style. */
async function setup(style = '', width = '20em') {
  const { provider, sandbox } = await sandboxProvider(html`<div>
    <gs-leaderboard session-id="gs_demo" loading="eager" podium></gs-leaderboard>
    <gs-session-launcher allow-create loading="eager"></gs-session-launcher>
    <gs-multi-swiper mode="native" game-ids="101 102 103" loading="eager"></gs-multi-swiper>
    <gs-recent-games loading="eager" show="studio played-at duration tags badges"></gs-recent-games>
  </div>`);
  const page = provider.querySelector('div')!;
  page.setAttribute('style', style);
  const elements = Object.fromEntries(
    WIDGETS.map((tag) => {
      const element = page.querySelector<GsDataElement>(tag)!;
      element.style.setProperty('inline-size', width);
      return [tag, element];
    }),
  ) as Record<(typeof WIDGETS)[number], GsDataElement>;
  const ready = ({ state }: GsDataElement) => state === 'ready' || state === 'idle';
  await until(() => Object.values(elements).every(ready) && elements['gs-leaderboard'].state === 'ready', 'ready');
  await until(() => elements['gs-leaderboard'].shadowRoot!.querySelector('tbody .name'), 'rows');
  return { page, sandbox, elements };
}

/** Everything in an element's shadow tree, slots left out. */
const inside = (element: Element) => [...element.shadowRoot!.querySelectorAll('*:not(slot, svg *)')];

describe('sizes', () => {
  it('grow with the font size of an element, of the page, and with --gs-font-size', async () => {
    const { page, elements } = await setup('font-size: 16px');
    const sizes = () =>
      Object.values(elements).map((element) => {
        const box = element.shadowRoot!.querySelector('.base > .body')!.getBoundingClientRect();
        return box.height;
      });
    const fontOf = (element: Element) =>
      parseFloat(getComputedStyle(element.shadowRoot!.querySelector('.heading, .title, header')!).fontSize);
    const plain = sizes();
    const font = Object.values(elements).map(fontOf);
    page.style.fontSize = '32px';
    expect(Object.values(elements).map(fontOf)).to.deep.equal(font.map((size) => 2 * size));
    for (const [index, height] of sizes().entries()) {
      // The swiper is as high as its window lets it be.
      if (WIDGETS[index] === 'gs-multi-swiper') continue;
      expect(height / plain[index], WIDGETS[index]).to.be.closeTo(2, 0.12);
    }
    const large = sizes();
    page.style.fontSize = '16px';
    for (const element of Object.values(elements)) element.style.fontSize = '32px';
    // Lengths of the element itself are in its own em.
    for (const element of Object.values(elements)) element.style.inlineSize = '20em';
    for (const [index, height] of sizes().entries()) expect(height).to.be.closeTo(large[index], 1);
    for (const element of Object.values(elements)) element.style.fontSize = '';
    page.style.setProperty('--gs-font-size', '2em');
    for (const [index, height] of sizes().entries()) expect(height).to.be.closeTo(large[index], 1);
  });

  it('are the same on a page whose root has another font size', async () => {
    const { elements } = await setup('font-size: 16px');
    const boxes = () =>
      Object.values(elements).map((element) =>
        inside(element)
          .map((box) => box.getBoundingClientRect())
          .map(({ width, height }) => `${Math.round(width * 4)}×${Math.round(height * 4)}`)
          .join(),
      );
    const before = boxes();
    document.documentElement.style.fontSize = '62.5%';
    try {
      expect(boxes()).to.deep.equal(before);
    } finally {
      document.documentElement.style.fontSize = '';
    }
  });

  it('ask for room in em: text of 200 % is laid out as in half the width', async () => {
    const { elements } = await setup('font-size: 16px', '390px');
    const board = elements['gs-leaderboard'].shadowRoot!;
    const head = () => getComputedStyle(board.querySelector('thead')!).position;
    elements['gs-leaderboard'].style.inlineSize = '600px';
    expect(head()).to.equal('sticky');
    elements['gs-leaderboard'].style.fontSize = '200%';
    expect(head()).to.equal('absolute');
  });
});

describe('a page’s own display', () => {
  for (const display of ['block', 'flex', 'inline-flex', 'grid', 'inline-block', 'inline', 'flow-root', 'table']) {
    it(`${display} keeps every element working`, async () => {
      const { elements } = await setup('font-size: 16px; inline-size: 600px', 'auto');
      for (const element of Object.values(elements)) {
        element.style.display = display;
        const base = element.shadowRoot!.querySelector('.base')!.getBoundingClientRect();
        expect(base.width, element.localName).to.be.within(300, 600);
        expect(base.height, element.localName).to.be.above(100);
      }
    });
  }

  for (const display of ['block', 'flex', 'grid', 'inline-block']) {
    it(`${display} with a height lets a board scroll inside it`, async () => {
      const { elements } = await setup('font-size: 16px; inline-size: 600px', 'auto');
      const board = elements['gs-leaderboard'];
      board.style.cssText = `display: ${display}; height: 600px; max-height: none`;
      const root = board.shadowRoot!;
      expect(root.querySelector('.base')!.getBoundingClientRect().height).to.equal(600);
      const scroller = root.querySelector('.scroller')!;
      expect(scroller.clientHeight).to.be.below(600);
      expect(scroller.scrollHeight).to.be.above(scroller.clientHeight);
      await until(() => root.querySelectorAll('tbody .row').length < 35, 'rows in view only');
    });
  }
});

describe('a design token', () => {
  const colors = {
    surface: WIDGETS,
    raised: WIDGETS.filter((tag) => tag !== 'gs-multi-swiper'),
    text: WIDGETS,
    muted: WIDGETS.filter((tag) => tag !== 'gs-multi-swiper'),
    border: WIDGETS,
  } as const;
  const mark = 'rgb(1, 2, 3)';
  const properties = ['color', 'backgroundColor', 'borderTopColor', 'outlineColor', 'boxShadow', 'backgroundImage'] as const; // prettier-ignore
  const isMarked = (element: Element) =>
    inside(element).some((box) =>
      [null, '::before', '::after'].some((pseudo) => {
        const style = getComputedStyle(box, pseudo);
        return properties.some((name) => style[name].includes(mark));
      }),
    );

  for (const [name, tags] of Object.entries(colors)) {
    it(`--gs-color-${name} colours ${tags.join(', ')}`, async () => {
      const { page, elements } = await setup('', '40em');
      for (const tag of tags) expect(isMarked(elements[tag]), tag).to.equal(false);
      page.style.setProperty(`--gs-color-${name}`, mark);
      for (const tag of tags) expect(isMarked(elements[tag]), tag).to.equal(true);
    });
  }

  it('--gs-color-accent and --gs-color-on-accent colour the own row and what is to be pressed', async () => {
    const { page, elements } = await setup();
    page.style.setProperty('--gs-color-accent', mark);
    expect(isMarked(elements['gs-leaderboard'])).to.equal(true);
    page.style.removeProperty('--gs-color-accent');
    expect(isMarked(elements['gs-leaderboard'])).to.equal(false);
    page.style.setProperty('--gs-color-on-accent', mark);
    expect(isMarked(elements['gs-leaderboard'])).to.equal(true);
  });

  it('--gs-color-positive colours what is live, --gs-color-negative a failure, --gs-color-warning old data', async () => {
    const { page, elements, sandbox } = await setup();
    page.style.setProperty('--gs-color-positive', mark);
    expect(isMarked(elements['gs-leaderboard'])).to.equal(true);
    page.style.removeProperty('--gs-color-positive');
    page.style.setProperty('--gs-color-warning', mark);
    sandbox.switches.failures = [{ operation: '*', kind: 'forbidden' }];
    const shown = [elements['gs-leaderboard'], elements['gs-recent-games'], elements['gs-session-launcher']];
    for (const element of shown) {
      expect(isMarked(element), element.localName).to.equal(false);
      await element.refreshNow();
      expect(element.stale, element.localName).to.equal(true);
      expect(isMarked(element), element.localName).to.equal(true);
    }
    page.style.removeProperty('--gs-color-warning');
    page.style.setProperty('--gs-color-negative', mark);
    const failed = document.createElement('gs-recent-games');
    failed.loading = 'eager';
    failed.count = 7;
    page.append(failed);
    await until(() => failed.state === 'error', 'error');
    await failed.updateComplete;
    expect(isMarked(failed)).to.equal(true);
  });

  it('--gs-color-focus draws the ring around what has the focus', async () => {
    const { page, elements } = await setup();
    page.style.setProperty('--gs-color-focus', mark);
    for (const tag of ['gs-recent-games', 'gs-session-launcher'] as const) {
      const control = elements[tag].shadowRoot!.querySelector<HTMLElement>('.title')!;
      control.focus({ focusVisible: true } as FocusOptions);
      expect(isMarked(elements[tag]), tag).to.equal(true);
    }
  });

  it('--gs-font, --gs-radius and --gs-gap change every element', async () => {
    const { page, elements } = await setup();
    const read = (tag: (typeof WIDGETS)[number]) => {
      const base = elements[tag].shadowRoot!.querySelector('.base')!;
      const { fontFamily, borderTopLeftRadius } = getComputedStyle(base);
      return { fontFamily, borderTopLeftRadius, padding: getComputedStyle(base.querySelector('header')!).paddingTop };
    };
    page.style.setProperty('--gs-font', 'monospace');
    page.style.setProperty('--gs-radius', '3px');
    for (const tag of WIDGETS) {
      page.style.setProperty('--gs-gap', '10px');
      const { padding, ...other } = read(tag);
      expect(other, tag).to.deep.equal({ fontFamily: 'monospace', borderTopLeftRadius: '3px' });
      page.style.setProperty('--gs-gap', '20px');
      expect(parseFloat(padding), tag).to.be.above(0);
      expect(parseFloat(read(tag).padding), tag).to.equal(2 * parseFloat(padding));
    }
  });

  it('--gs-duration is how long things take to change', async () => {
    const { page, elements } = await setup();
    page.style.setProperty('--gs-duration', '1234ms');
    for (const tag of WIDGETS.filter((tag) => tag !== 'gs-leaderboard')) {
      const all = inside(elements[tag]).map((box) => getComputedStyle(box).transitionDuration);
      expect(all.some((duration) => duration.includes('1.234s')), tag).to.equal(true); // prettier-ignore
    }
  });
});
