/** Every element in the boxes that pages put things in: its width comes from the page, or is one to look at. */
import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../src/index.js';

import { sandboxProvider } from '../support/sandbox-provider.js';
import { until } from '../support/until.js';

const BOXES = [
  'display: flex',
  'display: flex; flex-direction: column; align-items: center',
  'display: grid; place-items: center',
  'display: inline-block',
  'float: left',
  'position: absolute',
  'inline-size: fit-content',
];

async function widthsIn(box: string, room: number): Promise<number[]> {
  const { provider } = await sandboxProvider(html`
    <div>
      <div class="box">
        <gs-leaderboard></gs-leaderboard><gs-session-launcher></gs-session-launcher><gs-multi-swiper></gs-multi-swiper>
        <gs-recent-games></gs-recent-games><gs-game-frame title="Game"></gs-game-frame>
      </div>
    </div>
  `);
  provider.querySelector('div')!.style.cssText = `position: relative; inline-size: ${room}px`;
  const all = [...provider.querySelector('.box')!.children];
  return all.map((element) => {
    const alone = document.createElement('div');
    alone.style.cssText = box;
    element.before(alone);
    alone.append(element);
    return element.getBoundingClientRect().width;
  });
}

describe('an element whose width is left to its content', () => {
  for (const box of BOXES) {
    it(`is to be seen, and no wider than there is room: ${box}`, async () => {
      for (const width of await widthsIn(box, 600)) expect(width).to.be.within(300, 600);
      for (const width of await widthsIn(box, 240)) expect(width).to.be.above(200);
    });
  }

  it('gives way beside something else in a row', async () => {
    const { provider } = await sandboxProvider(html`<div><gs-leaderboard></gs-leaderboard><i>beside it</i></div>`);
    const row = provider.querySelector('div')!;
    row.style.cssText = 'display: flex; inline-size: 240px';
    row.querySelector('i')!.style.cssText = 'flex: 0 0 60px';
    expect(row.querySelector('gs-leaderboard')!.getBoundingClientRect().width).to.equal(180);
  });
});

describe('names without end', () => {
  it('leave the play button and the rows alone', async () => {
    const name = 'Wolfeschlegelsteinhausenbergerdorff-'.repeat(5);
    const { provider, sandbox } = await sandboxProvider(html`<div></div>`);
    sandbox.setSession('gs_demo', { name, description: name });
    const room = provider.querySelector('div')!;
    room.style.inlineSize = '344px';
    const launcher = document.createElement('gs-session-launcher');
    Object.assign(launcher, { sessionId: 'gs_demo', gameId: '102', gameTitle: name, loading: 'eager' });
    const board = document.createElement('gs-leaderboard');
    Object.assign(board, { sessionId: 'gs_demo', loading: 'eager' });
    room.append(launcher, board);
    const part = (element: Element, selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector)!;
    await until(() => part(launcher, '.poster-title bdi') && part(board, 'tbody .name'), 'both');
    await until(() => part(board, '.heading').textContent === name, 'the name');
    const linesOf = (element: HTMLElement) =>
      Math.round(element.getBoundingClientRect().height / parseFloat(getComputedStyle(element).lineHeight));
    expect(linesOf(part(launcher, '.poster-title bdi'))).to.equal(2);
    expect(linesOf(part(launcher, '.poster-text bdi'))).to.equal(1);
    expect(linesOf(part(board, '.heading'))).to.equal(2);
  });

  it('and units leave a name room in the narrowest sidebar', async () => {
    const { provider } = await sandboxProvider(html`
      <div>
        <gs-leaderboard session-id="gs_done" score-unit="points" loading="eager"></gs-leaderboard>
      </div>
    `);
    provider.querySelector('div')!.style.inlineSize = '208px';
    const { shadowRoot } = provider.querySelector('gs-leaderboard')!;
    const seen = () =>
      [...shadowRoot!.querySelectorAll<HTMLElement>('.name')].filter(({ offsetWidth, textContent }) => offsetWidth && textContent); // prettier-ignore
    await until(() => seen().length > 3, 'names');
    const names = seen();
    for (const name of names) {
      const isWhole = name.scrollWidth <= name.clientWidth;
      expect(isWhole || name.clientWidth > 48, `${name.textContent} in ${name.clientWidth} px`).to.equal(true);
    }
  });
});
