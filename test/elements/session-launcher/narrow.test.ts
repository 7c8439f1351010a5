/** A launcher with little room: a narrow box, or text of twice the size on a phone. */
import { expect } from '@open-wc/testing';
import { setupLauncher, TOLD } from '../../support/launcher.js';

const boxOf = (element: Element) => element.getBoundingClientRect();

describe('a launcher with little room', () => {
  for (const [width, size] of [
    [360, 32],
    [320, 32],
    [240, 16],
  ]) {
    for (const dir of ['ltr', 'rtl']) {
      it(`has clock and buttons of the toolbar in sight, ${width} px wide with text of ${size} px, ${dir}`, async () => {
        const launcher = await setupLauncher({
          attributes: { 'session-id': 'gs_demo', 'game-id': TOLD, jurisdiction: 'GB', dir },
          properties: { balance: 100 },
        });
        launcher.element.style.cssText = `font-size: ${size}px; inline-size: ${width}px`;
        await launcher.play();
        const bar = launcher.shell()!.querySelector('.bar')!;
        const buttons = [...bar.querySelectorAll('button')];
        expect(buttons.map((button) => button.getAttribute('part')?.split(' ')[0])).to.include('end-button');
        for (const part of [...buttons, bar.querySelector('.clock')!, bar.querySelector('.net')!]) {
          const name = part.getAttribute('part') ?? '';
          expect(boxOf(part).left, name).to.be.at.least(boxOf(bar).left);
          expect(boxOf(part).right, name).to.be.at.most(boxOf(bar).right);
          expect(boxOf(part).bottom, name).to.be.at.most(boxOf(bar).bottom);
        }
        for (const button of buttons) expect(Math.min(boxOf(button).width, boxOf(button).height)).to.be.at.least(44);
      });
    }
  }

  it('cuts a heading at its end, also on a page that is read from right to left', async () => {
    const { element, root } = await setupLauncher({
      attributes: { 'session-id': 'gs_demo', 'game-id': TOLD, dir: 'rtl', heading: 'Friday night orb hunt' },
    });
    element.style.cssText = 'font-size: 32px; inline-size: 320px';
    const heading = root.querySelector('[part=heading]')!;
    expect(heading.scrollWidth, 'it is cut').to.be.above(heading.clientWidth);
    const text = [...heading.childNodes].find((node) => node instanceof Text)!;
    const first = document.createRange();
    first.setStart(text, 0);
    first.setEnd(text, 6);
    const { left, right } = first.getBoundingClientRect();
    expect([left >= boxOf(heading).left - 1, right <= boxOf(heading).right + 1]).to.deep.equal([true, true]);
  });
});
