/** Elements that go to another document: a frame of the page, a window of its own (picture in picture). */
import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../src/elements/leaderboard/leaderboard.js';
import '../../src/elements/recent-games/recent-games.js';
import '../../src/elements/session-launcher/session-launcher.js';

import { sandboxProvider } from '../support/sandbox-provider.js';
import { until } from '../support/until.js';

async function setup() {
  const { provider, sandbox } = await sandboxProvider(html`<iframe title="Other document"></iframe>`);
  provider.querySelector('iframe')!.style.cssText = 'inline-size: 600px; block-size: 900px';
  const other = provider.querySelector('iframe')!.contentDocument!;
  // The provider goes along, as it is what connects.
  const inner = document.createElement('gs-provider');
  for (const { name, value } of provider.attributes) inner.setAttribute(name, value);
  inner.fetch = sandbox.fetch;
  return { inner, other };
}

const radiusOf = (element: Element) => {
  const base = element.shadowRoot!.querySelector('[part=base]')!;
  return base.ownerDocument.defaultView!.getComputedStyle(base).borderRadius;
};

describe('an element in another document', () => {
  it('keeps its looks, and gets them back with it', async () => {
    const { inner, other } = await setup();
    const board = document.createElement('gs-leaderboard');
    Object.assign(board, { sessionId: 'gs_demo', podium: true, loading: 'eager' });
    inner.append(board);
    document.body.append(inner);
    await until(() => board.state === 'ready' && board.shadowRoot!.querySelector('[part~=podium]'), 'ready');
    const radius = radiusOf(board);
    const sheets = board.shadowRoot!.adoptedStyleSheets.length;
    other.body.append(inner);
    expect(radiusOf(board)).to.equal(radius);
    expect(board.shadowRoot!.adoptedStyleSheets).to.have.length(sheets);
    await until(() => board.state === 'ready', 'ready there');
    document.body.append(inner);
    expect(radiusOf(board)).to.equal(radius);
    inner.remove();
  });

  it('may be connected there first, and load what it needs later', async () => {
    const { inner, other } = await setup();
    const launcher = document.createElement('gs-session-launcher');
    Object.assign(launcher, { allowCreate: true, loading: 'eager' });
    inner.append(launcher);
    other.body.append(inner);
    await until(() => launcher.state === 'ready', 'ready');
    expect(radiusOf(launcher)).not.to.equal('0px');
    const sheets = launcher.shadowRoot!.adoptedStyleSheets.length;
    launcher.shadowRoot!.querySelector<HTMLElement>('[part~=create-button]')!.click();
    await until(() => launcher.phase === 'creating', 'the form');
    expect(launcher.shadowRoot!.adoptedStyleSheets).to.have.length(sheets + 1);
  });

  it('finds the launcher that is there', async () => {
    const { inner, other } = await setup();
    const recent = document.createElement('gs-recent-games');
    recent.loading = 'eager';
    const launcher = document.createElement('gs-session-launcher');
    const asked: string[] = [];
    launcher.addEventListener('gs-before-launch', (event) => {
      asked.push(event.detail.gameId);
      event.preventDefault();
    });
    inner.append(recent, launcher);
    other.body.append(inner);
    await until(() => recent.state === 'ready', 'ready');
    recent.shadowRoot!.querySelector<HTMLElement>('button.title')!.click();
    await until(() => asked.length, 'the launch');
  });
});
