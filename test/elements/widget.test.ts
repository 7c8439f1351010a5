/** What every widget has in common, seen through a small one that lists players. */
import { expect, fixture, oneEvent } from '@open-wc/testing';
import { html, nothing, type TemplateResult } from 'lit';
import type { ListResult } from '../../src/api/client.js';
import { meshmap, type SessionPlayer } from '../../src/api/meshmap/index.js';
import { keys } from '../../src/live/keys.js';
import { Query } from '../../src/live/query.js';
import { configure } from '../../src/shared/context.js';
import { GsDataElement } from '../../src/shared/gs-data-element.js';
import { shell, tokens } from '../../src/shared/tokens.styles.js';
import { sandboxProvider } from '../support/sandbox-provider.js';
import { until } from '../support/until.js';

class PlayerCount extends GsDataElement {
  static override properties = { sessionId: { attribute: 'session-id' } };
  static override styles = [tokens, shell];
  declare sessionId: string;
  override refresh = 5;

  protected readonly primary = new Query<ListResult<SessionPlayer>>(this, () =>
    this.sessionId
      ? {
          key: keys.players(this.sessionId),
          load: (connection, signal) =>
            connection.service(meshmap)!.listSessionPlayers(this.sessionId, { signal, retry: 0 }),
          refetchInterval: this.refresh,
          eager: this.loading === 'eager',
        }
      : undefined,
  );

  protected get isEmpty(): boolean {
    return this.primary.data?.items.length === 0;
  }

  protected override get missing(): string | undefined {
    return this.sessionId ? undefined : this.localize('missingAttribute', { name: 'session-id' });
  }

  protected override render(): TemplateResult {
    const count = this.primary.data?.items.length;
    const body = html`<output>${count ?? nothing}</output>${this.renderMessage(html`<i class="bone"></i>`, 'Nobody yet')}`;
    return this.renderLayout(body);
  }
}
customElements.define('test-player-count', PlayerCount);

const widget = (root: ParentNode): PlayerCount => {
  const found = root.querySelector<PlayerCount>('test-player-count');
  if (!found) throw new Error('no widget');
  return found;
};
const text = (element: Element) => element.shadowRoot?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const ready = (element: PlayerCount) => until(() => element.state === 'ready', 'ready');

describe('every widget', () => {
  it('goes from idle to ready, and says so by property, attribute, selector and events', async () => {
    const words: string[] = [];
    const { provider } = await sandboxProvider(html`<div
      @gs-state-change=${(event: CustomEvent<{ to: string }>) => words.push(event.detail.to)}
    >
      <test-player-count session-id="gs_demo" heading="Players"></test-player-count>
    </div>`);
    const element = widget(provider);
    await ready(element);
    expect(words).to.deep.equal(['loading', 'ready']);
    expect(element.getAttribute('state')).to.equal('ready');
    expect(element.matches(':state(ready)')).to.equal(true);
    expect(element.lastUpdated).to.be.instanceOf(Date);
    expect(Number(element.shadowRoot?.querySelector('output')?.textContent)).to.be.greaterThan(10);
  });

  it('twenty of one session cost one request, and one per interval', async () => {
    const twenty = Array.from(
      { length: 20 },
      () => html`<test-player-count session-id="gs_demo" refresh="0.2"></test-player-count>`,
    );
    const { provider, countOf } = await sandboxProvider(html`${twenty}`);
    const all = [...provider.querySelectorAll<PlayerCount>('test-player-count')];
    await until(() => all.every((element) => element.state === 'ready'));
    expect(countOf('listSessionPlayers')).to.equal(1);
    const [first] = all;
    const before = first?.lastUpdated?.getTime() ?? 0;
    await until(() => (first?.lastUpdated?.getTime() ?? 0) > before, 'polled');
    expect(countOf('listSessionPlayers')).to.equal(2);
  });

  it('keeps what it shows when a refresh fails, and says that it is old', async () => {
    const { provider, sandbox } = await sandboxProvider(
      html`<test-player-count session-id="gs_demo" refresh="0"></test-player-count>`,
    );
    const element = widget(provider);
    await ready(element);
    const shown = element.shadowRoot?.querySelector('output')?.textContent;
    sandbox.switches.failures.push({ operation: 'listSessionPlayers', kind: 'forbidden' });
    const failing = oneEvent(element, 'gs-error') as Promise<CustomEvent<{ error: { code: string; service: string } }>>;
    await element.refreshNow();
    const { detail } = await failing;
    expect(detail.error.code).to.equal('forbidden');
    expect(detail.error.service).to.equal('meshmap');
    expect(element.state).to.equal('ready');
    expect(element.stale).to.equal(true);
    expect(element.hasAttribute('stale')).to.equal(true);
    expect(element.shadowRoot?.querySelector('output')?.textContent).to.equal(shown);
    expect(element.shadowRoot?.querySelector('[part=badge]')?.textContent).to.match(/^Updated /);
    sandbox.rest();
    await element.refreshNow();
    expect(element.stale).to.equal(false);
    expect(element.error).to.equal(undefined);
  });

  it('says what is wrong in the reader’s words, and tries again on a tap', async () => {
    const { provider, sandbox } = await sandboxProvider(
      html`<test-player-count session-id="gs_demo" refresh="0"></test-player-count>`,
      { switches: { failures: [{ operation: 'listSessionPlayers', kind: 'rate-limited' }] } },
    );
    const element = widget(provider);
    await until(() => element.state === 'error', 'error');
    expect(text(element)).to.contain('Too many requests');
    sandbox.rest();
    element.shadowRoot?.querySelector<HTMLButtonElement>('[part=retry-button]')?.click();
    await ready(element);
  });

  it('offers no second try for an answer that will not change', async () => {
    const { provider, sandbox } = await sandboxProvider(
      html`<test-player-count session-id="gs_nope"></test-player-count>`,
    );
    const element = widget(provider);
    await until(() => element.state === 'error');
    expect(element.error?.code).to.equal('not-found');
    expect(text(element)).to.contain('This does not exist');
    const buttons = () => element.shadowRoot!.querySelectorAll('[part=retry-button]').length;
    expect(buttons()).to.equal(0);
    sandbox.switches.failures.push({ operation: 'listSessionPlayers', kind: 'forbidden' });
    await element.refreshNow();
    expect(element.error?.code).to.equal('forbidden');
    expect(buttons()).to.equal(0);
  });

  for (const [what, target, type] of [
    ['network', window, 'online'],
    ['tab', document, 'visibilitychange'],
    ['page', window, 'pageshow'],
  ] as const) {
    it(`comes back with the ${what} at once after a failure, although nothing polls`, async () => {
      const { provider, sandbox } = await sandboxProvider(
        html`<test-player-count session-id="gs_demo" refresh="0"></test-player-count>`,
        { switches: { failures: [{ operation: 'listSessionPlayers', kind: 'forbidden' }] } },
      );
      const element = widget(provider);
      await until(() => element.state === 'error');
      sandbox.rest();
      target.dispatchEvent(new Event(type, { bubbles: true }));
      await ready(element);
    });
  }

  it('says on the screen that the visit has expired, beside the data that is shown', async () => {
    let isOver = false;
    const fetch = ((url: string) => {
      const path = String(url);
      if (path.endsWith('/token')) return Promise.resolve(new Response(null, { status: 401 }));
      return Promise.resolve(
        isOver
          ? Response.json({ error: { code: 'unauthorized', message: 'no' } }, { status: 401 })
          : Response.json({ players: [{ playerId: 'a', displayName: 'A', score: 1 }] }),
      );
    }) as typeof globalThis.fetch;
    const provider = await fixture(html`<gs-provider
      gateway="https://gateway.test"
      token="t"
      token-url="/token"
      .fetch=${fetch}
      ><test-player-count session-id="s" refresh="0" heading="Players"></test-player-count
    ></gs-provider>`);
    const element = widget(provider);
    await ready(element);
    isOver = true;
    await element.refreshNow();
    expect([element.state, element.error?.code]).to.deep.equal(['ready', 'expired']);
    const badge = element.shadowRoot!.querySelector<HTMLElement>('[part=badge]')!;
    expect(badge.innerText.trim()).to.equal('Your visit has expired. Reload the page to go on.');
    expect(badge.title).to.equal(badge.innerText.trim());
  });

  it('moves nothing when old data is marked, and marks it without a header too', async () => {
    const { provider, sandbox } = await sandboxProvider(
      html`<div style="inline-size: 390px">
        <test-player-count session-id="gs_demo" refresh="0" heading="A heading as long as many of them are"></test-player-count>
      </div>`,
    );
    const element = widget(provider);
    await ready(element);
    const top = () => element.shadowRoot!.querySelector('.body')!.getBoundingClientRect().top;
    const before = top();
    sandbox.switches.failures.push({ operation: 'listSessionPlayers', kind: 'forbidden' });
    await element.refreshNow();
    const badges = () => [...element.shadowRoot!.querySelectorAll('[part=badge]')].map((badge) => badge.textContent);
    expect(badges().join()).to.match(/^Updated /);
    expect(top()).to.equal(before);
    element.noHeader = true;
    await element.updateComplete;
    const withBadge = top();
    expect(badges().join()).to.match(/^Updated /);
    sandbox.rest();
    await element.refreshNow();
    expect(badges()).to.deep.equal([]);
    expect(top()).to.equal(withBadge);
  });

  it('an empty answer and a missing attribute are said, not shown as errors', async () => {
    const { provider } = await sandboxProvider(html`<test-player-count session-id="gs_empty"></test-player-count>`);
    const element = widget(provider);
    await until(() => element.state === 'empty');
    expect(text(element)).to.contain('Nobody yet');
    element.sessionId = '';
    await until(() => element.state === 'unconfigured');
    expect(text(element)).to.contain('session-id');
  });

  it('loses nothing when it is moved, and stops asking when it is taken away', async () => {
    const { provider, sandbox, countOf } = await sandboxProvider(
      html`<div id="a"><test-player-count session-id="gs_demo" refresh="0.1"></test-player-count></div>
        <div id="b"></div>`,
    );
    const element = widget(provider);
    await ready(element);
    const before = countOf('listSessionPlayers');
    provider.querySelector('#b')?.append(element);
    await ready(element);
    expect(countOf('listSessionPlayers') - before).to.be.lessThan(2);
    element.remove();
    await element.updateComplete;
    const after = sandbox.calls.length;
    // A second widget polls on; the removed one would ask beside it.
    provider.append(Object.assign(document.createElement('test-player-count'), { sessionId: 'gs_done', refresh: 0.1 }));
    await until(() => sandbox.calls.length >= after + 3);
    expect(sandbox.calls.slice(after).every((call) => call.path.includes('gs_done'))).to.equal(true);
  });

  it('says again by attribute what a framework that morphs the page has taken away', async () => {
    const { provider } = await sandboxProvider(html`<test-player-count session-id="gs_demo"></test-player-count>`);
    const element = widget(provider);
    await ready(element);
    element.removeAttribute('state');
    expect(element.state).to.equal('ready');
    await element.refreshNow();
    await until(() => element.getAttribute('state') === 'ready', 'the attribute is back');
    expect(element.shadowRoot?.querySelector('output')?.textContent).not.to.equal('');
  });

  it('is held by nothing when an update runs after it was taken away', async () => {
    const { provider } = await sandboxProvider(html`<test-player-count session-id="gs_demo"></test-player-count>`);
    const element = widget(provider);
    await ready(element);
    const { observers } = element.connection!.cache.entry(keys.players('gs_demo'));
    expect(observers.size).to.equal(1);
    element.remove();
    element.requestUpdate();
    await element.updateComplete;
    expect(observers.size).to.equal(0);
  });

  it('the newest session wins when it is changed in mid-request', async () => {
    const { provider, sandbox, countOf } = await sandboxProvider(html`<div></div>`);
    // The first request never answers: what the widget shows can only be the second session's.
    sandbox.switches.failures.push({ operation: 'listSessionPlayers', kind: 'hang', times: 1 });
    const element = Object.assign(document.createElement('test-player-count'), { sessionId: 'gs_demo' }) as PlayerCount;
    provider.append(element);
    await until(() => countOf('listSessionPlayers') === 1);
    element.sessionId = 'gs_empty';
    await until(() => element.state === 'empty');
    expect(element.shadowRoot?.querySelector('output')?.textContent).to.equal('0');
  });

  it('asks for nothing before it comes near the viewport, unless it is eager', async () => {
    const { provider, sandbox } = await sandboxProvider(
      html`<div class="far"></div>
        <test-player-count id="lazy" session-id="gs_demo"></test-player-count>
        <test-player-count id="eager" session-id="gs_done" loading="eager"></test-player-count>`,
    );
    provider.querySelector<HTMLElement>('.far')?.style.setProperty('height', '5000px');
    const eager = provider.querySelector<PlayerCount>('#eager');
    const lazy = provider.querySelector<PlayerCount>('#lazy');
    await until(() => eager?.state === 'ready');
    // Both were laid out before the spacer grew; a fresh one below it has never been near.
    const far = Object.assign(document.createElement('test-player-count'), { sessionId: 'gs_paused' }) as PlayerCount;
    provider.append(far);
    await far.updateComplete;
    expect(far.state).to.equal('idle');
    far.scrollIntoView();
    await until(() => far.state !== 'idle' && far.state !== 'loading');
    expect(sandbox.calls.some((call) => call.path.includes('gs_paused'))).to.equal(true);
    expect(lazy).to.not.equal(null);
    window.scrollTo(0, 0);
  });

  it('outside every provider it works with what the page configured', async () => {
    const { sandbox } = await sandboxProvider(nothing);
    const element = await fixture<PlayerCount>(html`<test-player-count session-id="gs_demo"></test-player-count>`);
    await until(() => element.state === 'unconfigured');
    expect(text(element)).to.contain('not connected');
    configure({
      meshmapUrl: 'https://sandbox.test/meshmap/api/v1',
      meshmapKey: sandbox.keys.meshmap,
      fetch: sandbox.fetch,
    });
    await ready(element);
  });

  it('takes the theme of the provider, and returns to the page’s by theme="auto"', async () => {
    const { provider } = await sandboxProvider(html`<test-player-count session-id="gs_demo"></test-player-count>`);
    const element = widget(provider);
    const scheme = () => getComputedStyle(element).colorScheme;
    const page = scheme();
    provider.setAttribute('theme', 'dark');
    await provider.updateComplete;
    expect(scheme()).to.equal('dark');
    element.setAttribute('theme', 'auto');
    expect(scheme()).to.equal(page);
    element.theme = 'light';
    await element.updateComplete;
    expect(scheme()).to.equal('light');
  });

  it('outside every provider it takes the theme that the page configured, unless it has one of its own', async () => {
    const element = await fixture<PlayerCount>(html`<test-player-count session-id="gs_demo"></test-player-count>`);
    const scheme = () => getComputedStyle(element).colorScheme;
    const before = scheme();
    configure({ theme: 'dark' });
    expect(scheme()).to.equal('dark');
    element.setAttribute('theme', 'light');
    expect(scheme()).to.equal('light');
    element.setAttribute('theme', 'auto');
    expect(scheme()).to.equal(before);
    element.removeAttribute('theme');
    configure({ theme: 'auto' });
    expect(scheme()).to.equal(before);
  });
});
