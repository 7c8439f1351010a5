/** What makes a board a tournament: tabs, gap, prizes, zones, friends, result, ticker, wall screens, and what one takes away. */
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/elements/leaderboard/leaderboard.js';
import '../../../src/elements/session-launcher/session-launcher.js';
import { GsLeaderboard, type Entry } from '../../../src/elements/leaderboard/leaderboard.js';
import { NOON, sandboxProvider, type SandboxProviderOptions } from '../../support/sandbox-provider.js';
import { until } from '../../support/until.js';

const frames = async (count = 2) => {
  while (count-- > 0) await new Promise((resolve) => requestAnimationFrame(resolve));
};

const handles = (element: GsLeaderboard) => {
  const all = (selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
  const find = (selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector)!;
  return {
    element,
    all,
    find,
    rows: () => all('tbody tr'),
    board: () => find('.board'),
    scroller: () => find('.scroller'),
  };
};

const entriesOf = (count: number): Entry[] =>
  Array.from({ length: count }, (_, i) => ({ playerId: `p${i}`, displayName: `Player ${i}`, score: 1000 - i * 10 }));

/** A board that keeps what it warns about. */
class ListeningBoard extends GsLeaderboard {
  readonly warnings: string[] = [];

  override warn(message: string): void {
    this.warnings.push(message);
  }
}
customElements.define('listening-board', ListeningBoard);

async function ownBoard(
  entries: readonly Entry[],
  properties: Partial<GsLeaderboard> = {},
  style = '',
  tag = 'gs-leaderboard',
) {
  const element = Object.assign(document.createElement(tag) as GsLeaderboard, { entries, ...properties });
  element.style.cssText = style;
  await fixture(html`<div>${element}</div>`);
  await until(() => element.state !== 'loading' && element.state !== 'idle', 'shows something');
  await element.updateComplete;
  await frames();
  return handles(element);
}

async function sessionBoard(attributes: Record<string, string>, options: SandboxProviderOptions = {}, wait = 'ready') {
  const element = document.createElement('gs-leaderboard');
  for (const [name, value] of Object.entries({ refresh: '0', loading: 'eager', ...attributes }))
    element.setAttribute(name, value);
  const { sandbox, provider } = await sandboxProvider(html`${element}`, options);
  await until(() => element.state === wait, `is ${wait}`);
  await element.updateComplete;
  return { ...handles(element), sandbox, provider };
}

const wire = (playerId: string, score: number) => ({ playerId, displayName: `Name ${playerId}`, score, createdAt: '2026-03-02T10:00:00Z', updatedAt: '2026-03-02T11:00:00Z' }); // prettier-ignore
const answerWith = (rows: readonly unknown[]): SandboxProviderOptions['switches'] => ({
  failures: [{ operation: 'listSessionPlayers', kind: 'answer', answer: { status: 200, body: { players: rows } } }],
});

describe('gs-leaderboard of a tournament', () => {
  beforeEach(() => localStorage.clear());

  describe('tabs', () => {
    it('show one of several sessions, by click and arrow keys, and are remembered', async () => {
      const { element, all, find } = await sessionBoard({ tabs: 'gs_demo=Today; gs_done=This week' });
      const details: unknown[] = [];
      element.addEventListener('gs-tab-change', ({ detail }) => details.push(detail));
      expect(all('[role="tab"]').map(({ innerText }) => innerText)).to.deep.equal(['Today', 'This week']);
      expect(find('[role="tabpanel"]').getAttribute('aria-labelledby')).to.equal('tab-0');
      all('[role="tab"]')[0].focus();
      await sendKeys({ press: 'ArrowRight' });
      await until(() => element.session?.id === 'gs_done', 'the other session');
      await element.updateComplete;
      expect(details).to.deep.equal([{ sessionId: 'gs_done', label: 'This week', index: 1 }]);
      expect(element.shadowRoot!.activeElement).to.equal(all('[role="tab"]')[1]);
      expect(all('[role="tab"]').map(({ tabIndex }) => tabIndex)).to.deep.equal([-1, 0]);
      const again = await sessionBoard({ tabs: 'gs_demo=Today; gs_done=This week' });
      expect(again.all('[role="tab"]')[1].ariaSelected).to.equal('true');
      history.replaceState(null, '');
    });
  });

  it('follows the element that `for` names, also when that comes later', async () => {
    const { element, provider } = await sessionBoard({ for: 'follow-me' }, {}, 'idle');
    const target = Object.assign(document.createElement('div'), { id: 'follow-me', session: { id: 'gs_demo' } });
    provider.append(target);
    target.dispatchEvent(new CustomEvent('gs-launch', { bubbles: true, composed: true }));
    await until(() => element.session?.id === 'gs_demo', 'shows its session');
    target.session = { id: 'gs_paused' };
    target.dispatchEvent(new CustomEvent('gs-phase-change', { bubbles: true, composed: true }));
    await until(() => element.session?.id === 'gs_paused', 'shows its next session');
  });

  it('shows the session of session-id while the followed element has none', async () => {
    const { element, provider } = await sessionBoard({ for: 'later', 'session-id': 'gs_paused' });
    await until(() => element.session?.id === 'gs_paused', 'shows its own');
    provider.append(Object.assign(document.createElement('div'), { id: 'later', session: { id: 'gs_demo' } }));
    provider.lastElementChild!.dispatchEvent(new CustomEvent('gs-load', { bubbles: true, composed: true }));
    await until(() => element.session?.id === 'gs_demo', 'shows its session');
  });

  it('follows a launcher from the session that is chosen there to the one its session-id names', async () => {
    const launcher = Object.assign(document.createElement('gs-session-launcher'), { id: 'games', loading: 'eager' });
    const element = Object.assign(document.createElement('gs-leaderboard'), { for: 'games', refresh: 0, loading: 'eager' }); // prettier-ignore
    await sandboxProvider(html`${element}${launcher}`);
    await until(() => launcher.state === 'ready', 'lists sessions');
    expect([element.state, element.session]).to.deep.equal(['idle', undefined]);
    let chosen: string | undefined;
    launcher.addEventListener('gs-session-select', ({ detail }) => (chosen = detail.session.id));
    launcher.shadowRoot!.querySelector<HTMLElement>('[part~="session"] button, .card button, .title')!.click();
    await until(() => chosen !== undefined && element.session?.id === chosen, 'shows the chosen session'); // prettier-ignore
    launcher.setAttribute('session-id', 'gs_paused');
    await until(() => element.session?.id === 'gs_paused', 'shows the next session');
  });

  describe('the own row', () => {
    it('shows how far the next place is, and the lead over the one below, pinned or not', async () => {
      const { find, rows } = await ownBoard(entriesOf(5), { playerId: 'p3', showGap: true, scoreUnit: 'points' });
      expect(rows()[3].querySelector('[part="gap"]')!.textContent).to.equal(
        '10 points to 3rd · 10 points ahead of 5th',
      );
      const leader = await ownBoard(entriesOf(5), { playerId: 'p0', showGap: true });
      expect(leader.find('[part="gap"]').textContent).to.equal('10 ahead of 2nd');
      expect(find('[part="gap"]').offsetHeight).to.be.above(0);
    });

    it('shows its movement while it is pinned', async () => {
      const { element, find } = await ownBoard(entriesOf(40), { playerId: 'p30' }, 'max-block-size: 300px');
      element.entries = entriesOf(40).map((entry) => (entry.playerId === 'p30' ? { ...entry, score: 735 } : entry));
      await element.updateComplete;
      expect(find('.pin [part="delta"]').textContent).to.equal('▲\u20093');
      expect(find('.pin [part="rank"]').innerText.trim()).to.equal('28');
    });

    it('is named by the player-name of the provider when the service knows none', async () => {
      const players = [{ ...wire('pl_you', 5), displayName: '' }, wire('a', 3)];
      const { find } = await sessionBoard({ 'session-id': 'gs_demo' }, { switches: answerWith(players) });
      expect(find('tbody [part="name"]').innerText.trim()).to.equal('You');
    });
  });

  it('shows prizes and zones, and says where they are wrong', async () => {
    const { element, all, rows } = await ownBoard(entriesOf(6), { prizes: '1: €500; 2-3: €100; x', zones: '1-2: Promotion; 5-: Relegation' }, '', 'listening-board'); // prettier-ignore
    expect(all('tbody [part="prize"]').map(({ innerText }) => innerText)).to.deep.equal([
      '€500',
      '€100',
      '€100',
      '',
      '',
      '',
    ]);
    expect(all('th').map(({ innerText }) => innerText.trim())).to.include('Prize');
    expect(rows().map((row) => row.querySelector('[part="zone"]:not([hidden])')?.textContent)).to.deep.equal(['Promotion', undefined, '', undefined, 'Relegation', undefined]); // prettier-ignore
    expect((element as ListeningBoard).warnings.join()).to.contain('prizes: part 3 (at character 21), "x"');
    element.prizes = [{ from: 1, to: 1, text: 'A cup' }];
    await element.updateComplete;
    expect(all('tbody [part="prize"]')[0].innerText.trim()).to.equal('A cup');
    element.prizes = '';
    await element.updateComplete;
    expect(all('[part="prize"]')).to.have.length(0);
  });

  it('gives prizes and zones by place before the first score, when everybody has rank 1', async () => {
    const none = entriesOf(4).map((entry) => ({ ...entry, score: 0 }));
    const { all } = await ownBoard(none, { prizes: '1: €500; 2-3: €100', zones: '1-2: Promotion' });
    expect(all('tbody [part="prize"]').map(({ innerText }) => innerText)).to.deep.equal(['€500', '€100', '€100', '']);
    expect(all('[part="zone"]:not([hidden])').map(({ innerText }) => innerText)).to.deep.equal(['Promotion', '']);
    expect(all('tbody [part="rank"]').map(({ innerText }) => innerText.trim())).to.deep.equal(['1', '1', '1', '1']);
  });

  describe('friends', () => {
    it('are ranked among themselves, their places on the whole board beside', async () => {
      const { element, all } = await ownBoard(entriesOf(50), { playerIds: 'p10, p5 p40', playerId: 'p20' });
      const lines = () => all('tbody tr').map((row) => [row.querySelector('[part="rank"]'), row.querySelector('[part="name"]'), row.querySelector('[part="overall"]')].map((part) => part?.textContent?.trim()).join(' ')); // prettier-ignore
      expect(lines()).to.deep.equal(['1 Player 5 6 overall', '2 Player 10 11 overall', '3 Player 20 21 overall', '4 Player 40 41 overall']); // prettier-ignore
      expect(element.self?.rank).to.equal(3);
      element.filter = ({ score }) => score > 800;
      await element.updateComplete;
      expect(lines()).to.deep.equal(['1 Player 5 6 overall', '2 Player 10 11 overall']);
      element.playerIds = '';
      element.filter = undefined;
      await element.updateComplete;
      await frames(3); // the box has grown with its rows
      expect(all('tbody tr').length).to.be.above(8);
    });
  });

  describe('the result', () => {
    it('stands on a podium in a sidebar too, says the own place, and is announced', async () => {
      const rows = Array.from({ length: 40 }, (_, i) => wire(i === 3 ? 'pl_you' : `p${i}`, 40 - i));
      const { element, sandbox, find, all } = await sessionBoard({ 'session-id': 'gs_demo' }, { switches: answerWith(rows) }); // prettier-ignore
      element.style.inlineSize = '240px';
      sandbox.setSession('gs_demo', { status: 'COMPLETED', endTime: NOON });
      await element.refreshNow();
      await element.updateComplete;
      expect(find('[part="result"]').innerText.trim()).to.equal('You finished 4th of 40.');
      expect(find('.announcer').textContent).to.equal('You finished 4th of 40.');
      const [second, first] = [1, 0].map((i) => all('.podium li')[i].getBoundingClientRect());
      expect(first.left).to.be.above(second.left);
      expect(find('.podium').scrollWidth).to.be.at.most(240);
    });

    it('puts equal ranks on one step, and nobody before the first score', async () => {
      const tied = [9, 7, 7, 5].map((score, i) => ({ playerId: `${i}`, displayName: `P${i}`, score }));
      const { all } = await ownBoard(tied, { podium: true });
      const heights = all('.podium [part="rank"]').map(({ offsetHeight }) => offsetHeight);
      expect([heights[1] === heights[2], heights[0] > heights[1]]).to.deep.equal([true, true]);
      const none = await ownBoard(
        entriesOf(5).map((entry) => ({ ...entry, score: 0 })),
        { podium: true },
      );
      expect(none.all('[data-medal="1"]')).to.have.length(0);
    });
  });

  it('counts down to the end and marks the last ten minutes', async () => {
    const session = { id: 'gs_x', name: 'Sprint', description: null, status: 'ACTIVE', startTime: new Date(Date.now() - 60_000).toISOString(), endTime: new Date(Date.now() + 300_500).toISOString(), createdAt: '2026-03-02T10:00:00Z', updatedAt: '2026-03-02T10:00:00Z', playerCount: 1 }; // prettier-ignore
    const answer = { status: 200, body: session };
    const failures = [{ operation: 'getGameSession', kind: 'answer', answer }] as const;
    const { find } = await sessionBoard(
      { 'session-id': 'gs_demo' },
      { now: Date.now(), switches: { failures: [...failures] } },
    );
    await until(() => find('[part="clock"]'), 'a clock');
    expect(find('[part="clock"]').innerText.trim()).to.match(/^Ends in [45]:\d\d$/);
    expect(find('[part="clock"]').hasAttribute('data-last')).to.equal(true);
  });

  it('tells who takes the lead, who joins and who climbs in the ticker', async () => {
    const { element, sandbox, all } = await sessionBoard({ 'session-id': 'gs_demo', ticker: '' }, { switches: answerWith([wire('a', 40), wire('b', 30), wire('c', 20), wire('d', 15), wire('e', 10)]) }); // prettier-ignore
    Object.assign(
      sandbox.switches,
      answerWith([wire('a', 40), wire('b', 60), wire('c', 20), wire('d', 15), wire('e', 35), wire('f', 1)]),
    );
    await element.refreshNow();
    await element.updateComplete;
    expect(all('[part="ticker"] li').map(({ innerText }) => innerText)).to.deep.equal(['Name b takes the lead', 'Name f joined']); // prettier-ignore
    Object.assign(
      sandbox.switches,
      answerWith([wire('a', 40), wire('b', 60), wire('c', 20), wire('d', 70), wire('e', 35), wire('f', 1)]),
    );
    await element.refreshNow();
    await element.updateComplete;
    expect(all('[part="ticker"] li')[0].innerText.trim()).to.equal('Name d takes the lead');
    Object.assign(
      sandbox.switches,
      answerWith([wire('a', 40), wire('b', 60), wire('c', 20), wire('d', 70), wire('e', 65), wire('f', 1)]),
    );
    await element.refreshNow();
    await element.updateComplete;
    const lines = all('[part="ticker"] li').map(({ innerText }) => innerText.trim());
    expect(lines, 'from fifth to second in two moves').to.include('Name e climbs 3 places');
  });

  it('reminds of the rank that one left with', async () => {
    const rows = [wire('a', 40), wire('b', 30), wire('pl_you', 20)];
    const { element, sandbox, provider, find } = await sessionBoard(
      { 'session-id': 'gs_demo' },
      { switches: answerWith(rows) },
    );
    element.remove();
    Object.assign(sandbox.switches, answerWith([wire('a', 40), wire('b', 30), wire('pl_you', 35)]));
    provider.append(element);
    await element.refreshNow();
    await element.updateComplete;
    expect(find('[part="return"]').innerText.trim()).to.equal('You were 3rd when you left.');
  });

  describe('on a wall', () => {
    it('keeps the own row out of the page, so that no player is covered', async () => {
      const { rows, scroller, find } = await ownBoard(entriesOf(60), { display: 'kiosk', playerId: 'p59', noHeader: true }, 'block-size: 500px; inline-size: 700px'); // prettier-ignore
      const box = scroller().getBoundingClientRect();
      const pin = find('.pin').getBoundingClientRect();
      expect(pin.top).to.be.at.least(box.bottom - 1);
      expect(rows().filter((row) => row.getBoundingClientRect().bottom <= box.bottom + 1).length).to.be.above(3);
    });

    it('has two columns where there is room, each going down before the next', async () => {
      const { rows, scroller } = await ownBoard(entriesOf(60), { display: 'kiosk', noHeader: true }, 'block-size: 900px; inline-size: 2400px; max-inline-size: none'); // prettier-ignore
      await frames(4);
      const { left, top } = rows()[0].getBoundingClientRect();
      const column = rows().filter((row) => Math.abs(row.getBoundingClientRect().left - left) < 2);
      expect(column.length).to.be.below(rows().length);
      expect(column[1].innerText).to.contain('Player 1');
      const beside = rows().find((row) => Math.abs(row.getBoundingClientRect().top - top) < 2 && row !== rows()[0])!;
      const index = Number(beside.getAttribute('aria-rowindex')) - 2;
      expect(beside.innerText).to.contain(`Player ${index}`);
      expect(index).to.be.closeTo(Math.floor(scroller().clientHeight / rows()[0].offsetHeight), 1);
    });

    it('shows whole rows only', async () => {
      const { element, rows, find, scroller } = await ownBoard(entriesOf(60), { display: 'kiosk', playerId: 'p59', noHeader: true }, 'block-size: 515px; inline-size: 700px'); // prettier-ignore
      await frames();
      const { left, bottom } = scroller().getBoundingClientRect();
      const rest = (scroller().clientHeight - find('tbody').offsetTop) % rows()[0].getBoundingClientRect().height;
      expect(rest, 'there is room for a part of a row').to.be.above(12);
      const isRow = (y: number) => !!element.shadowRoot!.elementFromPoint(left + 40, y)?.closest('.row');
      expect([-4, 4 - rest, -4 - rest].map((y) => isRow(bottom + y))).to.deep.equal([false, false, true]);
    });

    it('invites by a QR code', async () => {
      const { find } = await ownBoard(entriesOf(3), { display: 'kiosk', joinUrl: 'https://play.example/join?s=1' });
      await until(() => find('[part="join"] svg path'), 'a code');
      expect((find('[part="join"]') as HTMLAnchorElement).href).to.equal('https://play.example/join?s=1');
      const [code, list] = ['[part="join"]', '.list'].map((part) => find(part).getBoundingClientRect());
      expect(code.bottom, 'it takes no rows').to.be.at.most(list.top + 1);
      for (const [joinUrl, flaw] of [
        ['javascript:alert(1)', 'join-url is no http(s) address.'],
        [`https://play.example/${'x'.repeat(4000)}`, 'join-url is longer than a QR code holds.'],
      ]) {
        const none = await ownBoard(entriesOf(3), { display: 'kiosk', joinUrl }, '', 'listening-board');
        expect(none.find('[part="join"]')).to.equal(null);
        expect(new Set((none.element as ListeningBoard).warnings)).to.deep.equal(new Set([flaw]));
      }
    });

    it('is nothing but a few rows as an overlay', async () => {
      const { rows, find, element } = await ownBoard(entriesOf(60), { display: 'overlay', playerId: 'p40' });
      expect(rows()).to.have.length(5);
      expect(find('.pin').innerText).to.contain('Player 40');
      expect(getComputedStyle(find('.base')).backgroundColor).to.equal('rgba(0, 0, 0, 0)');
      expect(getComputedStyle(element.shadowRoot!.querySelector('header')!).display).to.equal('none');
    });
  });

  it('gives the board as CSV, and nothing to share without an own row', async () => {
    const { element } = await ownBoard([{ playerId: 'a', displayName: '=cmd "x"', score: 2 }, { playerId: 'b', displayName: 'B', score: 1 }]); // prettier-ignore
    expect(element.toCSV()).to.equal('rank,playerId,name,score\r\n1,a,"\'=cmd ""x""",2\r\n2,b,B,1\r\n');
    expect(await element.share()).to.equal(false);
  });

  describe('faults that were found', () => {
    it('reaches the last row inside a scaled box', async () => {
      for (const scale of [0.5, 1.5]) {
        const { element, scroller, rows } = await ownBoard(entriesOf(1000), {}, 'block-size: 400px');
        element.remove();
        await frames(); // is measured anew where it is put
        const box = await fixture<HTMLElement>(html`<div style="transform: scale(${scale})">${element}</div>`);
        await frames(3);
        scroller().scrollTop = 1e6;
        await until(() => rows().at(-1)!.innerText.includes('Player 999'), 'the last row');
        expect(scroller().scrollHeight).to.be.closeTo(1000 * rows()[0].offsetHeight, 100);
        box.remove();
      }
    });

    it('shows the rows of its place after it was moved in the document', async () => {
      const { element, scroller, rows } = await ownBoard(entriesOf(2000), {}, 'block-size: 400px');
      scroller().scrollTop = 40_000;
      await until(() => rows()[0].innerText.includes('Player 90'), 'is scrolled');
      element.parentElement!.after(element);
      await frames();
      expect(scroller().scrollTop).to.be.closeTo(40_000, 2);
      expect(rows()[0].getBoundingClientRect().top).to.be.below(scroller().getBoundingClientRect().top + 44);
      element.remove();
    });

    it('shows the rows of its place after its tab was hidden', async () => {
      const { element, scroller, rows } = await ownBoard(entriesOf(2000), {}, 'block-size: 400px');
      scroller().scrollTop = 40_000;
      await until(() => rows()[0].innerText.includes('Player 90'), 'is scrolled');
      element.parentElement!.style.display = 'none';
      await frames(3);
      element.entries = entriesOf(2001);
      await element.updateComplete;
      await frames(3);
      element.parentElement!.style.display = '';
      await frames(3);
      expect(scroller().scrollTop).to.be.closeTo(40_000, 2);
      const { top, bottom } = scroller().getBoundingClientRect();
      expect(rows()[0].getBoundingClientRect().top).to.be.below(top + 44);
      expect(rows().at(-1)!.getBoundingClientRect().bottom).to.be.above(bottom - 1);
    });

    it('measures its rows at once when the size of the text changes', async () => {
      const { element, rows, find } = await ownBoard(entriesOf(60));
      for (const size of ['32px', '16px']) {
        element.style.fontSize = size;
        await frames();
        const { height } = rows()[0].getBoundingClientRect();
        expect(find('tbody').getBoundingClientRect().height, size).to.be.closeTo(60 * height, 1);
      }
    });

    it('logs no error of resize observers at any width, whatever comes and goes', async () => {
      const errors: string[] = [];
      const onError = (event: ErrorEvent) => void errors.push(event.message);
      window.addEventListener('error', onError);
      const { element } = await ownBoard(entriesOf(40), { playerId: 'p30', showGap: true }, 'block-size: 400px');
      for (let width = 260; width < 900; width += 53.3) {
        element.style.inlineSize = `${width}px`;
        element.display = element.display === 'cards' ? 'table' : 'cards';
        element.entries = entriesOf(Math.round(width / 10));
        await frames();
      }
      window.removeEventListener('error', onError);
      expect(errors).to.deep.equal([]);
    });

    it('goes row by row through a list too long for a browser to lay out', async () => {
      const { scroller, rows, element } = await ownBoard(entriesOf(430_000), {}, 'block-size: 400px');
      element.scrollToPlayer('p200000');
      await until(() => rows().some((row) => row.innerText.includes('Player 200000')), 'the middle');
      rows()
        .find((row) => row.innerText.includes('Player 200000'))!
        .focus();
      const active = () => element.shadowRoot!.activeElement as HTMLElement;
      const isVisible = () => {
        const [box, view] = [active().getBoundingClientRect(), scroller().getBoundingClientRect()];
        return box.top >= view.top - 0.5 && box.bottom <= view.bottom + 0.5;
      };
      for (let i = 1; i <= 6; i++) {
        await sendKeys({ press: 'ArrowDown' });
        expect(active().innerText).to.contain(`Player ${200_000 + i}`);
        expect(isVisible()).to.equal(true);
      }
      await sendKeys({ press: 'PageUp' });
      expect(isVisible()).to.equal(true);
      const before = Number(rows()[0].getAttribute('aria-rowindex'));
      scroller().scrollTop += 440;
      await until(() => Number(rows()[0].getAttribute('aria-rowindex')) !== before, 'the wheel moves it');
      expect(Number(rows()[0].getAttribute('aria-rowindex')) - before).to.be.closeTo(10, 1);
    }).timeout(60_000);

    it('goes from end to end of such a list by keyboard', async () => {
      const { scroller, rows, element } = await ownBoard(entriesOf(400_000), {}, 'block-size: 400px');
      const active = () => element.shadowRoot!.activeElement as HTMLElement;
      rows()[0].focus();
      for (const press of ['End', 'ArrowUp', 'PageUp', 'Home']) await sendKeys({ press });
      await frames(); // scroll events
      expect(scroller().scrollTop).to.equal(0);
      expect(active()).to.equal(rows()[0]);
      expect(active().getAttribute('aria-rowindex')).to.equal('2');
    }).timeout(60_000);

    it('windows its rows in any box of the page', async () => {
      for (const display of ['block', 'grid', 'flex', 'inline-block']) {
        const { rows, element, scroller } = await ownBoard(entriesOf(1000), {}, `display: ${display}; block-size: 600px; inline-size: 400px`); // prettier-ignore
        expect(rows().length, display).to.be.below(30);
        expect(element.offsetHeight, display).to.equal(600);
        expect(scroller().clientHeight, display).to.be.within(400, 600);
      }
    });

    it('reads odd entries as carefully as an answer', async () => {
      const throwing = { playerId: 'x', score: 1, get displayName(): string { throw new Error('no'); } }; // prettier-ignore
      const odd = [new Array<Entry>(3), [{ playerId: 'a', score: 2, updatedAt: new Date() }, { playerId: 'b', score: 2, updatedAt: 5 }], [{ playerId: 'a', score: 1, displayName: Object.create(null) as string }], [throwing, { playerId: 'y', score: 1 }]] as Entry[][]; // prettier-ignore
      const states = [];
      for (const entries of odd) states.push((await ownBoard(entries)).rows().length);
      expect(states).to.deep.equal([0, 2, 1, 1]);
    });

    it('says which rows of the page’s own it leaves out, and what is no list at all', async () => {
      const warningsOf = async (entries: unknown) => {
        const { element } = await ownBoard(entries as Entry[], {}, '', 'listening-board');
        return (element as ListeningBoard).warnings;
      };
      const odd = [{ score: 9 }, ...entriesOf(2), null, ...Array.from({ length: 6 }, () => ({ score: 1 }))];
      expect(await warningsOf(odd)).to.deep.equal([
        'entries[0], entries[3], entries[4], entries[5], entries[6] and 3 more left out: a row needs a playerId.',
      ]);
      for (const entries of ['text', {}, 5])
        expect(await warningsOf(entries)).to.deep.equal(['entries is no array of {playerId, score}.']);
    });

    it('says what an attribute should have been, by its name in HTML', async () => {
      const { element } = await ownBoard(entriesOf(2), { view: 'sideways' as never, limit: -4, scoreFormat: 'money' as never, maskNames: 'x' as never }, '', 'listening-board'); // prettier-ignore
      expect(new Set((element as ListeningBoard).warnings)).to.deep.equal(
        new Set([
          'limit is less than 0.',
          'view="sideways" is not one of top, around, full; top is used.',
          'score-format="money" is not one of number, compact, duration, percent; number is used.',
          'mask-names="x" is not one of none, partial, initials; none is used.',
        ]),
      );
    });

    it('reaches every card by arrow keys, mirrored from right to left', async () => {
      const { element, rows } = await ownBoard(entriesOf(40), { display: 'cards' }, 'inline-size: 768px');
      await frames(3);
      const active = () => (element.shadowRoot!.activeElement as HTMLElement).innerText;
      rows()[0].focus();
      for (const name of ['Player 1', 'Player 2', 'Player 3']) {
        await sendKeys({ press: 'ArrowRight' });
        expect(active()).to.contain(name);
      }
      await sendKeys({ press: 'ArrowLeft' });
      expect(active()).to.contain('Player 2');
      element.dir = 'rtl';
      await sendKeys({ press: 'ArrowLeft' });
      expect(active()).to.contain('Player 3');
    });

    it('leaves names and scores whole at twice the text size', async () => {
      const names = ['Mango Tango', 'Tambourine', 'Captain O’Clock', 'Midnight Toast'];
      const people = entriesOf(14).map((entry, i) => ({ ...entry, displayName: names[i % 4], score: 12_345 - i }));
      // 288 px: what a page's margins leave of 320
      for (const width of [390, 320, 288]) {
        for (const settings of [{}, { scoreUnit: 'points' }, { scoreUnit: 'points', playerId: 'p1', showGap: true }]) {
          const { rows } = await ownBoard(people, settings, `font-size: 32px; inline-size: ${width}px`);
          for (const row of rows().slice(0, 4)) {
            const place = `${row.innerText} at ${width}`;
            const [name, score] = ['name', 'score'].map((part) => row.querySelector<HTMLElement>(`[part="${part}"]`)!);
            expect(name.scrollWidth, place).to.be.at.most(name.clientWidth + 1);
            expect(name.scrollHeight, place).to.be.at.most(name.offsetHeight + 5); // letters hang below the last line
            expect(score.scrollWidth, place).to.be.at.most(score.clientWidth + 1);
            const [box, ofName, ofScore] = [row, name, score].map((part) => part.getBoundingClientRect());
            const isBeside = ofName.right <= ofScore.left + 1;
            const isBelow = ofName.bottom <= ofScore.top + 1;
            expect(isBeside || isBelow, place).to.equal(true);
            expect(Math.min(ofName.top - box.top, box.bottom - ofScore.bottom), place).to.be.at.least(-1);
          }
        }
      }
    });

    it('leaves a unit out rather than cutting a number, in rows and cards', async () => {
      const people = entriesOf(4).map((entry, i) => ({ ...entry, score: 12_345 - i }));
      for (const display of ['table', 'cards'] as const) {
        for (const width of [390, 320, 288]) {
          const { rows } = await ownBoard(people, { display, scoreUnit: 'championship points' }, `font-size: 32px; inline-size: ${width}px`); // prettier-ignore
          const score = rows()[0].querySelector('.score')!;
          const [box, number, unit] = [score, ...score.children].map((part) => part.getBoundingClientRect());
          expect(number.left, `${display}, ${width}`).to.be.at.least(box.left - 1);
          expect(number.right, `${display}, ${width}`).to.be.at.most(box.right + 1);
          const isWhole = unit.left >= box.left - 1 && unit.right <= box.right + 1;
          expect(isWhole || unit.top >= box.bottom - 2, `the unit: ${display}, ${width}`).to.equal(true);
        }
      }
    });

    it('has prizes in the middle of their steps on the podium', async () => {
      const { all } = await ownBoard(entriesOf(4), { podium: true, prizes: '1-3: Dinner for two on the old pier' }, 'inline-size: 288px'); // prettier-ignore
      for (const prize of all('.podium .prize')) {
        const text = document.createRange();
        text.selectNodeContents(prize);
        const middles = [...text.getClientRects()].map(({ left, right }) => (left + right) / 2);
        const { left, right } = prize.parentElement!.getBoundingClientRect();
        expect(middles.length).to.be.above(1);
        for (const middle of middles) expect(middle).to.be.closeTo((left + right) / 2, 3);
      }
    });

    it('keeps the mark of the own row beside the name, however long the line below is', async () => {
      const { find } = await ownBoard(entriesOf(5), { playerId: 'p3', showGap: true, scoreUnit: 'points' }, 'inline-size: 800px'); // prettier-ignore
      const [name, you] = ['name', 'you'].map((part) => find(`.row-self [part="${part}"]`).getBoundingClientRect());
      expect(you.left - name.right).to.be.within(0, 16);
      expect(you.width).to.be.below(60);
    });

    it('shows facts in the header of a narrow box whole or not at all', async () => {
      const { find } = await sessionBoard({ 'session-id': 'gs_demo', style: 'font-size: 32px; inline-size: 300px' });
      await until(() => find('[part="player-count"]'), 'facts');
      const box = find('.facts').getBoundingClientRect();
      const facts = [...find('.facts').children].map((fact) => fact.getBoundingClientRect());
      const seen = facts.filter(({ top }) => top < box.bottom - 1);
      expect(seen.length).to.be.above(0);
      for (const { right, bottom } of seen) {
        expect(right).to.be.at.most(box.right + 1);
        expect(bottom).to.be.at.most(box.bottom + 1);
      }
    });

    it('writes the name of a zone and long prizes where they cover nothing and leave names their room', async () => {
      const zones = '1-2: Promotion; 4-: Relegation';
      const prizes = '1: €500 and a weekend by the sea; 2-4: Dinner for two on the pier';
      const people = entriesOf(6).map((entry) => ({ ...entry, displayName: 'Mango Tango' }));
      for (const width of [360, 390, 480]) {
        const { rows } = await ownBoard(people, { zones, prizes, showGap: true, playerId: 'p3', scoreUnit: 'points' }, `inline-size: ${width}px`); // prettier-ignore
        await frames();
        // without the padding into which letters hang
        const boxOf = (row: HTMLElement, part: string) => {
          const element = row.querySelector(`[part="${part}"]:not([hidden])`);
          const box = element?.getBoundingClientRect();
          return box && new DOMRect(box.x, box.y, box.width, box.height - parseFloat(getComputedStyle(element!).paddingBottom)); // prettier-ignore
        };
        for (const row of rows()) {
          const all = ['zone', 'name', 'gap', 'prize', 'score', 'rank'].map((part) => boxOf(row, part));
          const boxes = all.filter((box) => box !== undefined && box.height > 0) as DOMRect[];
          const overlaps = boxes.flatMap(
            (a, i) =>
            boxes.slice(i + 1).filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2), // prettier-ignore
          );
          expect(overlaps, `${width}: ${row.innerText}`).to.have.length(0);
          expect(Math.max(...boxes.map(({ bottom }) => bottom))).to.be.at.most(row.getBoundingClientRect().bottom + 1);
          if (!row.matches('.row-self')) expect(boxOf(row, 'name')!.width, `${width}`).to.be.at.least(90);
        }
      }
    });

    it('has the place among everybody, the prize and the change of rank side by side in a narrow box', async () => {
      const people = entriesOf(12).map((entry) => ({ ...entry, displayName: 'Mango Tango' }));
      const settings = {
        playerIds: 'p1 p2 p3',
        prizes: '1-3: Dinner for two',
        zones: '1-2: Promotion; 3-: Relegation',
      };
      for (const width of [390, 300, 200]) {
        const { element, rows } = await ownBoard(people, settings, `inline-size: ${width}px; --gs-duration: 0s`);
        element.entries = people.map((entry, i) => (i === 3 ? { ...entry, score: 2000 } : entry));
        await until(() => rows()[0].querySelector('[data-trend="up"]'), 'has moved');
        await frames();
        for (const row of rows()) {
          const parts = [...row.querySelectorAll('.rank > span, .delta, .overall, .prize, .zone')] as HTMLElement[];
          const boxes = parts.map((part) => part.getBoundingClientRect()).filter(({ height }) => height > 0);
          for (const [i, a] of boxes.entries())
            for (const b of boxes.slice(i + 1))
              expect(a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1, `${width}: ${row.innerText}`).to.equal(true); // prettier-ignore
        }
      }
    });

    it('shows a long prize in full, for readers without a pointer', async () => {
      const people = entriesOf(3).map((entry) => ({ ...entry, displayName: 'Mango Tango' }));
      const prizes = '1-3: Dinner for two on the pier';
      for (const width of [360, 390, 470, 768]) {
        const { rows } = await ownBoard(people, { prizes }, `inline-size: ${width}px`);
        for (const row of rows()) {
          const prize = row.querySelector<HTMLElement>('[part="prize"]')!;
          expect(prize.scrollWidth, `${width}`).to.be.at.most(prize.clientWidth);
          expect(prize.scrollHeight, `${width}`).to.be.at.most(prize.clientHeight + 2);
          expect(prize.getBoundingClientRect().bottom).to.be.at.most(row.getBoundingClientRect().bottom);
        }
      }
    });

    it('shows long prizes and names in two lines at twice the text size', async () => {
      const people = entriesOf(3).map((entry) => ({ ...entry, displayName: 'Mango Tango', score: 1000 }));
      for (const width of [390, 320]) {
        const { rows } = await ownBoard(people, { prizes: '1-3: Dinner for two on the pier', zones: '2-: Out' }, `font-size: 32px; inline-size: ${width}px`); // prettier-ignore
        const [name, prize] = ['name', 'prize'].map((part) => rows()[0].querySelector<HTMLElement>(`[part="${part}"]`)!); // prettier-ignore
        for (const text of [name, prize]) {
          expect(text.scrollHeight, `${width}: ${text.innerText}`).to.be.at.most(text.clientHeight + 5);
          expect(text.scrollWidth, `${width}: ${text.innerText}`).to.be.at.most(text.clientWidth + 1);
        }
        const [nameBox, prizeBox, row] = [name, prize, rows()[0]].map((part) => part.getBoundingClientRect());
        expect(prizeBox.top).to.be.at.least(nameBox.bottom - 3);
        expect([nameBox.top - row.top, row.bottom - prizeBox.bottom].every((space) => space >= -1)).to.equal(true);
        const ofZone = rows()[1].querySelector('[part="prize"]')!.getBoundingClientRect();
        expect(ofZone.bottom).to.be.at.most(rows()[1].getBoundingClientRect().bottom);
      }
    });

    it('has headings of columns whole in every language, beside one another', async () => {
      for (const locale of ['it', 'pl', 'pt', 'es', 'de']) {
        const { element, all } = await ownBoard(entriesOf(3), { prizes: '1: €5' }, 'inline-size: 480px');
        element.lang = locale;
        await until(() => all('th.score')[0].innerText !== 'Score', `${locale} loaded`);
        await frames();
        const cells = ['rank', 'player', 'prize', 'score'].map((name) => all(`th.${name}`)[0]);
        const texts = cells.map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return range.getBoundingClientRect();
        });
        cells.forEach((cell) => expect(cell.scrollWidth, `${locale}: ${cell.innerText}`).to.be.at.most(cell.clientWidth + 1)); // prettier-ignore
        texts.slice(1).forEach(({ left }, i) => expect(left, `${locale}: ${cells[i].innerText}`).to.be.at.least(texts[i].right)); // prettier-ignore
      }
    });

    it('has the keyboard reach a heading that is cut, and shows it whole then', async () => {
      const heading = 'The Extraordinarily Long and Needlessly Ceremonial Thursday Evening Scavenger Hunt';
      const { find, element } = await ownBoard(entriesOf(3), { heading }, 'inline-size: 240px');
      const title = find('[part="heading"]');
      await until(() => title.tabIndex === 0, 'is reached');
      expect(title.scrollHeight).to.be.above(title.clientHeight + 2);
      await sendKeys({ press: 'Tab' });
      expect(element.shadowRoot!.activeElement).to.equal(title);
      expect(title.scrollHeight).to.be.at.most(title.clientHeight + 2);
      title.blur();
      element.heading = 'Hunt';
      await until(() => title.tabIndex === -1, 'is no stop any more');
    });

    it('says a distance whole or leaves it out', async () => {
      for (const width of [240, 300, 390, 480]) {
        const { find } = await ownBoard(entriesOf(5), { playerId: 'p3', showGap: true, scoreUnit: 'points' }, `inline-size: ${width}px`); // prettier-ignore
        const box = find('[part="gap"]').getBoundingClientRect();
        const segments = [...find('[part="gap"]').children] as HTMLElement[];
        const seen = segments.filter((segment) => segment.getBoundingClientRect().top < box.bottom - 1);
        expect(seen.length).to.be.above(0);
        for (const segment of seen) expect(segment.scrollWidth, `${width}`).to.be.at.most(segment.clientWidth + 1);
      }
    });

    it('gives the names of cards the whole width', async () => {
      for (const size of [16, 32]) {
        const { rows } = await ownBoard(entriesOf(6), { display: 'cards', prizes: '1: Dinner for two', scoreUnit: 'points' }, `font-size: ${size}px; inline-size: 390px`); // prettier-ignore
        await frames();
        const [card, name, prize, score] = [rows()[0], ...['name', 'prize', 'score'].map((part) => rows()[0].querySelector(`[part="${part}"]`)!)].map((part) => part.getBoundingClientRect()); // prettier-ignore
        expect(name.width).to.be.above(card.width - 2 * size);
        expect(prize.top).to.be.at.least(name.bottom - 1);
        expect(score.top).to.be.at.least(prize.bottom - 1);
        expect(score.bottom).to.be.at.most(card.bottom);
      }
    });

    it('has a header of one line on a wide page and two in a sidebar, with the countdown before everything else', async () => {
      const heading = 'The Extraordinarily Long and Needlessly Ceremonial Thursday Evening Scavenger Hunt';
      for (const [width, lines] of [
        [1280, 1],
        [240, 2],
      ] as const) {
        const { find, element } = await sessionBoard({ 'session-id': 'gs_soon', heading, style: `inline-size: ${width}px` }, { now: Date.now() }, 'empty'); // prettier-ignore
        await until(() => find('[part="clock"]'), 'a clock');
        await element.updateComplete;
        const [title, clock, facts] = ['[part="heading"]', '[part="clock"]', '.facts'].map((part) => find(part).getBoundingClientRect()); // prettier-ignore
        const lineHeight = parseFloat(getComputedStyle(find('[part="heading"]')).lineHeight);
        expect(title.height, 'the heading has one line').to.be.at.most(lineHeight + 2);
        if (lines === 1) expect(clock.top).to.be.within(title.top - 8, title.bottom);
        expect([clock.top >= facts.top - 1, clock.bottom <= facts.bottom + 1, clock.right <= facts.right + 1]).to.deep.equal([true, true, true]); // prettier-ignore
        find('[part="heading"]').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
        expect(find('[part="heading"]').title).to.equal(heading);
      }
    });

    it('shortens a number that a sidebar would cut to another one', async () => {
      const { rows } = await ownBoard(
        [{ playerId: 'a', displayName: 'Anna', score: 123_456_789_012 }],
        {},
        'inline-size: 208px',
      );
      await until(() => rows()[0].innerText.includes('123.46B'), 'is short');
      expect(rows()[0].querySelector<HTMLElement>('[part="name"]')!.offsetWidth).to.be.above(20);
    });

    it('finds masked names by what is shown only, and says how many were found', async () => {
      const { find, rows } = await ownBoard(entriesOf(20), { maskNames: 'partial', searchable: true });
      // pasted, because the announcement of the first letter would be the only one for five seconds
      const field = find('input') as HTMLInputElement;
      field.value = 'player 13';
      field.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));
      await until(() => rows().length === 0, 'nobody');
      await until(() => find('.announcer').textContent === '0 players found', 'is announced');
      expect(find('.no-match').innerText).to.contain('player 13');
    });

    it('names each row, in a grid', async () => {
      const { find, rows } = await ownBoard(entriesOf(3), { scoreUnit: 'pts' });
      expect(find('table').getAttribute('role')).to.equal('grid');
      expect(rows()[1].getAttribute('aria-label')).to.equal('2, Player 1, 990 pts');
    });
  });
});
