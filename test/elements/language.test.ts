/** The language that elements follow, at every level and at any time. */
import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../src/index.js';
import type { GsDataElement } from '../../src/shared/gs-data-element.js';

import { sandboxProvider } from '../support/sandbox-provider.js';
import { until } from '../support/until.js';

const headingOf = (element: Element) => element.shadowRoot!.querySelector('.heading')?.textContent?.trim();
const german = 'Zuletzt gespielt';
const english = 'Recently played';

async function setup() {
  const { provider, sandbox } = await sandboxProvider(html`<div></div>`);
  const wrapper = provider.querySelector('div')!;
  const host = document.createElement('section');
  host.attachShadow({ mode: 'open' });
  wrapper.append(host);
  const element = document.createElement('gs-recent-games');
  element.loading = 'eager';
  host.shadowRoot!.append(element);
  await until(() => element.state === 'ready' && headingOf(element) === english, 'English');
  await new Promise((resolve) => requestAnimationFrame(resolve)); // nothing else updates it from now on
  await element.updateComplete;
  return { wrapper, host, element, sandbox };
}

describe('the language', () => {
  for (const level of ['element', 'host', 'wrapper'] as const) {
    it(`of an element follows \`lang\` on the ${level}, also when it changes and goes`, async () => {
      const all = await setup();
      all[level].lang = 'de';
      await until(() => headingOf(all.element) === german, 'German');
      all[level].removeAttribute('lang');
      await until(() => headingOf(all.element) === english, 'English again');
    });
  }

  it('of an element follows the page', async () => {
    const { element } = await setup();
    const before = document.documentElement.lang;
    document.documentElement.lang = 'de';
    await until(() => headingOf(element) === german, 'German');
    document.documentElement.lang = before;
    await until(() => headingOf(element) === english, 'English again');
  });

  it('of the words is that of dates among them: no half English, half Korean', async () => {
    const { element } = await setup();
    await until(() => element.state === 'ready', 'ready');
    element.lang = 'ko';
    await element.updateComplete;
    expect(headingOf(element)).to.equal(english);
    const meta = element.shadowRoot!.querySelector('[part=played-at]')!.textContent;
    expect(meta).to.match(/ago|yesterday/);
  });
});

describe('the words for a failure', () => {
  it('are there at once, whatever the failure', async () => {
    const { provider, sandbox } = await sandboxProvider(html`<div></div>`);
    sandbox.switches.failures = [{ operation: '*', kind: 'forbidden' }];
    const element = document.createElement('gs-recent-games') as GsDataElement;
    element.loading = 'eager';
    provider.append(element);
    await until(() => element.state === 'error', 'error');
    await element.updateComplete;
    expect(element.shadowRoot!.querySelector('.message p')!.textContent).to.contain('Sign in again');
  });
});
