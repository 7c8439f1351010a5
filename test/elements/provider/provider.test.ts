import { aTimeout, expect, fixture, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import type { ApiError } from '../../../src/api/error.js';
import { meshmap } from '../../../src/api/meshmap/index.js';
import type { Connection } from '../../../src/live/connection.js';
import { configure } from '../../../src/shared/context.js';
import { GsElement } from '../../../src/shared/gs-element.js';
import '../../../src/elements/provider/provider.js';
import type { GsProvider } from '../../../src/elements/provider/provider.js';
import { until } from '../../support/until.js';

class Probe extends GsElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
customElements.define('test-probe', Probe);

const probe = (root: ParentNode) => {
  const found = root.querySelector<Probe>('test-probe');
  if (!found) throw new Error('no probe');
  return found;
};
const never = (() => new Promise(() => undefined)) as typeof fetch;
const direct = (content: unknown) =>
  html`<gs-provider .fetch=${never} meshmap-url="https://a.test/api/v1" meshmap-key="k">${content}</gs-provider>`;

describe('<gs-provider>', () => {
  it('gives everything inside it one connection', async () => {
    const provider = await fixture<GsProvider>(direct(html`<test-probe></test-probe><p><test-probe></test-probe></p>`));
    const [one, other] = [...provider.querySelectorAll<Probe>('test-probe')].map((element) => element.connection);
    expect(one?.mode).to.equal('direct');
    expect(one?.service(meshmap)).to.not.equal(undefined);
    expect(one?.service(meshmap), 'made once').to.equal(other?.service(meshmap));
    expect(one).to.equal(other);
  });

  it('the nearest of nested providers wins, and a moved element changes to where it is now', async () => {
    const outer = await fixture<GsProvider>(
      direct(html`<test-probe></test-probe><gs-provider gateway="https://b.test"></gs-provider>`),
    );
    const inner = outer.querySelector<GsProvider>('gs-provider');
    const element = probe(outer);
    expect(element.connection?.mode).to.equal('direct');
    inner?.append(element);
    await until(() => element.connection?.mode === 'gateway');
    document.body.append(element);
    expect(element.connection?.mode).to.not.equal('gateway');
    element.remove();
  });

  it('how the player is named changes in place; another API address means a new client and an empty cache', async () => {
    const provider = await fixture<GsProvider>(direct(html`<test-probe></test-probe>`));
    const first = probe(provider).connection as Connection;
    provider.playerName = 'Ann';
    await provider.updateComplete;
    const second = probe(provider).connection as Connection;
    expect(second.player.name).to.equal('Ann');
    expect(second.cache).to.equal(first.cache);
    provider.meshmapUrl = 'https://other.test/api/v1';
    await provider.updateComplete;
    expect(probe(provider).connection?.cache).to.not.equal(first.cache);
  });

  it('survives being moved with its cache', async () => {
    const provider = await fixture<GsProvider>(direct(html`<test-probe></test-probe>`));
    const { cache } = probe(provider).connection as Connection;
    document.body.append(provider);
    await aTimeout(0);
    expect(probe(provider).connection?.cache).to.equal(cache);
    provider.remove();
  });

  it('an address that can’t be right is said, naming the setting', async () => {
    const provider = await fixture<GsProvider>(html`<gs-provider><test-probe></test-probe></gs-provider>`);
    const failing = oneEvent(provider, 'gs-error') as Promise<CustomEvent<{ error: Error }>>;
    provider.meshmapUrl = 'javascript:alert(1)';
    const { detail } = await failing;
    expect(detail.error.message).to.match(/meshmap/);
    expect(provider.state).to.equal('unconfigured');
    expect(probe(provider).connection?.has('meshmap')).to.equal(false);
  });

  it('a token-url on another origin is a wrong setting, not a visit that has expired', async () => {
    const asked: string[] = [];
    const fetch = ((url: string) => {
      asked.push(url);
      return Promise.resolve(Response.json({ token: 't' }));
    }) as typeof globalThis.fetch;
    const provider = await fixture<GsProvider>(html`<gs-provider
      gateway="https://gateway.test"
      token-url="https://elsewhere.test/token"
      .fetch=${fetch}
      ><test-probe></test-probe
    ></gs-provider>`);
    let expiries = 0;
    provider.addEventListener('gs-token-expired', () => expiries++);
    const problem = probe(provider).connection?.problem;
    expect([provider.state, problem?.code]).to.deep.equal(['unconfigured', 'unsupported']);
    expect(problem?.message).to.contain('token-url must be on this page').and.contain('elsewhere.test');
    expect([asked, expiries]).to.deep.equal([[], 0]);
  });

  it('a provider that wakes up late takes over the elements it holds', async () => {
    const late = document.createElement('late-provider');
    const element = document.createElement('test-probe') as Probe;
    late.append(element);
    document.body.append(late);
    expect(element.connection?.mode).to.not.equal('gateway');
    // The same class under another name stands for a tag whose code arrives last.
    const Base = customElements.get('gs-provider') as typeof GsProvider;
    late.setAttribute('gateway', 'https://b.test');
    customElements.define('late-provider', class extends Base {});
    await until(() => element.connection?.mode === 'gateway');
    late.remove();
  });

  it('whom a late provider does not hold stays with the page’s own settings, also when those change', async () => {
    const [late, inside, outside] = ['later-provider', 'test-probe', 'test-probe'].map((tag) => document.createElement(tag)) as [HTMLElement, Probe, Probe]; // prettier-ignore
    late.append(inside);
    document.body.append(late, outside);
    const Base = customElements.get('gs-provider') as typeof GsProvider;
    late.setAttribute('gateway', 'https://b.test');
    customElements.define('later-provider', class extends Base {});
    await until(() => inside.connection?.mode === 'gateway');
    configure({ playerName: 'Ada' });
    expect(outside.connection?.player.name).to.equal('Ada');
    expect(inside.connection?.player.name).to.equal(undefined);
    document.body.append(inside);
    expect(inside.connection).to.equal(outside.connection);
    outside.remove();
    configure({ playerName: '' });
    expect(inside.connection?.player.name).to.equal(undefined);
    expect(outside.connection?.player.name).to.equal('Ada');
    late.remove();
    inside.remove();
  });

  it('in gateway mode sends the token and no key, and renews it once on a 401', async () => {
    const seen: (string | null)[] = [];
    const answer = ((_url: RequestInfo | URL, init?: RequestInit) => {
      const authorization = new Headers(init?.headers).get('authorization');
      seen.push(authorization);
      const good = authorization === 'Bearer second';
      return Promise.resolve(
        good
          ? Response.json({ gameSessions: [] })
          : Response.json({ error: { code: 'unauthorized', message: 'old' } }, { status: 401 }),
      );
    }) as typeof fetch;
    const provider = await fixture<GsProvider>(html`<gs-provider
      gateway="https://gateway.test/gs"
      token="first"
      .getToken=${() => 'second'}
      .fetch=${answer}
      meshmap-key="never-sent"
      ><test-probe></test-probe
    ></gs-provider>`);
    const connection = probe(provider).connection as Connection;
    const listing = await connection.service(meshmap)?.listGameSessions();
    expect(listing?.items).to.deep.equal([]);
    expect(seen).to.deep.equal(['Bearer first', 'Bearer second']);
  });

  describe('relative addresses', () => {
    let base: HTMLBaseElement;
    beforeEach(() => {
      base = document.createElement('base');
      document.head.append(base);
    });
    afterEach(() => base.remove());

    async function requested(): Promise<string[]> {
      const seen: string[] = [];
      const answer = ((input: RequestInfo | URL) => {
        const { href } = new URL(input instanceof Request ? input.url : input);
        seen.push(href);
        return Promise.resolve(Response.json(href.endsWith('gs-token') ? { token: 'one' } : { gameSessions: [] }));
      }) as typeof fetch;
      const provider = await fixture<GsProvider>(
        html`<gs-provider gateway="gs" token-url="gs-token" .fetch=${answer}><test-probe></test-probe></gs-provider>`,
      );
      await probe(provider).connection?.service(meshmap)?.listGameSessions();
      return seen;
    }

    it('are below the <base> of the page, like its links', async () => {
      base.href = '/pages/sub/';
      const [token, list] = await requested();
      expect(token).to.equal(`${location.origin}/pages/sub/gs-token`);
      expect(list).to.match(new RegExp(`^${location.origin}/pages/sub/gs/`));
    });

    it('never lead to another origin: such a <base> does not count', async () => {
      base.href = 'https://elsewhere.test/';
      for (const url of await requested()) expect(url.startsWith(`${location.origin}/`), url).to.equal(true);
    });
  });

  it('the document says so of a token that the page itself has, once, also with a provider that uses it', async () => {
    const refuse = (() =>
      Promise.resolve(
        Response.json({ error: { code: 'unauthorized', message: 'no' } }, { status: 401 }),
      )) as typeof fetch;
    configure({ gateway: 'https://page-token.test', token: 'old', fetch: refuse });
    const root = await fixture(html`<div><test-probe></test-probe></div>`);
    let expiries = 0;
    const count = () => expiries++;
    document.addEventListener('gs-token-expired', count);
    const list = () =>
      probe(root)
        .connection?.service(meshmap)
        ?.listGameSessions()
        .catch((error: ApiError) => error.code);
    expect([await list(), await list(), expiries]).to.deep.equal(['expired', 'expired', 1]);
    root.append(await fixture(html`<gs-provider theme="dark"></gs-provider>`));
    configure({ token: 'another' });
    await list();
    expect(expiries).to.equal(2);
    document.removeEventListener('gs-token-expired', count);
    configure({ gateway: undefined, token: undefined, fetch: undefined });
  });

  it('tells the page when the token has run out for good', async () => {
    const refuse = (() =>
      Promise.resolve(
        Response.json({ error: { code: 'unauthorized', message: 'no' } }, { status: 401 }),
      )) as typeof fetch;
    const provider =
      await fixture<GsProvider>(html`<gs-provider gateway="https://gateway.test" token="old" .fetch=${refuse}
      ><test-probe></test-probe
    ></gs-provider>`);
    const told = oneEvent(provider, 'gs-token-expired');
    const connection = probe(provider).connection as Connection;
    const error = await connection
      .service(meshmap)
      ?.listGameSessions()
      .catch((failure: unknown) => failure);
    await told;
    expect(error).to.have.property('code', 'expired');
  });

  describe('takes what it does not set from the provider around it, else from the page', () => {
    const nested = async (outer: unknown, settings: Partial<GsProvider>) => {
      const root = await fixture<HTMLElement>(html`<div>${outer}</div>`);
      const inner = root.querySelector<GsProvider>('.inner')!;
      Object.assign(inner, settings);
      await inner.updateComplete;
      return { root, inner, connection: () => probe(inner).connection as Connection };
    };
    const inner = html`<gs-provider class="inner"><test-probe></test-probe></gs-provider>`;
    const gateway = html`<gs-provider gateway="https://gateway.test" token="opaque" currency="EUR" .fetch=${never}>
      ${inner}
    </gs-provider>`;

    it('so that a theme alone keeps the connection, cache and token', async () => {
      const { root, connection } = await nested(gateway, { theme: 'dark' });
      const outer = root.querySelector<GsProvider>('gs-provider')!;
      const probeOutside = document.createElement('test-probe') as Probe;
      outer.append(probeOutside);
      expect(connection().mode).to.equal('gateway');
      expect(connection().cache).to.equal(probeOutside.connection?.cache);
      expect(connection().settings.theme).to.equal('dark');
    });

    it('so that a player of its own keeps the gateway, with a cache of its own', async () => {
      const { root, connection } = await nested(gateway, { playerId: 'pl_bob' });
      const { settings, player, cache } = connection();
      expect([settings.gateway, player.id, player.currency]).to.deep.equal(['https://gateway.test', 'pl_bob', 'EUR']);
      const outside = root.querySelector('gs-provider')!.appendChild(document.createElement('test-probe')) as Probe;
      expect(cache).to.not.equal(outside.connection?.cache);
    });

    it('but a gateway of its own never gets the token of the other', async () => {
      const { connection } = await nested(gateway, { gateway: 'https://other.test' });
      expect(connection().settings.token).to.equal(undefined);
    });

    it('and follows when the outer one changes', async () => {
      const { root, inner: provider, connection } = await nested(gateway, { playerId: 'pl_bob' });
      root.querySelector<GsProvider>('gs-provider')!.gateway = 'https://moved.test';
      await until(() => connection().settings.gateway === 'https://moved.test', 'followed');
      expect(provider.state).to.equal('ready');
    });

    it('also from configure()', async () => {
      configure({ gateway: 'https://page.test' });
      const { connection } = await nested(inner, { playerId: 'pl_bob' });
      expect(connection().settings.gateway).to.equal('https://page.test');
      configure({ gateway: undefined });
    });
  });

  describe('another player', () => {
    const jwt = (sub: string) =>
      ['{}', JSON.stringify({ sub, iat: 1_000, exp: 1_020 }), 'x'].map((part) => btoa(part)).join('.');
    /** A gateway that lists the subject of the token it got as the only session, and a login that can change. */
    const login = async () => {
      const page = { player: 'pl_alice', asked: 0 };
      const answer = ((_url: string, init: RequestInit) => {
        const token = new Headers(init.headers).get('authorization')?.split('.')[1] ?? '';
        const { sub } = JSON.parse(atob(token)) as { sub: string };
        return Promise.resolve(Response.json({ gameSessions: [{ id: sub, status: 'ACTIVE' }] }));
      }) as typeof fetch;
      const getToken = () => {
        page.asked++;
        return jwt(page.player);
      };
      const provider = await fixture<GsProvider>(html`<gs-provider
        gateway="https://gateway.test"
        .getToken=${getToken}
        .fetch=${answer}
        ><test-probe></test-probe
      ></gs-provider>`);
      const connection = () => probe(provider).connection as Connection;
      const list = async () => (await connection().service(meshmap)!.listGameSessions()).items.map(({ id }) => id);
      return { page, provider, connection, list };
    };

    it('named by player-id gets a token and a cache of their own', async () => {
      const { page, provider, connection, list } = await login();
      provider.playerId = 'pl_alice';
      await provider.updateComplete;
      expect(await list()).to.deep.equal(['pl_alice']);
      const { cache } = connection();
      [page.player, provider.playerId] = ['pl_bob', 'pl_bob'];
      await provider.updateComplete;
      expect(connection().cache).to.not.equal(cache);
      expect(cache.ended.aborted).to.equal(true);
      expect(await list()).to.deep.equal(['pl_bob']);
    });

    it('whose token the page still gives is refused in words', async () => {
      const { provider, list } = await login();
      provider.playerId = 'pl_bob';
      await provider.updateComplete;
      const error = await list().catch((failure: unknown) => failure as ApiError);
      expect(error).to.have.property('code', 'unauthorized');
      expect(error).to.have.property('message').that.includes('pl_alice').and.includes('pl_bob');
    });

    it('who logs in without a word of the page ends the connection with the first renewal', async () => {
      const { page, connection, list } = await login();
      expect(await list()).to.deep.equal(['pl_alice']);
      const { cache } = connection();
      page.player = 'pl_bob';
      const error = await list().catch((failure: unknown) => failure as ApiError);
      expect(error).to.have.property('code', 'unauthorized');
      expect(cache.ended.aborted).to.equal(true);
      expect(connection().cache).to.not.equal(cache);
      expect(await list()).to.deep.equal(['pl_bob']);
    });
  });
});
