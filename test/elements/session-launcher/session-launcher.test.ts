import { meshmap } from '../../../src/api/meshmap/index.js';
import { everythingOf } from '../../../src/live/keys.js';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { expectAccessible, setupLauncher, type Launcher, type LauncherOptions } from '../../support/launcher.js';
import { pressShiftTab, typeText } from '../../support/typing.js';
import { until } from '../../support/until.js';

const titles = ({ root }: Launcher) =>
  [...root.querySelectorAll<HTMLElement>('.card .title')].map((one) => one.innerText.trim());

const list = (attributes: Record<string, string> = {}, options: LauncherOptions = {}) =>
  setupLauncher({ attributes, ...options });

async function type({ root, element }: Launcher, selector: string, text: string): Promise<void> {
  const field = root.querySelector<HTMLInputElement>(selector)!;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await element.updateComplete;
}

describe('the list', () => {
  it('shows the sessions, newest first, with status, players and time', async () => {
    const launcher = await list();
    expect(titles(launcher).slice(0, 2)).to.deep.equal(['Comet cup, late heat', 'Ten minute sprint']);
    expect(titles(launcher)).to.have.lengthOf(8);
    const card = [...launcher.root.querySelectorAll<HTMLElement>('.card')].at(4)!;
    expect(card.innerText)
      .to.match(/Live/)
      .and.to.match(/40 players · .*ago/);
    await expectAccessible(launcher.element);
  });

  it('can be narrowed by status, by mini game and by what the player types', async () => {
    const launcher = await list({ searchable: '', status: 'paused, completed' });
    expect(titles(launcher)).to.deep.equal(['Comet cup, early heat', 'Thursday warm-up', 'ركض الظل']);
    launcher.element.miniGame = 'orb hunt';
    await launcher.element.updateComplete;
    expect(titles(launcher)).to.deep.equal(['Thursday warm-up']);
    launcher.element.status = launcher.element.miniGame = '';
    await type(launcher, '[type=search]', 'LUNCH');
    expect(titles(launcher)).to.deep.equal(['Lantern pairs, lunch break']);
    await type(launcher, '[type=search]', 'nothing is called this');
    expect(launcher.text()).to.contain('No session matches.');
    await expectAccessible(launcher.element);
  });

  it('keeps the readable sessions and says once which rows it left out', async () => {
    const launcher = await list({}, { switches: { brokenRows: true } });
    expect(titles(launcher)).to.have.lengthOf(8);
    const errors = launcher.detailsOf('gs-error') as { partial?: boolean }[];
    expect(errors.map(({ partial }) => partial)).to.deep.equal([true]);
  });

  it('shows a hostile list as text, and few of a thousand sessions at a time', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      id: `s${index}`, name: '<img src=x onerror=alert(1)>', status: 'WAITING_ROOM', startTime: '2026-01-01T00:00:00Z',
      createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', playerCount: 1,
      miniGameType: { id: 'm', name: 'M', imageUrl: 'javascript:alert(1)' },
    })); // prettier-ignore
    const failures = [{ operation: 'listGameSessions', kind: 'answer' as const, answer: { status: 200, body: rows } }];
    const launcher = await list({}, { switches: { failures } });
    expect(launcher.root.querySelectorAll('.card')).to.have.lengthOf(24);
    expect(launcher.root.querySelector('img')).to.be.null;
    expect(launcher.text()).to.contain('<img src=x onerror=alert(1)>').and.to.contain('waiting room');
    launcher.button('Show more').click();
    await launcher.element.updateComplete;
    expect(launcher.root.querySelectorAll('.card')).to.have.lengthOf(48);
  });

  it('tells the first answer about another session as loaded, not as a change', async () => {
    const { element, detailsOf } = await list({ 'session-id': 'gs_demo' });
    const updates: unknown[] = [];
    element.addEventListener('gs-update', ({ detail }) => updates.push(detail));
    element.sessionId = 'gs_done';
    await until(() => element.session?.id === 'gs_done', 'the other session');
    element.removeAttribute('session-id');
    await until(() => element.shadowRoot!.querySelector('li.card'), 'the list');
    await element.updateComplete;
    expect(detailsOf('gs-load')).to.have.length(3);
    expect(updates).to.deep.equal([]);
  });

  it('goes by keyboard to a session and back to where it was in the list', async () => {
    for (const attribute of ['searchable', 'allow-create']) {
      const launcher = await list({ [attribute]: '' });
      launcher.root.querySelector<HTMLElement>('.card:nth-child(7) .title')!.focus();
      await sendKeys({ press: 'Enter' });
      await launcher.phase('poster');
      await launcher.element.updateComplete;
      expect(launcher.element.session?.id).to.equal('gs_done');
      expect(launcher.text()).to.contain('This session is over.');
      expect(launcher.root.activeElement?.className).to.equal('stage');
      await pressShiftTab();
      expect(launcher.root.activeElement).to.equal(launcher.button('All sessions'));
      await sendKeys({ press: 'Enter' });
      await launcher.phase('browsing');
      await launcher.element.updateComplete;
      const card = launcher.root.activeElement!;
      expect(card.textContent).to.equal('Thursday warm-up');
      const { top, bottom } = card.getBoundingClientRect();
      const shown = launcher.root.querySelector('.list')!.getBoundingClientRect();
      expect(top, 'the list has moved to it').to.be.at.least(shown.top);
      expect(bottom, 'the list has moved to it').to.be.below(shown.bottom + 1); // WebKit scrolls by whole pixels
      expect(launcher.detailsOf('gs-session-select')).to.have.lengthOf(1);
    }
  });

  it('says which session was chosen under a heading of the page’s own, as it is by now', async () => {
    const launcher = await list({ heading: 'Tonight' });
    launcher.root.querySelector<HTMLElement>('.card:nth-child(4) .title')!.click();
    await until(() => /Tonight\s+Live\s+Lantern pairs, lunch break\s+12 players/.test(launcher.text()), 'its name');
    const { connection } = launcher.element;
    await connection!.service(meshmap)!.registerSessionPlayer('gs_pairs', 'pl_you');
    await connection!.cache.invalidate(everythingOf('gs_pairs'));
    await until(() => launcher.text().includes('13 players'), 'who came meanwhile is counted');
  });

  it('stays when the page keeps the choice to itself', async () => {
    const launcher = await list();
    launcher.element.addEventListener('gs-session-select', (event) => event.preventDefault());
    launcher.root.querySelector<HTMLElement>('.card .title')!.click();
    await launcher.element.updateComplete;
    expect(launcher.element.phase).to.equal('browsing');
  });

  it('says what is wrong, each kind in its own words, and offers no second try where one cannot help', async () => {
    const failures = [{ operation: 'listGameSessions', kind: 'forbidden' as const }];
    const launcher = await list({}, { switches: { failures }, wait: 'browsing' });
    await until(() => launcher.element.state === 'error', 'the error');
    expect(launcher.text()).to.contain('You have no access to this.').and.not.contain('Try again');
    await expectAccessible(launcher.element);
  });

  it('tries again where the service failed', async () => {
    const answer = { status: 500, body: { error: 'Internal server error' } };
    const failures = [{ operation: 'listGameSessions', kind: 'answer' as const, answer, times: 3 }]; // with the repeats
    const launcher = await list({}, { switches: { failures }, wait: 'browsing' });
    await until(() => launcher.element.state === 'error', 'the error');
    launcher.button('Try again').click();
    await until(() => launcher.element.state === 'ready', 'the list');
    expect(titles(launcher)).to.have.lengthOf(8);
  });

  it('offers to create the first session where there is none', async () => {
    const failures = [
      { operation: 'listGameSessions', kind: 'answer' as const, answer: { body: { gameSessions: [] }, status: 200 } },
    ];
    const launcher = await list({ 'allow-create': '' }, { switches: { failures }, wait: 'browsing' });
    await until(() => launcher.element.state === 'empty', 'the empty list');
    expect(launcher.text()).to.contain('No sessions yet.');
    launcher.button('New session').click();
    await launcher.phase('creating');
  });
});

describe('the form', () => {
  const form = async (options: LauncherOptions = {}) => {
    const launcher = await list({ 'allow-create': '' }, options);
    launcher.button('New session').focus();
    launcher.button('New session').click();
    await launcher.phase('creating');
    await launcher.element.updateComplete;
    return { ...launcher, submit: () => launcher.button('Create session').click() };
  };

  it('creates a session by keyboard and goes to it', async () => {
    const launcher = await form();
    await expectAccessible(launcher.element);
    expect(launcher.root.activeElement?.id).to.equal('name');
    await typeText('Quiet hour');
    await sendKeys({ press: 'Enter' });
    await launcher.phase('poster');
    expect(launcher.element.session?.name).to.equal('Quiet hour');
    const [created] = launcher.detailsOf('gs-session-create') as { session: { name: string } }[];
    expect(created?.session.name).to.equal('Quiet hour');
    const { body } = launcher.sandbox.calls.find(({ operation }) => operation === 'createGameSession')!;
    expect(JSON.parse(body)).to.deep.equal({ name: 'Quiet hour', status: 'ACTIVE' });
  });

  it('keeps the keyboard where it is while the answer is on its way, and a second Enter creates nothing more', async () => {
    const failures = [{ operation: 'createGameSession', kind: 'hang' as const }];
    const launcher = await form({ switches: { failures } });
    launcher.button('Create session').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => launcher.countOf('createGameSession') === 1, 'it is sent');
    await launcher.element.updateComplete;
    const button = launcher.button('Create session');
    expect(button.ariaDisabled).to.equal('true');
    expect(launcher.root.activeElement).to.equal(button);
    await sendKeys({ press: 'Enter' });
    await expectAccessible(launcher.element);
    expect(launcher.countOf('createGameSession')).to.equal(1);
  });

  it('shows the new session in the list, also while that is answered from an older one', async () => {
    const old = { gameSessions: [] };
    const failures = [{ operation: 'listGameSessions', kind: 'answer' as const, answer: { status: 200, body: old } }];
    const launcher = await list({ 'allow-create': '' }, { switches: { failures }, wait: 'browsing' });
    await until(() => launcher.element.state === 'empty', 'the empty list');
    launcher.button('New session').click();
    await launcher.phase('creating');
    await launcher.element.updateComplete;
    await type(launcher, '[name=name]', 'Early birds');
    launcher.button('Create session').click();
    await launcher.phase('poster');
    launcher.button('All sessions').click();
    await until(() => titles(launcher)[0] === 'Early birds', 'the new session is there');
    launcher.sandbox.switches.failures = [];
    await launcher.element.refreshNow();
    await until(() => titles(launcher).length === 9, 'the list knows it');
    expect(titles(launcher).filter((title) => title === 'Early birds')).to.have.lengthOf(1);
  });

  it('sends a mini game by name or by id, never both', async () => {
    const launcher = await form();
    const by = launcher.root.querySelector<HTMLSelectElement>('[name=by]')!;
    await type(launcher, '[name=miniGame]', 'Orb Hunt');
    launcher.element.addEventListener('gs-before-create', (event) => event.preventDefault());
    launcher.submit();
    by.value = 'id';
    await type(launcher, '[name=miniGame]', 'mgt_orb');
    launcher.submit();
    expect(launcher.detailsOf('gs-before-create')).to.deep.equal([
      { session: { name: undefined, description: undefined, status: 'ACTIVE', miniGameTypeName: 'Orb Hunt' } },
      { session: { name: undefined, description: undefined, status: 'ACTIVE', miniGameTypeId: 'mgt_orb' } },
    ]);
    expect(launcher.countOf('createGameSession'), 'the page prevented it').to.equal(0);
  });

  it('says at each field what the API refuses there, and elsewhere what belongs to none', async () => {
    const error = [
      { code: 'too_big', message: 'At most 40 characters', path: ['name'] },
      { code: 'custom', message: 'No such game', path: ['miniGameTypeName'] },
    ];
    const failures = [
      { operation: 'createGameSession', kind: 'answer' as const, times: 1, answer: { status: 400, body: { error } } },
    ];
    const launcher = await form({ switches: { failures } });
    launcher.submit();
    await until(() => launcher.root.querySelector('.issue bdi'), 'the issues');
    const issueAt = (id: string) => {
      const field = launcher.root.querySelector(`#${id}`)!;
      return [
        field.getAttribute('aria-invalid'),
        launcher.root.querySelector<HTMLElement>(`#${field.getAttribute('aria-describedby')}`)!.innerText.trim(),
      ];
    };
    expect(issueAt('name')).to.deep.equal(['true', 'At most 40 characters']);
    expect(issueAt('miniGame')).to.deep.equal(['true', 'No such game']);
    expect(issueAt('status')).to.deep.equal(['false', '']);
    await expectAccessible(launcher.element);
    await type(launcher, '[name=miniGame]', 'Nobody made this');
    launcher.submit();
    await until(() => launcher.root.querySelector('.problem'), 'the problem');
    expect(launcher.text()).to.contain('Mini game type not found');
    expect(launcher.root.querySelector('.issue bdi')).to.be.null;
  });

  it('finds the session again whose answer got lost, and says so when it can’t', async () => {
    const failures = [{ operation: 'createGameSession', kind: 'lost-answer' as const, times: 2 }];
    const launcher = await form({ switches: { failures }, now: Date.now });
    await type(launcher, '[name=name]', 'Lost and found');
    launcher.submit();
    await launcher.phase('poster');
    expect(launcher.element.session?.name).to.equal('Lost and found');
    launcher.button('All sessions').click();
    await launcher.phase('browsing');
    launcher.button('New session').click();
    await launcher.phase('creating');
    await launcher.element.updateComplete;
    launcher.submit();
    await until(() => launcher.root.querySelector('.problem'), 'the doubt');
    expect(launcher.text()).to.contain('not certain whether the session was created');
    expect(launcher.countOf('createGameSession')).to.equal(2);
  });

  it('can be left', async () => {
    const launcher = await form();
    launcher.button('Cancel').click();
    await launcher.phase('browsing');
    expect(titles(launcher)).to.have.lengthOf(8);
  });
});

describe('joining', () => {
  const join = (sessionId: string, options: LauncherOptions = {}) =>
    setupLauncher({ attributes: { 'session-id': sessionId, 'allow-join': '' }, ...options });

  it('puts the player into the session', async () => {
    const launcher = await join('gs_empty');
    await until(() => launcher.text().includes('Join'), 'the button');
    await expectAccessible(launcher.element);
    launcher.button('Join').click();
    await until(() => launcher.text().includes('You are in'), 'the badge');
    expect(launcher.detailsOf('gs-phase-change')).to.deep.include({ from: 'poster', to: 'joining' });
    expect(launcher.detailsOf('gs-session-join')).to.deep.equal([
      { sessionId: 'gs_empty', playerId: 'pl_you', already: false },
    ]);
    expect(launcher.element.phase).to.equal('poster');
  });

  it('holds nobody up: who taps Play while joining is in first, then in the game', async () => {
    let answer!: () => void;
    const isTapped = new Promise<void>((resolve) => (answer = resolve));
    const launcher = await setupLauncher({
      attributes: { 'session-id': 'gs_empty', 'game-id': '102', 'allow-join': '', 'report-scores': '' },
      delay: () => isTapped,
    });
    await until(() => launcher.text().includes('Join'), 'the button');
    launcher.sandbox.switches.latency = 1; // nothing is answered from here on until Play is tapped
    launcher.button('Join').focus();
    await sendKeys({ press: 'Enter' });
    await launcher.phase('joining');
    await launcher.element.updateComplete;
    expect(launcher.root.activeElement?.ariaLabel).to.equal('Play Lantern Pairs');
    await sendKeys({ press: 'Enter' });
    answer();
    await launcher.phase('playing');
    expect(launcher.countOf('registerSessionPlayer')).to.equal(1);
    expect(launcher.detailsOf('gs-session-join')).to.have.lengthOf(1);
    expect(launcher.countOf('startGameSession')).to.equal(1);
  });

  it('offers nothing to a player who is in', async () => {
    const launcher = await join('gs_demo');
    await until(() => launcher.text().includes('You are in'), 'the badge');
    expect(() => launcher.button('Join')).to.throw();
  });

  it('counts "already in" as success, whoever was quicker', async () => {
    const launcher = await join('gs_empty');
    await until(() => launcher.text().includes('Join'), 'the button');
    await launcher.element.connection!.service(meshmap)!.registerSessionPlayer('gs_empty', 'pl_you');
    launcher.button('Join').click();
    await until(() => launcher.text().includes('You are in'), 'the badge');
    expect(launcher.detailsOf('gs-session-join')).to.deep.equal([
      { sessionId: 'gs_empty', playerId: 'pl_you', already: true },
    ]);
    expect(launcher.countOf('registerSessionPlayer'), 'the list was looked at first').to.equal(1);
  });

  it('does nothing that the page prevents, and says what is refused', async () => {
    const failures = [{ operation: 'registerSessionPlayer', kind: 'forbidden' as const }];
    const launcher = await join('gs_empty', { switches: { failures } });
    await until(() => launcher.text().includes('Join'), 'the button');
    launcher.element.addEventListener('gs-before-join', (event) => event.preventDefault(), { once: true });
    launcher.button('Join').click();
    await launcher.element.updateComplete;
    expect(launcher.countOf('registerSessionPlayer')).to.equal(0);
    launcher.button('Join').click();
    await until(() => launcher.text().includes('You have no access to this.'), 'the reason');
    await expectAccessible(launcher.element);
  });
});

describe('what a game is called', () => {
  const poster = async (attributes: Record<string, string>, options: LauncherOptions = {}) => {
    const launcher = await setupLauncher({ attributes: { 'game-id': '103', ...attributes }, ...options });
    return { ...launcher, title: () => launcher.root.querySelector<HTMLElement>('.poster-title')!.innerText.trim() };
  };

  it('is what the page says, else the session’s mini game, whatever the catalogue calls it', async () => {
    const named = await poster({ 'session-id': 'gs_demo', 'game-title': 'Our own game' });
    expect(named.title()).to.equal('Our own game');
    const { title, countOf } = await poster({ 'session-id': 'gs_demo' });
    await until(() => countOf('listGames') === 1, 'the catalogue, for whom the game is');
    expect(title()).to.equal('Orb Hunt');
  });

  it('is what the catalogue says where nobody else names it', async () => {
    const { title, root, countOf } = await poster({ 'no-sessions': '' });
    await until(() => title() === 'Lantern Pairs', 'the title');
    expect(root.querySelector('.poster img')).to.exist;
    expect(countOf('listGames')).to.equal(1);
  });

  it('stays plain when the catalogue does not answer', async () => {
    const failures = [{ operation: 'listGames', kind: 'server-error' as const }];
    const { title, element, countOf } = await poster({ 'no-sessions': '' }, { switches: { failures } });
    await until(() => countOf('listGames'), 'the question');
    await element.updateComplete;
    expect(title()).to.equal('Game');
    expect(element.state).to.equal('ready');
  });

  it('never is the session’s name for a game that is not the session’s', async () => {
    const launcher = await poster({ 'session-id': 'gs_demo' }, { switches: { latency: 50 } });
    void launcher.element.launch({ gameId: '101' });
    await launcher.phase('starting');
    await launcher.element.updateComplete;
    expect(launcher.shell()!.querySelector<HTMLElement>('.name')!.innerText.trim()).to.equal('Game');
    await launcher.phase('playing');
    await launcher.element.end();
  });

  it('and which game it is may be told as a number, but never half understood', async () => {
    const launcher = await poster({ 'session-id': 'gs_demo' });
    const { element } = launcher;
    const launched = async (params: unknown) => {
      const asked = new Promise<string>((resolve) => {
        const keep = (event: CustomEvent<{ gameId: string }>) => {
          event.preventDefault();
          resolve(event.detail.gameId);
        };
        element.addEventListener('gs-before-launch', keep, { once: true });
      });
      return Promise.race([asked, element.launch(params as never).then(() => 'nothing')]);
    };
    expect(await launched({ gameId: 101, title: 5, image: {} })).to.equal('101');
    expect(await launched('102')).to.equal('102');
    expect(await launched({ gameId: {} })).to.equal('nothing');
    expect(await launched(undefined)).to.equal('103');
    element.resolveGame = () => 102 as never;
    expect(await launched(undefined)).to.equal('102');
    element.resolveGame = () => Promise.resolve('101') as never;
    expect(await launched(undefined)).to.equal('103');
  });

  it('stands at the start of the bar, as far from the edge in either direction', async () => {
    const launcher = await poster({ 'no-sessions': '', 'game-title': 'Saffron Comet' });
    await until(() => launcher.shell()?.querySelector('.bar'), 'the shell');
    const insets = (['ltr', 'rtl'] as const).map((dir) => {
      launcher.element.dir = dir;
      const bar = launcher.shell()!.querySelector('.bar')!.getBoundingClientRect();
      const name = launcher.shell()!.querySelector('.name bdi')!.getBoundingClientRect();
      return dir === 'ltr' ? name.left - bar.left : bar.right - name.right;
    });
    expect(insets).to.deep.equal([16, 16]);
  });
});

it('needs no sessions to show a game, and says what a single session lacks', async () => {
  const game = await setupLauncher({ attributes: { 'no-sessions': '', 'game-id': '102', 'game-title': 'Orb Hunt' } });
  expect(game.element.phase).to.equal('poster');
  expect(game.element.state).to.equal('ready');
  expect(game.sandbox.calls).to.have.lengthOf(0);
  const paused = await setupLauncher({ attributes: { 'session-id': 'gs_paused', 'game-id': '102' } });
  expect(paused.text()).to.contain('This session is paused.');
  expect(() => paused.button('Play Saffron Comet')).to.throw();
  const unknown = await setupLauncher({ attributes: { 'session-id': 'gs_nowhere' }, wait: 'poster' });
  await until(() => unknown.element.state === 'error', 'the error');
  expect(unknown.text()).to.contain('This does not exist, or no longer.');
});

describe('an invitation', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  const open = async (launcher: Launcher, name: string) => {
    const titles = [...launcher.root.querySelectorAll<HTMLElement>('.card .title')];
    titles.find((one) => one.innerText.includes(name))!.click();
    await launcher.phase('poster');
    await launcher.element.updateComplete;
  };

  it('is the page’s address with the session, which opens it', async () => {
    const launcher = await list({ invite: 'qr' });
    expect(launcher.root.querySelector('[part=invite-button], [part=join]'), 'not in the list').to.be.null;
    await open(launcher, 'Lantern pairs');
    await until(() => launcher.root.querySelector('[part=join] svg'), 'the QR code');
    const { href } = launcher.root.querySelector<HTMLAnchorElement>('[part=join]')!;
    expect(href).to.equal(`${location.href}#session=gs_pairs`);
    await expectAccessible(launcher.element);

    history.replaceState(null, '', href);
    const guest = await list({ invite: 'link' }, { wait: 'poster' });
    expect(guest.element.session?.id).to.equal('gs_pairs');
    expect(guest.detailsOf('gs-session-select')).to.have.lengthOf(1);
    expect(guest.root.querySelector('[part=join]'), 'no code for a link').to.be.null;
    guest.button('All sessions').click();
    await guest.phase('browsing');
    expect(location.hash).to.equal('');
  });

  it('is not followed where the page does not invite, nor to a session that is not listed', async () => {
    history.replaceState(null, '', '#session=gs_pairs');
    expect((await list()).element.session).to.be.undefined;
    history.replaceState(null, '', '#session=gs_unknown');
    expect((await list({ invite: 'link' })).element.session).to.be.undefined;
  });

  it('is the address of the page that shows one session, and shown where it cannot be copied', async () => {
    const launcher = await list({ 'session-id': 'gs_demo', 'game-id': '102', invite: 'link' }, { wait: 'poster' });
    await until(() => launcher.root.querySelector('[part=invite-button]'), 'the button');
    launcher.button('Invite').click();
    const field = () => launcher.root.querySelector<HTMLInputElement>('[part=invite-link]');
    // A test page may write to the clipboard in some browsers only.
    await until(() => field() ?? launcher.text().includes('Link copied'), 'the outcome');
    if (field()) expect(field()!.value).to.equal(location.href);
    await expectAccessible(launcher.element);
  });

  it('has no QR code where the address of the page is longer than one holds', async () => {
    const before = location.href;
    history.replaceState(null, '', `${before}${location.search ? '&' : '?'}list=${'x'.repeat(3000)}`);
    try {
      const { element, root } = await list(
        { 'session-id': 'gs_demo', 'game-id': '102', invite: 'qr' },
        { wait: 'poster' },
      );
      const warnings: string[] = [];
      element.warn = (message) => void warnings.push(message);
      await until(() => {
        element.requestUpdate();
        return warnings.includes('The link of the invitation is longer than a QR code holds.');
      }, 'the warning');
      expect(root.querySelector('[part=join]')).to.be.null;
      expect(root.querySelector('[part=invite-button]'), 'the link is there all the same').not.to.be.null;
    } finally {
      history.replaceState(null, '', before);
    }
  });

  it('is not made to a session that is over', async () => {
    const launcher = await list({ 'session-id': 'gs_done', invite: 'qr' }, { wait: 'poster' });
    await until(() => launcher.text().includes('This session is over.'), 'the session');
    const invitations = launcher.root.querySelectorAll('[part=invite-button], [part=join]');
    expect([...invitations].map(({ part }) => part.value)).to.deep.equal([]);
  });
});

describe('what is known of a session', () => {
  it('is its description, in the list and on the poster, and who plays', async () => {
    const launcher = await list();
    const card = [...launcher.root.querySelectorAll<HTMLElement>('.card')].find((one) =>
      one.innerText.includes('Ten minute'),
    )!;
    const text = card.querySelector<HTMLElement>('[part=card-text]')!.innerText.trim(); // WebKit ends a clamped line with a break
    expect(text).to.equal('Ends on the minute.');
    card.querySelector<HTMLElement>('.title')!.click();
    await launcher.phase('poster');
    await until(() => launcher.root.querySelector('[part=players]'), 'the players');
    const players = await launcher.element.connection!.service(meshmap)!.listSessionPlayers('gs_sprint');
    expect(players.items).to.have.lengthOf(9);
    const shown = launcher.root.querySelector<HTMLElement>('[part=players]')!.textContent;
    for (const { displayName } of players.items) expect(shown).to.contain(displayName);
    expect(launcher.root.querySelector('.poster-text')!.textContent).to.contain(text);
    await expectAccessible(launcher.element);
  });

  it('is that its game is not for the player’s country or currency, before the tap', async () => {
    const resolveGame = ({ id }: { id: string }) => (id === 'gs_pairs' ? '113' : '102');
    const launcher = await list({}, { properties: { resolveGame } });
    const marked = () => [...launcher.root.querySelectorAll<HTMLElement>('[part=unavailable]')];
    await until(() => marked().length, 'the catalogue');
    expect(
      marked().map((one) => one.closest('.card')!.querySelector<HTMLElement>('.title')!.innerText.trim()),
    ).to.deep.equal(['Lantern pairs, lunch break']);
    marked()[0].closest('.card')!.querySelector<HTMLElement>('.title')!.click();
    await launcher.phase('poster');
    await launcher.element.updateComplete;
    expect(launcher.text()).to.contain('This game can’t be played from where you are, or in your currency.');
    expect(launcher.root.querySelector('[part=play-button]')).to.be.null;
    await expectAccessible(launcher.element);
    expect(launcher.countOf('startGameSession')).to.equal(0);
  });

  it('asks the page for the game of each session once per update', async () => {
    const asked: string[] = [];
    const launcher = await list(
      {},
      { properties: { resolveGame: ({ id }: { id: string }) => (asked.push(id), '102') } },
    );
    await until(() => launcher.root.querySelectorAll('.card').length, 'the list');
    await launcher.element.updateComplete;
    asked.length = 0;
    launcher.element.requestUpdate();
    await launcher.element.updateComplete;
    expect(asked).to.have.lengthOf(launcher.root.querySelectorAll('.card').length);
    expect(new Set(asked)).to.have.property('size', asked.length);
  });
});
