import { expect } from '@open-wc/testing';
import { ART, answer, row, setup } from '../../support/recent-games.js';
import { until } from '../../support/until.js';

describe('<gs-recent-games>', () => {
  it('shows each game of the player once, newest first, with studio and age', async () => {
    const { titles, root, countOf, sandbox } = await setup();
    expect(titles()[0]).to.equal('Saffron Comet');
    expect(new Set(titles()).size).to.equal(titles().length);
    expect(root.querySelector('.meta')?.textContent).to.contain('Halfmoon Works');
    expect(countOf('getLatestGameSessions')).to.equal(1);
    const { path } = sandbox.calls.find(({ operation }) => operation === 'getLatestGameSessions')!;
    expect(path).to.contain('user=pl_you').and.contain('fields=').and.contain('distinction_level=unique');
    expect(path).to.contain('minimum_duration=0').and.contain('count=10');
  });

  it('sends what its attributes say, and warns about what they cannot say', async () => {
    const { sandbox } = await setup({
      attributes: {
        count: '500',
        distinction: 'none',
        after: '2026-02-01',
        before: 'soon',
        filters: 'category:eq:slot',
      },
    });
    const { path } = sandbox.calls.find(({ operation }) => operation === 'getLatestGameSessions')!;
    const query = new URL(path, 'https://x').searchParams;
    expect(query.get('count')).to.equal('100');
    expect(query.get('distinction_level')).to.equal('none');
    expect(query.get('after_date')).to.contain('2026-02-01');
    expect(query.has('before_date')).to.be.false;
    expect(query.get('filters')).to.equal('category:eq:slot');
  });

  it('falls back from name to id and from image to the page’s resolvers to a monogram', async () => {
    const { titles, root } = await setup({
      ...answer([
        { game_id: 'zz-9' },
        { game_id: 'known' },
        { game_id: 'bad' },
        row(4, { game_image_url: '//cdn.example/x.png' }),
      ]),
      properties: {
        resolveGame: ({ gameId }) => {
          if (gameId === 'bad') throw new Error('a mistake of the page');
          return gameId === 'known' ? { name: 'A known game', imageUrl: '/test/support/art.svg' } : undefined;
        },
      },
    });
    expect(titles()).to.deep.equal(['zz-9', 'A known game', 'bad', 'Game 4']);
    const [first, second] = root.querySelectorAll('.games .art');
    expect(first.querySelector('.monogram')?.textContent).to.equal('Z');
    expect(second.querySelector('img')?.dataset['src']).to.equal(ART);
    expect(root.querySelectorAll('.monogram').length).to.equal(3);
  });

  it('greys a game that cannot be played, says so, and lets nobody choose it', async () => {
    const { control, events, root } = await setup(answer([row(1, { enabled: 0 }), row(2, { enabled: null })]));
    expect(control(0).getAttribute('aria-disabled')).to.equal('true');
    const why = root.getElementById(control(0).getAttribute('aria-describedby')!);
    expect(why?.textContent).to.contain('Not available');
    control(0).click();
    expect(events.map(({ type }) => type)).not.to.include('gs-game-select');
    expect(control(1).hasAttribute('aria-disabled')).to.be.false;
  });

  it('leaves out games that cannot be played under hide-disabled', async () => {
    const { titles } = await setup({
      ...answer([row(1, { enabled: 0 }), row(2)]),
      attributes: { 'hide-disabled': '' },
    });
    expect(titles()).to.deep.equal(['Game 2']);
  });

  it('starts a chosen game in the launcher of the page, unless the page says no', async () => {
    const launcher = document.createElement('gs-session-launcher');
    launcher.id = 'lobby';
    const wishes: unknown[] = [];
    Object.assign(launcher, { launch: (wish: unknown) => wishes.push(wish) });
    if (!customElements.get('gs-session-launcher'))
      customElements.define('gs-session-launcher', class extends HTMLElement {});
    document.body.append(launcher);
    const { element, control, detailOf } = await setup({
      ...answer([row(1, { internal_game_id: 90417 }), row(2)]),
      attributes: { launcher: 'lobby' },
    });
    const refuse = (event: Event) => event.preventDefault();
    element.addEventListener('gs-before-game-select', refuse);
    control(1).click();
    expect(detailOf('gs-before-game-select')).to.deep.equal({ gameId: 'g2', internalGameId: undefined, index: 1 });
    expect(detailOf('gs-game-select')).to.be.undefined;
    element.removeEventListener('gs-before-game-select', refuse);
    control(0).click();
    expect(detailOf('gs-game-select')).to.deep.equal({ gameId: 'g1', internalGameId: '90417', index: 0 });
    await until(() => wishes.length, 'launched');
    expect(wishes).to.deep.equal([{ gameId: '90417', gameTitle: 'Game 1', gameImage: `${ART}?1` }]);
    launcher.remove();
  });

  it('links to the page of a game, and never to a script', async () => {
    const { control } = await setup({
      ...answer([row(1, { internal_game_id: 'a/b' }), row(2)]),
      attributes: { action: 'link', href: '/play/{gameId}' },
      properties: { resolveGame: ({ gameId }) => (gameId === 'g2' ? { href: 'javascript:alert(1)' } : undefined) },
    });
    expect(control(0).getAttribute('href')).to.equal('/play/a%2Fb');
    expect(control(1).localName).to.equal('button');
  });

  it('asks again when a game on the page has ended', async () => {
    const { sandbox, countOf, titles, detailOf } = await setup();
    const start = await sandbox.fetch('https://sandbox.test/iplaygames/api/v1/game-sessions/start', {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox-iplaygames-key', 'content-type': 'application/json' },
      body: JSON.stringify({
        game_id: 102,
        player_id: 'pl_you',
        currency: 'EUR',
        country_code: 'MT',
        ip_address: '203.0.113.24',
      }),
    });
    const { data } = (await start.json()) as { data: { session_id: string } };
    sandbox.advance(65_000);
    await sandbox.fetch(`https://sandbox.test/iplaygames/api/v1/game-sessions/${data.session_id}/end`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox-iplaygames-key' },
    });
    document.dispatchEvent(new CustomEvent('gs-end'));
    await until(() => titles()[0] === 'Orb Hunt', 'the game just played comes first');
    expect(countOf('getLatestGameSessions')).to.equal(2);
    await until(() => detailOf('gs-update'), 'told');
    expect(detailOf('gs-update')).to.deep.equal({ changed: 1 });
  });

  it('shows days under their names', async () => {
    const now = new Date();
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 12);
    const { root } = await setup({
      ...answer([
        row(1, { started: now.toISOString() }),
        row(2, { started: yesterday.toISOString() }),
        row(3, { started: undefined }),
      ]),
      attributes: { 'group-by': 'day', layout: 'grid' },
    });
    const days = [...root.querySelectorAll('[part=day-heading]')].map((day) => day.textContent.trim());
    expect(days).to.deep.equal(['today', 'yesterday', 'Some time ago']);
  });

  it('fetches the pictures that are seen and no others', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => row(index));
    for (const [layout, most] of [
      ['grid', 20],
      ['carousel', 7],
    ] as const) {
      const { root, element } = await setup({ ...answer(rows), attributes: { layout, count: '100' } });
      const fetched = () => [...root.querySelectorAll('img[src]')].length;
      await until(() => root.querySelector('img[data-loaded]'), 'a picture is there');
      expect(fetched()).to.be.at.least(3).and.at.most(most);
      if (layout === 'carousel') {
        const before = fetched();
        root.querySelector('.scroller')!.scrollTo({ left: 4000, behavior: 'instant' });
        await until(() => fetched() > before, 'more on the way');
      }
      element.remove();
    }
  });

  it('shows initials when a picture does not load', async () => {
    const { root } = await setup(answer([row(1, { game_image_url: `${location.origin}/no-such.png` })]));
    await until(() => root.querySelector('.monogram')?.textContent === 'G1', 'initials');
  });

  it('moves between cards by arrow keys, mirrored from right to left, and by its buttons', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => row(index));
    const { element, root, control } = await setup({ ...answer(rows), attributes: { count: '12' } });
    const press = (key: string) =>
      root.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    control(0).focus();
    press('ArrowRight');
    expect(root.activeElement).to.equal(control(1));
    press('End');
    expect(root.activeElement).to.equal(control(11));
    element.dir = 'rtl';
    press('ArrowRight');
    expect(root.activeElement).to.equal(control(10));
    press('Home');
    element.dir = 'ltr';
    const scroller = root.querySelector<HTMLElement>('.scroller')!;
    scroller.scrollTo({ left: 0, behavior: 'instant' });
    await until(() => !root.querySelector('[part=previous-button]'), 'nothing before');
    await until(() => root.querySelector('[part=next-button]'), 'more to come');
    root.querySelector<HTMLElement>('[part=next-button]')!.click();
    await until(() => root.querySelector('[part=previous-button]'), 'has moved on');
    expect(scroller.scrollLeft).to.be.greaterThan(4);
  });

  it('offers the fallback to a player without history', async () => {
    const { text, root } = await setup({ player: { id: 'somebody_new' }, wait: 'empty' });
    expect(text()).to.contain('The games you play will be here');
    expect(root.querySelector('slot[name=fallback]')).to.exist;
  });

  it('says what is missing: a player, or the connection to the history', async () => {
    const { text, countOf } = await setup({ player: { id: '0' }, wait: 'unconfigured' });
    expect(text()).to.contain('player-id');
    expect(countOf('getLatestGameSessions')).to.equal(0);
  });

  it('keeps the games on the screen when a refresh fails, and reports rows it could not read', async () => {
    const { element, sandbox, titles, events } = await setup(answer([row(1), { game_id: {} }, row(3)]));
    expect(titles()).to.deep.equal(['Game 1', 'Game 3']);
    await until(() => events.some(({ type, detail }) => type === 'gs-error' && (detail as { partial?: boolean }).partial), 'reported'); // prettier-ignore
    sandbox.switches.failures = [{ operation: '*', kind: 'forbidden' }];
    await element.refreshNow();
    expect(element.state).to.equal('ready');
    expect(element.stale).to.be.true;
    expect(titles()).to.deep.equal(['Game 1', 'Game 3']);
  });

  it('is the same height before and after its games arrive', async () => {
    const { element, sandbox } = await setup(answer([row(1), row(2)]));
    const height = element.getBoundingClientRect().height;
    const other = document.createElement('gs-recent-games');
    element.after(other);
    sandbox.switches.failures = [{ operation: '*', kind: 'hang' }];
    other.count = 11;
    await until(() => other.state === 'loading', 'loading');
    await other.updateComplete;
    expect(other.getBoundingClientRect().height).to.be.closeTo(height, 0.5);
  });

  it('takes numbers for ids from the page’s resolver, and nothing that is no text', async () => {
    const properties = (resolved: object) => ({ properties: { resolveGame: () => resolved } });
    const attributes = { action: 'link', href: '/play/{gameId}' };
    const linkOf = async (resolved: object) => {
      const { element } = await setup({ ...answer([row(1)]), attributes, ...properties(resolved) });
      return element.shadowRoot!.querySelector('a')?.getAttribute('href');
    };
    expect(await linkOf({ gameId: 102 })).to.equal('/play/102');
    const own = await linkOf({});
    expect(await linkOf({ href: 5 })).to.equal('5');
    expect(await linkOf({ href: {}, gameId: {} })).to.equal(own);
  });

  it('writes nothing on the little pictures of a list, and shows a badge whole or not at all', async () => {
    const rows = [
      row(1, { enabled: 0, has_jackpot: true, is_live: true }),
      row(2, { has_jackpot: true, is_live: true }),
    ];
    for (const layout of ['list', 'grid', 'carousel']) {
      const { element } = await setup({ ...answer(rows), attributes: { layout } });
      element.style.inlineSize = '208px';
      const all = (part: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(`[part~='${part}']`)];
      const pictures = all('card').map((card) => card.querySelector('.art')!.getBoundingClientRect());
      const chips = [...all('badge'), ...all('unavailable')].map((chip) => chip.getBoundingClientRect());
      expect(chips).to.have.length(5);
      const isOn = (chip: DOMRect) => pictures.some(({ left, right }) => chip.left < right && chip.right > left);
      if (layout === 'list') expect(chips.some(isOn)).to.equal(false);
      for (const badge of all('badge')) {
        const box = badge.parentElement!.getBoundingClientRect();
        const isSeen = badge.getBoundingClientRect().top < box.bottom;
        if (isSeen) expect(badge.scrollWidth, badge.textContent).to.be.at.most(badge.clientWidth);
      }
      element.remove();
    }
  });

  it('cuts no fact, tag or badge at twice the text size in a narrow box', async () => {
    const { element, root } = await setup({
      attributes: { layout: 'list', show: 'studio played-at duration tags badges' },
    });
    element.style.cssText = 'display: block; font-size: 32px; inline-size: 374px';
    await element.updateComplete;
    for (const line of root.querySelectorAll('.meta, .tags')) {
      const box = line.getBoundingClientRect();
      const seen = [...line.children].map((fact) => fact.getBoundingClientRect()).filter(({ top }) => top < box.bottom - 1); // prettier-ignore
      for (const { right, bottom } of seen) {
        expect(right).to.be.at.most(box.right + 1);
        expect(bottom).to.be.at.most(box.bottom + 2);
      }
    }
  });

  it('gives axe nothing to say in any layout or state', async () => {
    const rows = [
      row(1, { enabled: 0, vaix_tags: ['space', ''], has_jackpot: true, is_live: true }),
      row(2),
      { game_id: 'x' },
    ];
    for (const layout of ['carousel', 'grid', 'list']) {
      const show = 'studio played-at duration tags badges';
      const { element } = await setup({ ...answer(rows), attributes: { layout, show, 'group-by': 'day' } });
      await expect(element).to.be.accessible();
      element.remove();
    }
    const { element } = await setup({ player: { id: 'somebody_new' }, wait: 'empty' });
    await expect(element).to.be.accessible();
  });
});
