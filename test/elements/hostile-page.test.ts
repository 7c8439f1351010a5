/** Every element under attack from answers and from the page around it. */
import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../src/index.js';
import type { GsDataElement } from '../../src/shared/gs-data-element.js';

import { sandboxProvider, type SandboxProviderOptions } from '../support/sandbox-provider.js';
import { until } from '../support/until.js';

/** What an element needs to show something, by tag. */
const ELEMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'gs-leaderboard': { 'session-id': 'gs_demo', loading: 'eager', refresh: '0' },
  'gs-session-launcher': { loading: 'eager', refresh: '0' },
  'gs-multi-swiper': { mode: 'native', loading: 'eager' },
  'gs-recent-games': { loading: 'eager', refresh: '0' },
};

function create(tag: string, attributes: Readonly<Record<string, string>> = {}): GsDataElement {
  const element = document.createElement(tag) as GsDataElement;
  for (const [name, value] of Object.entries({ ...ELEMENTS[tag], ...attributes })) element.setAttribute(name, value);
  return element;
}

/** Everything inside an element, also in the shadow roots of its parts. */
const insideOf = (element: Element): Element[] =>
  [...(element.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((inner) => [inner, ...insideOf(inner)]);

/** Whether an element shows what a service or the page gave it. */
const isThere = (element: GsDataElement) =>
  element.state === 'ready' ||
  (element.localName === 'gs-multi-swiper' && !!element.shadowRoot?.querySelector('.slide'));

async function setup(element: GsDataElement, options: SandboxProviderOptions = {}) {
  const all = await sandboxProvider(html`${element}`, options);
  await until(() => isThere(element), `${element.localName} is there, it is ${element.state}`);
  await element.updateComplete;
  return all;
}

/** Everything that goes wrong unseen until the returned function is called. */
function watchErrors(): () => string[] {
  const errors: string[] = [];
  const onError = (event: ErrorEvent) => void errors.push(event.message);
  const onRejection = (event: PromiseRejectionEvent) => void errors.push(String(event.reason));
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  return () => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
    return errors;
  };
}

/** Fails where an element has made markup, a script address or a turn of the reading direction of what it was given. */
function expectHarmless(element: Element): void {
  for (const inner of insideOf(element)) {
    for (const { name, value } of inner.attributes) {
      expect(name, `${name} of ${inner.localName}`).not.to.match(/^on/);
      if (/^(src|href|srcset|action|poster|data)$/.test(name))
        expect(value, `${name} of ${inner.localName}`).to.match(/^(?:$|#|https:|http:\/\/(?:localhost|127\.0\.0\.1))/);
    }
    expect(['b', 'script', 'object', 'embed', 'base', 'meta']).not.to.include(inner.localName);
  }
  const text = insideOf(element)
    .flatMap(({ childNodes }) => [...childNodes])
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map(({ nodeValue }) => nodeValue)
    .join();
  expect(text).not.to.match(/[\u202a-\u202e\u2066-\u2069]/u);
}

for (const tag of Object.keys(ELEMENTS)) {
  describe(`<${tag}> under attack`, () => {
    it('shows hostile answers as text, with no address but https', async () => {
      const { title } = document;
      const element = create(tag);
      const errors = watchErrors();
      await setup(element, { switches: { hostile: true, brokenRows: true } });
      expectHarmless(element);
      expect(document.title).to.equal(title);
      expect(errors()).to.deep.equal([]);
    });

    for (const [what, value] of [
      ['markup', `"><img src=x onerror="window.owned=1"><script>window.owned=1</script>`],
      ['a script address', 'javascript:window.owned=1'],
      ['a megabyte', 'x'.repeat(2 ** 20)],
    ] as const) {
      it(`takes ${what} for every attribute`, async () => {
        const element = create(tag);
        const errors = watchErrors();
        await setup(element);
        const { observedAttributes } = element.constructor as typeof GsDataElement;
        for (const name of observedAttributes) element.setAttribute(name, value);
        await element.updateComplete;
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        expectHarmless(element);
        expect(window).not.to.have.property('owned');
        element.remove();
        expect(errors()).to.deep.equal([]);
      });
    }

    it('works as a copy, and the original goes on', async () => {
      const element = create(tag);
      await setup(element);
      const copy = element.cloneNode(true) as GsDataElement;
      element.after(copy);
      await until(() => isThere(copy), 'the copy is there');
      expect(isThere(element)).to.equal(true);
      expect(copy.shadowRoot!.childElementCount).to.equal(element.shadowRoot!.childElementCount);
    });

    it('asks for nothing in a <template>, and works when it comes out of it', async () => {
      const template = document.createElement('template');
      template.innerHTML = create(tag).outerHTML;
      const { provider, sandbox } = await sandboxProvider(html`${template}`);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      expect(sandbox.calls).to.deep.equal([]);
      provider.append(template.content.cloneNode(true));
      await until(() => isThere(provider.querySelector<GsDataElement>(tag)!), 'is there');
    });

    for (const [where, style] of [
      ['display:none', 'display: none'],
      ['a box without size', 'inline-size: 0; block-size: 0; overflow: hidden'],
    ]) {
      it(`stands ${where}, and works when it is shown`, async () => {
        const element = create(tag, { loading: 'lazy' });
        const errors = watchErrors();
        const { provider } = await sandboxProvider(html`<div style=${style}>${element}</div>`);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        provider.querySelector('div')!.style.cssText = '';
        await until(() => isThere(element), 'is there');
        expect(element.getBoundingClientRect().height).to.be.above(40);
        expect(errors()).to.deep.equal([]);
      });
    }

    it('may be taken away in mid-request and put back', async () => {
      const element = create(tag);
      const errors = watchErrors();
      const { provider, sandbox } = await sandboxProvider(html`${element}`, { switches: { latency: 30 } });
      await until(() => sandbox.calls.length > 0, 'a request is under way');
      element.remove();
      await element.updateComplete;
      provider.append(element);
      await until(() => isThere(element), 'is there');
      expect(errors()).to.deep.equal([]);
    });
  });
}
