import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import '../../../src/elements/leaderboard/leaderboard.js';
import type { Entry, GsLeaderboard } from '../../../src/elements/leaderboard/leaderboard.js';
import { turnPages } from '../../../src/elements/leaderboard/kiosk.js';
import { NOON, sandboxProvider, type SandboxProviderOptions } from '../../support/sandbox-provider.js';
import { typeText } from '../../support/typing.js';
import { until } from '../../support/until.js';

const TYPES = [
  'gs-load', 'gs-update', 'gs-error', 'gs-rank-change', 'gs-leader-change', 'gs-player-join', 'gs-session-complete', 'gs-player-select',
] as const; // prettier-ignore

interface Options extends SandboxProviderOptions {
  attributes?: Record<string, string>;
  properties?: Partial<GsLeaderboard>;
  wait?: string;
}

const handles = (element: GsLeaderboard) => {
  const root = () => element.shadowRoot!;
  const events: { type: string; detail: unknown }[] = [];
  for (const type of TYPES) element.addEventListener(type, ({ detail }) => events.push({ type, detail }));
  const find = <T extends HTMLElement = HTMLElement>(selector: string) => root().querySelector<T>(selector)!;
  const textOf = (row: Element, part: string) =>
    row.querySelector<HTMLElement>(`[part="${part}"]`)?.innerText.trim() ?? '';
  return {
    element,
    root,
    events,
    find,
    detailsOf: (type: string) => events.filter((event) => event.type === type).map(({ detail }) => detail),
    rows: () => [...root().querySelectorAll<HTMLElement>('tbody tr')],
    names: () => [...root().querySelectorAll('tbody tr')].map((row) => textOf(row, 'name')),
    lines: () => [...root().querySelectorAll('tbody tr')].map((row) => `${textOf(row, 'rank')} ${textOf(row, 'name')} ${textOf(row, 'score')}`), // prettier-ignore
    steps: () => [...root().querySelectorAll('.podium button:not([hidden])')].map((row) => `${textOf(row, 'rank')} ${textOf(row, 'name')}`), // prettier-ignore
    pin: () => (find('.board').dataset['pin'] ? find('.pin button') : undefined),
    visible: (target: Element) => {
      const [box, view] = [target.getBoundingClientRect(), find('.scroller').getBoundingClientRect()];
      return box.top >= view.top - 1 && box.bottom <= view.bottom + 1;
    },
  };
};

/** A board of the sandbox's demo session. */
async function setup({ attributes = {}, properties = {}, wait = 'ready', ...options }: Options = {}) {
  const element = document.createElement('gs-leaderboard');
  for (const [name, value] of Object.entries({ 'session-id': 'gs_demo', refresh: '0', ...attributes })) {
    element.setAttribute(name, value);
  }
  Object.assign(element, properties);
  const own = handles(element);
  const { sandbox, provider, countOf } = await sandboxProvider(html`${element}`, options);
  await until(() => element.state === wait, `is ${wait}`);
  await element.updateComplete;
  return { ...own, sandbox, provider, countOf };
}

/** Makes the sandbox answer with these rows from now on. */
const answerWith = (rows: readonly unknown[]): SandboxProviderOptions['switches'] => ({
  failures: [{ operation: 'listSessionPlayers', kind: 'answer', answer: { status: 200, body: { players: rows } } }],
});

const wire = (playerId: string, score: unknown, more: object = {}) => ({
  playerId,
  displayName: `Name ${playerId}`,
  score,
  createdAt: '2026-03-02T10:00:00Z',
  updatedAt: '2026-03-02T11:00:00Z',
  ...more,
});

/** A board of the page's own rows, `count` of them, each a point below the one before. */
async function ownBoard(count: number, properties: Partial<GsLeaderboard> = {}, height = 480) {
  const entries: Entry[] = Array.from({ length: count }, (_, i) => ({ playerId: `p${i}`, displayName: `Player ${i}`, score: 1e6 - i })); // prettier-ignore
  const element = Object.assign(document.createElement('gs-leaderboard'), { entries, ...properties });
  element.style.setProperty('max-block-size', `${height}px`);
  const own = handles(element);
  await fixture(html`<div>${element}</div>`);
  await until(() => own.rows().length > 0, 'shows rows');
  await settled(own.find('.scroller'));
  return { ...own, entries };
}

/** Two frames: measuring and showing have happened. */
const settled = async (_of?: Element) => {
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
};

describe('gs-leaderboard', () => {
  describe('of a session', () => {
    it('shows who plays, best first, with the session in the header', async () => {
      const { lines, find, element } = await setup();
      expect(find('[part="heading"]').innerText.trim()).to.equal('Friday night orb hunt');
      expect(find('[part~="status"]').innerText.trim()).to.equal('Live');
      expect(find('[part="player-count"]').innerText.trim()).to.equal('40 players');
      const scores = element.players.map(({ score }) => score);
      expect(scores).to.deep.equal([...scores].sort((a, b) => b - a));
      expect(lines()[0]).to.equal(
        `1 ${element.players[0].displayName} ${element.players[0].score.toLocaleString('en')}`,
      );
    });

    it('asks once for all boards of a session, however each shows it', async () => {
      const { countOf, provider } = await setup({ attributes: { refresh: '5' } });
      provider.insertAdjacentHTML(
        'beforeend',
        `<gs-leaderboard session-id="gs_demo" sort="asc" limit="3"></gs-leaderboard>
         <gs-leaderboard session-id="gs_demo" view="around" ranking="dense" podium searchable></gs-leaderboard>`,
      );
      const boards = [...provider.querySelectorAll('gs-leaderboard')];
      await until(() => boards.every(({ state }) => state === 'ready'), 'all are ready');
      expect(countOf('listSessionPlayers')).to.equal(1);
      expect(countOf('getGameSession')).to.equal(1);
    });

    it('takes the name of the mini game, then the start, when the session has none', async () => {
      const { find } = await setup({ attributes: { 'session-id': 'gs_empty' }, wait: 'empty' });
      expect(find('[part="heading"]').innerText.trim()).to.equal('Lantern Pairs');
      expect(find('[part="message"]').innerText).to.contain('No players yet');
    });

    it('shows the final result on steps when the session is over', async () => {
      const { find, steps, element } = await setup({ attributes: { 'session-id': 'gs_done' } });
      expect(find('[part~="status"]').innerText.trim()).to.equal('Final result');
      expect(find('[part="clock"]').innerText.trim()).to.equal('1 hr');
      await until(() => steps().length === 3, 'has steps');
      expect(steps()[0]).to.equal(`1 ${element.players[0].displayName}`);
    });

    it('says once when the session completes while somebody watches', async () => {
      const { element, sandbox, detailsOf } = await setup();
      sandbox.setSession('gs_demo', { status: 'COMPLETED', endTime: NOON });
      await element.refreshNow();
      await element.refreshNow();
      expect(detailsOf('gs-session-complete')).to.have.length(1);
      expect(element.session?.status).to.equal('COMPLETED');
    });

    it('counts down to a session that has not begun', async () => {
      const { find } = await setup({ attributes: { 'session-id': 'gs_soon' }, wait: 'empty', now: Date.now() });
      await until(() => find('[part="clock"]'), 'the session has come');
      expect(find('[part~="status"]').innerText.trim()).to.equal('Upcoming');
      expect(find('[part="clock"]').innerText.trim()).to.match(/^Starts in 2[45]:\d\d$/);
    });

    it('shows a status never heard of as a word', async () => {
      const { element, sandbox, find } = await setup();
      sandbox.setSession('gs_demo', { status: 'WAITING_FOR_JUDGES' as never });
      await element.refreshNow();
      expect(find('[part~="status"]').innerText.trim()).to.equal('waiting for judges');
    });

    it('forgets one session for the next, whichever answers first', async () => {
      const { element, names, events } = await setup();
      element.sessionId = 'gs_done';
      element.sessionId = 'gs_paused';
      await until(() => element.session?.id === 'gs_paused' && element.state === 'ready', 'shows the last one');
      expect(names()).to.have.length(7);
      expect(events.map(({ type }) => type)).not.to.include.members(['gs-rank-change', 'gs-player-join', 'gs-leader-change']); // prettier-ignore
    });

    it('says what is missing without a session', async () => {
      const { find } = await setup({ attributes: { 'session-id': '' }, wait: 'unconfigured' });
      expect(find('[part="message"]').innerText).to.contain('session-id');
    });

    it('keeps the board on the screen when a poll fails', async () => {
      const { element, sandbox, names, detailsOf } = await setup();
      const before = names();
      sandbox.switches.failures.push({ operation: '*', kind: 'unauthorized' });
      await element.refreshNow();
      expect(names()).to.deep.equal(before);
      expect([element.state, element.stale]).to.deep.equal(['ready', true]);
      expect(detailsOf('gs-error')).to.have.length.above(0);
    });
  });

  describe('when scores change', () => {
    const four = [wire('a', 40), wire('b', 30), wire('c', 20), wire('pl_you', 10)];

    it('moves the row, shows by how much, and tells the page', async () => {
      const { element, sandbox, lines, rows, detailsOf } = await setup({ switches: answerWith(four) });
      Object.assign(sandbox.switches, answerWith([wire('a', 40), wire('b', 30), wire('c', 20), wire('pl_you', 50)]));
      await element.refreshNow();
      expect(lines().map((line) => line.slice(0, -3))).to.deep.equal(['1 Name pl_you', '2 Name a', '3 Name b', '4 Name c']); // prettier-ignore
      await until(() => lines()[0] === '1 Name pl_you 50', 'the score has counted to its new value');
      const delta = rows()[0].querySelector('[part="delta"]')!;
      expect([delta.textContent, delta.getAttribute('aria-label')]).to.deep.equal(['▲\u20093', 'up 3']);
      expect(detailsOf('gs-rank-change')).to.deep.include({ playerId: 'pl_you', from: 4, to: 1 });
      const [leader] = detailsOf('gs-leader-change') as { from: { playerId: string }; to: { playerId: string } }[];
      expect([leader.from.playerId, leader.to.playerId]).to.deep.equal(['a', 'pl_you']);
      expect(detailsOf('gs-update')).to.deep.equal([{ changed: 1 }]);
    });

    it('shows thousands, who come one by one and in any order, and what changed among them', async () => {
      const many = Array.from({ length: 4000 }, (_, i) => wire(`p${i}`, i, { imageUrl: `https://cdn.test/${i}.png` }));
      const { element, sandbox, find, names, detailsOf } = await setup({ switches: answerWith([...many, wire('pl_you', 10)]) }); // prettier-ignore
      expect([names()[0], find('table').getAttribute('aria-rowcount')]).to.deep.equal(['Name p3999', '4002']);
      const next = [wire('new', 20), wire('pl_you', 5000), ...many.reverse()];
      Object.assign(sandbox.switches, answerWith(next));
      await element.refreshNow();
      expect(names().slice(0, 2)).to.deep.equal(['Name pl_you', 'Name p3999']);
      expect(find('table').getAttribute('aria-rowcount')).to.equal('4003');
      expect(detailsOf('gs-update')).to.deep.equal([{ changed: 2 }]);
      expect(detailsOf('gs-rank-change')).to.deep.include({ playerId: 'pl_you', from: 3990, to: 1 });
      const [{ players }] = detailsOf('gs-player-join') as { players: { playerId: string }[] }[];
      expect(players.map(({ playerId }) => playerId)).to.deep.equal(['new']);
    });

    it('lets rows travel, and lets them be still for those who want it so', async () => {
      const { element, sandbox, rows } = await setup({ switches: answerWith(four) });
      const next = async (score: number) => {
        Object.assign(sandbox.switches, answerWith([wire('a', 40), wire('b', score), wire('c', 20), wire('pl_you', 10)])); // prettier-ignore
        await element.refreshNow();
        await nextFrame(); // they set out with it
      };
      await next(45);
      expect(rows().map((row) => row.getAnimations().length)).to.deep.equal([1, 1, 0, 0]);
      const [climber, overtaken] = rows();
      expect(climber.innerText).to.contain('Name b');
      expect([climber, overtaken].map((row) => getComputedStyle(row).zIndex)).to.deep.equal(['1', 'auto']);
      await Promise.all(rows().flatMap((row) => row.getAnimations().map(({ finished }) => finished)));
      const isStill = emulateMedia({ reducedMotion: 'reduce' }).then(
        () => true,
        () => false, // Firefox can't be told from outside
      );
      if (!(await isStill)) return;
      await next(5);
      expect(rows().map((row) => row.getAnimations().length)).to.deep.equal([0, 0, 0, 0]);
      expect(rows()[3].innerText).to.contain('5');
      await emulateMedia({ reducedMotion: 'no-preference' });
    });

    it('takes as long as --gs-duration says, and no time at all for 0', async () => {
      const { element, sandbox, rows } = await setup({ switches: answerWith(four) });
      const next = async (score: number, duration: string) => {
        element.style.setProperty('--gs-duration', duration);
        Object.assign(sandbox.switches, answerWith([wire('a', 40), wire('b', score), wire('c', 20), wire('pl_you', 10)])); // prettier-ignore
        await element.refreshNow();
        await nextFrame();
        const animations = element.shadowRoot!.getAnimations().filter(({ constructor }) => constructor === Animation);
        animations.forEach((animation) => animation.cancel());
        return animations.map(({ effect }) => effect!.getTiming().duration);
      };
      expect(await next(45, 'calc(300ms * 2)')).to.have.members([600, 600, 3000]); // two rows, and the mark of a score
      expect(await next(5, '0s')).to.deep.equal([]);
      expect(rows()[3].innerText).to.contain('5');
    });

    it('announces the own rank politely', async () => {
      const { element, sandbox, find } = await setup({ switches: answerWith(four) });
      Object.assign(sandbox.switches, answerWith([wire('a', 40), wire('b', 30), wire('c', 20), wire('pl_you', 25)]));
      await element.refreshNow();
      const region = find('.announcer');
      expect([region.role, region.textContent]).to.deep.equal(['status', 'You are now number 3 of 4.']);
    });

    it('announces who leads, or nothing, as asked', async () => {
      const leads = answerWith([wire('a', 40), wire('b', 60), wire('c', 20), wire('pl_you', 50)]);
      const leader = await setup({ switches: answerWith(four), attributes: { announce: 'leader' } });
      Object.assign(leader.sandbox.switches, leads);
      await leader.element.refreshNow();
      expect(leader.find('.announcer').textContent).to.equal('Name b leads now with 60.');
      const off = await setup({ switches: answerWith(four), attributes: { announce: 'off' } });
      Object.assign(off.sandbox.switches, leads);
      await off.element.refreshNow();
      expect(off.find('.announcer').textContent).to.equal('');
    });

    it('announces that its scores are old, and that the network is away', async () => {
      const { element, sandbox, find } = await setup({ switches: answerWith(four) });
      sandbox.switches.failures = [{ operation: 'listSessionPlayers', kind: 'forbidden' }];
      await element.refreshNow();
      expect(find('.announcer').textContent).to.equal('The scores are no longer up to date.');
      const other = await setup({ switches: answerWith(four) });
      window.dispatchEvent(new Event('offline'));
      await other.element.updateComplete;
      expect(other.find('.announcer').textContent).to.equal('Offline');
      window.dispatchEvent(new Event('online'));
    });

    it('tells who joined', async () => {
      const { element, sandbox, detailsOf, names } = await setup({ switches: answerWith(four) });
      Object.assign(sandbox.switches, answerWith([...four, wire('new', 35)]));
      await element.refreshNow();
      const [joined] = detailsOf('gs-player-join') as { players: { playerId: string }[] }[];
      expect(joined.players.map(({ playerId }) => playerId)).to.deep.equal(['new']);
      expect(names()[1]).to.equal('Name new');
    });

    it('touches nothing when nothing changed', async () => {
      const { element, root, detailsOf } = await setup({ switches: answerWith(four) });
      let touched = 0;
      const observer = new MutationObserver((records) => (touched += records.length));
      observer.observe(root().querySelector('tbody')!, { subtree: true, childList: true, characterData: true, attributes: true }); // prettier-ignore
      await element.refreshNow();
      touched += observer.takeRecords().length;
      expect(touched).to.equal(0);
      expect(detailsOf('gs-update')).to.have.length(0);
    });

    it('empties and fills again without losing anything', async () => {
      const { element, sandbox, names } = await setup({ switches: answerWith(four) });
      Object.assign(sandbox.switches, answerWith([]));
      await element.refreshNow();
      expect(element.state).to.equal('empty');
      Object.assign(sandbox.switches, answerWith(four));
      await element.refreshNow();
      expect(element.state).to.equal('ready');
      expect(names()).to.have.length(4);
    });
  });

  describe('ranks', () => {
    const tied = [wire('a', 9), wire('b', 7), wire('c', 7), wire('d', 5)];
    for (const [ranking, ranks] of Object.entries({ competition: '1 2 2 4', dense: '1 2 2 3', ordinal: '1 2 3 4' })) {
      it(`as ${ranking}: ${ranks}`, async () => {
        const { lines } = await setup({ switches: answerWith(tied), attributes: { ranking } });
        expect(lines().map((line) => line[0]).join(' ')).to.equal(ranks); // prettier-ignore
      });
    }

    it('from the lowest score up, or by an order of the page', async () => {
      const { element, names, find } = await setup({ switches: answerWith(tied), attributes: { sort: 'asc' } });
      expect(names()[0]).to.equal('Name d');
      expect(find('th.score').ariaSort).to.equal('ascending');
      element.comparator = (a, b) => (a.playerId < b.playerId ? 1 : -1);
      await element.updateComplete;
      expect(names()).to.deep.equal(['Name d', 'Name c', 'Name b', 'Name a']);
      element.comparator = () => {
        throw new Error('not today');
      };
      await element.updateComplete;
      expect(names()).to.have.length(4);
    });
  });

  describe('of the page’s own rows', () => {
    it('asks nobody and needs no provider', async () => {
      const { element, lines, detailsOf } = await ownBoard(3);
      expect(element.state).to.equal('ready');
      expect(lines()).to.deep.equal(['1 Player 0 1,000,000', '2 Player 1 999,999', '3 Player 2 999,998']);
      expect(detailsOf('gs-load')).to.have.length(1);
    });

    it('ranks what is no number last, and leaves out what has no id', async () => {
      const entries = [{ playerId: 7, score: 5 }, { playerId: 'x', score: NaN }, { score: 9 }, null, { playerId: 'y', displayName: 'Y', score: '6' }]; // prettier-ignore
      const { lines } = await ownBoard(0, { entries: entries as never });
      expect(lines()).to.deep.equal(['1 Y 6', '2 Unnamed player 5', '3 Unnamed player –']);
    });

    it('gives a score that rounds to zero no sign', async () => {
      const { lines } = await ownBoard(0, { entries: [-1e-9, -0, -0.01].map((score, i) => ({ playerId: `${i}`, displayName: 'A', score })) }); // prettier-ignore
      expect(lines()).to.deep.equal(['1 A 0', '2 A 0', '3 A -0.01']);
    });

    it('shows hostile names as clean text and dead pictures as initials', async () => {
      const long = 'W'.repeat(10_000_000);
      const { rows, names } = await ownBoard(0, {
        entries: [
          { playerId: '1', score: 4, displayName: '<img src=x onerror=alert(1)>' },
          { playerId: '2', score: 3, displayName: 'a\u202Egnp.exe' },
          { playerId: '3', score: 2, displayName: long, imageUrl: 'javascript:alert(1)' },
          { playerId: '4', score: 1, displayName: 'Dead Picture', imageUrl: `${location.origin}/nothing-here.png` },
        ],
      });
      expect(names().slice(0, 2)).to.deep.equal(['<img src=x onerror=alert(1)>', 'agnp.exe']);
      expect(names()[2].length).to.be.below(600);
      expect(rows()[2].querySelector('img')).to.equal(null);
      await until(() => !rows()[3].querySelector('img'), 'the dead picture is gone');
      expect(rows()[3].querySelector('[part="avatar"]')!.textContent).to.equal('DP');
      const { height } = rows()[3].querySelector('[part="avatar"]')!.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(rows()[3].querySelector('[part="avatar"]')!);
      expect(range.getBoundingClientRect().height).to.be.within(1, height);
      expect(rows()[0].getBoundingClientRect().height).to.equal(rows()[2].getBoundingClientRect().height);
    });

    it('masks other people’s names, not one’s own', async () => {
      const { element, names } = await ownBoard(2, { playerId: 'p1', maskNames: 'partial' });
      expect(names()).to.deep.equal(['Pl•••', 'Player 1']);
      expect(element.snapshot().rows.map(({ name }) => name)).to.deep.equal(['Pl•••', 'Player 1']);
    });

    it('writes scores as asked, with their unit', async () => {
      const { element, lines } = await ownBoard(1, { entries: [{ playerId: 'a', displayName: 'A', score: 83.5 }], scoreFormat: 'duration', scoreUnit: 'min' }); // prettier-ignore
      expect(lines()[0].replace(/\s+/g, ' ')).to.equal('1 A 1:23.50 min');
      element.scoreFormatter = (score) => `★ ${score}`;
      await element.updateComplete;
      expect(lines()[0]).to.contain('★ 83.5');
    });

    it('draws rows as the page wants them', async () => {
      const { element, rows } = await ownBoard(2, {
        renderRow: (player, { rank, name, isLeader }) =>
          html`<b>${rank}</b> ${name} ${player.score}${isLeader ? '!' : ''}`,
      });
      expect(rows()[0].innerText.trim()).to.equal('1 Player 0 1000000!');
      element.renderRow = undefined;
      await element.updateComplete;
      expect(rows()[0].querySelector('[part="score"]')!.textContent?.trim()).to.equal('1,000,000');
    });

    it('gives the whole board as plain data', async () => {
      const { element } = await ownBoard(30, { playerId: 'p1', limit: 3 });
      const { rows, total, takenAt } = element.snapshot();
      expect([rows.length, total]).to.deep.equal([30, 30]);
      expect(rows[1]).to.deep.equal({ rank: 2, playerId: 'p1', name: 'Player 1', score: 999_999, isSelf: true });
      expect(Date.parse(takenAt)).to.be.closeTo(Date.now(), 60_000);
    });
  });

  describe('a long list', () => {
    it('has only the rows in view in the document, numbered for assistive technology', async () => {
      const { rows, find } = await ownBoard(100_000);
      expect(rows().length).to.be.below(25);
      expect(find('table').getAttribute('aria-rowcount')).to.equal('100001');
      find('.scroller').scrollTop = 44 * 50_000;
      await until(() => rows()[0].innerText.includes('Player 49'), 'shows rows of the middle');
      expect(rows().length).to.be.below(25);
      const index = Number(rows()[0].getAttribute('aria-rowindex'));
      expect(rows()[0].innerText).to.contain(`Player ${index - 2}`);
      expect(rows().map((row) => Number(row.getAttribute('aria-rowindex')))).to.deep.equal(rows().map((_, i) => index + i)); // prettier-ignore
    });

    it('stays where the reader is when scores change', async () => {
      const { element, entries, find, names } = await ownBoard(1000);
      find('.scroller').scrollTop = 4400;
      await until(() => names().includes('Player 100'), 'is scrolled');
      element.entries = entries.map((entry, i) => (i === 999 ? { ...entry, score: 2e6 } : entry));
      await element.updateComplete;
      expect(find('.scroller').scrollTop).to.equal(4400);
      expect(names()).to.include('Player 100');
    });

    it('keeps the own row in sight at the edge it has left, and brings it back', async () => {
      const { element, find, pin, rows, visible } = await ownBoard(1000, { playerId: 'p500' });
      expect([find('.board').dataset['pin'], pin()!.title]).to.deep.equal(['bottom', 'You are number 501 with 999,500. Go to your row.']); // prettier-ignore
      find('.scroller').scrollTop = 44 * 900;
      await until(() => find('.board').dataset['pin'] === 'top', 'is pinned above');
      pin()!.click();
      await until(() => !pin(), 'is no longer pinned');
      const own = rows().find((row) => row.matches('[part~="row-self"]'))!;
      expect(visible(own)).to.equal(true);
      expect(element.shadowRoot!.activeElement).to.equal(own);
    });

    it('shows an own row beyond the limit apart from the others', async () => {
      const { rows, pin, find, detailsOf } = await ownBoard(1000, { playerId: 'p500', limit: 5 });
      expect(rows()).to.have.length(5);
      expect(find('.board').dataset['pin']).to.equal('outside');
      expect(pin()!.innerText).to.contain('Player 500');
      expect(pin()!.title, 'there is no row to go to').to.equal('You are number 501 with 999,500.');
      expect(pin()!.ariaDescription ?? '').to.not.contain('Go to');
      pin()!.click();
      await until(() => pin()!.matches('[part~="row-selected"]'), 'is chosen');
      expect(detailsOf('gs-player-select')).to.have.length(1);
    });

    it('shows the neighbours', async () => {
      const { names, pin } = await ownBoard(1000, { playerId: 'p500', view: 'around', around: 1 });
      expect(names()).to.deep.equal(['Player 499', 'Player 500', 'Player 501']);
      expect(pin()).to.equal(undefined);
    });

    it('scrolls to a player, out of a search too', async () => {
      const { element, find, names } = await ownBoard(1000, { playerId: 'p700', searchable: true });
      const field = find<HTMLInputElement>('input[type="search"]');
      field.focus();
      await typeText('er 99');
      await until(() => names().length === 11, 'finds eleven');
      expect(names()[0]).to.equal('Player 99');
      expect(element.scrollToPlayer('p300')).to.equal(true);
      await until(() => names().includes('Player 300'), 'shows the player');
      expect(field.value).to.equal('');
      expect(element.scrollToSelf()).to.equal(true);
      await until(() => names().includes('Player 700'), 'shows the own row');
      expect(element.scrollToPlayer('nobody')).to.equal(false);
    });

    it('says when nobody matches', async () => {
      const { find, names } = await ownBoard(20, { searchable: true });
      find<HTMLInputElement>('input').focus();
      await typeText('zzz');
      await until(() => names().length === 0, 'finds nobody');
      expect(find('.no-match').innerText.trim()).to.equal('No player matches “zzz”.');
    });

    it('is walked through by keyboard, one stop for Tab', async () => {
      const { root, rows, find, visible, detailsOf } = await ownBoard(1000);
      expect(rows().filter((row) => row.tabIndex === 0)).to.have.length(1);
      rows()[0].focus();
      for (const press of ['ArrowDown', 'ArrowDown', 'PageDown']) await sendKeys({ press });
      const [scroller] = [find('.scroller')];
      expect(scroller.scrollTop).to.be.above(0);
      const active = root().activeElement as HTMLElement;
      expect(visible(active)).to.equal(true);
      await sendKeys({ press: 'End' });
      expect((root().activeElement as HTMLElement).innerText).to.contain('Player 999');
      await sendKeys({ press: 'Enter' });
      expect(detailsOf('gs-player-select')).to.have.length(1);
      await sendKeys({ press: 'Home' });
      expect((root().activeElement as HTMLElement).innerText).to.contain('Player 0');
    });

    it('does not leave the focus on a stranger when its row scrolls away', async () => {
      const { root, rows, find } = await ownBoard(1000);
      rows()[2].focus({ preventScroll: true }); // WebKit scrolls to the focus with the next frame, so back again
      find('.scroller').scrollTop = 20_000;
      await until(() => root().activeElement?.localName === 'table', 'the table has the focus');
    });

    it('marks the player who is chosen unless the page says no', async () => {
      const { element, rows, detailsOf } = await ownBoard(5);
      rows()[1].click();
      await element.updateComplete;
      expect(rows()[1].matches('[part~="row-selected"]')).to.equal(true);
      expect((detailsOf('gs-player-select') as { rank: number }[])[0].rank).to.equal(2);
      element.addEventListener('gs-player-select', (event) => event.preventDefault());
      rows()[3].click();
      await element.updateComplete;
      expect(rows()[3].matches('[part~="row-selected"]')).to.equal(false);
    });
  });

  describe('in other shapes', () => {
    it('puts the first three on steps and goes on with the fourth', async () => {
      const { steps, names } = await ownBoard(10, { podium: true });
      expect(steps()).to.deep.equal(['1 Player 0', '2 Player 1', '3 Player 2']);
      expect(names()[0]).to.equal('Player 3');
    });

    it('lays cards side by side, still only those in view', async () => {
      const { rows } = await ownBoard(5000, { display: 'cards' });
      const tops = rows().map((row) => row.getBoundingClientRect().top);
      expect(tops.filter((top) => top === tops[0]).length).to.be.above(1);
      expect(rows().length).to.be.below(80);
    });

    it('turns the pages of a wall screen by whole rows, and begins anew after the last', async () => {
      const { find, rows, visible } = await ownBoard(30, { display: 'kiosk' });
      const scroller = find('.scroller');
      let turn = () => {};
      let isStopped = false;
      let now = 0;
      let boards = 0;
      const after = (_: number, run: () => void) => {
        turn = run;
        return () => (isStopped = true);
      };
      const stop = turnPages({
        scroller,
        seconds: 10,
        nextBoard: () => boards++ > 0,
        clock: { elapsed: () => now, after },
      });
      const firstVisible = () => rows().find(visible)!.innerText;
      const pages: number[] = [];
      const turned = async () => {
        const before = scroller.scrollTop;
        turn();
        await until(() => scroller.scrollTop !== before, 'shows another page');
        await settled();
        pages.push(scroller.scrollTop);
      };
      await turned();
      const line = rows()[0].getBoundingClientRect().height;
      expect(pages[0] / line).to.be.closeTo(Math.round(pages[0] / line), 0.05);
      expect(firstVisible()).to.contain(`Player ${Math.round(pages[0] / line)}`);
      while (pages.at(-1) !== 0) await turned();
      expect(Math.max(...pages)).to.be.closeTo(scroller.scrollHeight - scroller.clientHeight, 1);
      expect(boards).to.equal(1);
      expect(pages.slice(0, -1)).to.deep.equal([...pages.slice(0, -1)].sort((a, b) => a - b));
      expect(firstVisible()).to.contain('Player 0');

      scroller.dispatchEvent(new PointerEvent('pointermove'));
      now = 4000;
      turn();
      expect(scroller.scrollTop, 'a pointer has just moved').to.equal(0);
      now = 6000;
      await turned();
      find('table').focus();
      const { scrollTop } = scroller;
      turn();
      expect(scroller.scrollTop, 'the focus is in the list').to.equal(scrollTop);
      stop();
      expect(isStopped).to.equal(true);
    });

    it('fits a sidebar without scrolling sideways', async () => {
      const { element, find } = await ownBoard(50, { podium: true, searchable: true, playerId: 'p40' });
      element.parentElement!.style.setProperty('inline-size', '240px');
      await settled();
      expect(find('.scroller').scrollWidth).to.be.at.most(240);
      expect(find('.base').scrollWidth).to.be.at.most(240);
    });

    it('says once what an attribute should have been and goes on', async () => {
      const { names } = await ownBoard(3, { view: 'sideways' as never, limit: -4, ranking: '' as never });
      expect(names()).to.have.length(3);
    });

    it('has nothing for axe to find, loaded, empty and with steps', async () => {
      const { element } = await setup({ attributes: { podium: '', searchable: '' } });
      await expect(element).to.be.accessible();
      const empty = await setup({ attributes: { 'session-id': 'gs_empty' }, wait: 'empty' });
      await expect(empty.element).to.be.accessible();
      const cards = await ownBoard(40, { display: 'cards', playerId: 'p30', heading: 'Cards' });
      await expect(cards.element).to.be.accessible();
    }).timeout(30_000);

    it('prints as a table of all its rows', async () => {
      const { rows } = await ownBoard(300);
      window.dispatchEvent(new Event('beforeprint'));
      expect(rows()).to.have.length(300);
      window.dispatchEvent(new Event('afterprint'));
      expect(rows().length).to.be.below(25);
    });

    it('survives hostile rows', async () => {
      const { element, names } = await setup({ switches: { hostile: true, brokenRows: true } });
      expect(element.state).to.equal('ready');
      expect(names().join()).not.to.match(/[\u202a-\u202e\u2066-\u2069\p{Cc}]/u);
    });
  });
});
