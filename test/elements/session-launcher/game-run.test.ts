import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { iplaygames } from '../../../src/api/iplaygames/index.js';
import { meshmap } from '../../../src/api/meshmap/index.js';
import '../../../src/elements/leaderboard/leaderboard.js';
import {
  expectAccessible,
  LOADING,
  setupLauncher,
  SILENT,
  TOLD,
  type LauncherOptions,
} from '../../support/launcher.js';
import { until } from '../../support/until.js';

const board = { 'session-id': 'gs_demo', 'game-id': TOLD };
const poster = (attributes: Record<string, string> = {}, options: LauncherOptions = {}) =>
  setupLauncher({ attributes: { ...board, ...attributes }, ...options });

const failing = (operation: string, kind: 'network' | 'lost-answer' | 'server-error' | 'hang', times?: number) => ({
  switches: { failures: [{ operation, kind, ...(times ? { times } : {}) }] },
});

describe('starting', () => {
  it('takes one tap from the poster to the game, and one request', async () => {
    const launcher = await poster();
    await expectAccessible(launcher.element);
    expect(launcher.iframe()).to.be.undefined;
    launcher.button('Play Orb Hunt').focus();
    await sendKeys({ press: 'Enter' });
    await launcher.phase('playing');
    const { body } = launcher.sandbox.calls.find(({ operation }) => operation === 'startGameSession')!;
    expect(JSON.parse(body)).to.deep.equal({
      game_id: 102, player_id: 'pl_you', currency: 'EUR', country_code: 'MT', ip_address: '203.0.113.24', locale: 'en', device: 'desktop',
    }); // prettier-ignore
    const words = (launcher.detailsOf('gs-phase-change') as { to: string }[]).map(({ to }) => to);
    expect(words).to.deep.equal(['starting', 'frame-loading', 'playing']);
    expect(launcher.element.matches('[phase=playing]:state(playing)')).to.be.true;
    expect(launcher.element.matches(':state(poster)')).to.be.false;
    await until(() => launcher.root.activeElement?.localName === 'gs-game-frame', 'the focus is in the game');
    await expectAccessible(launcher.element);
  });

  it('sends the player back to where the page says, and its listener may say otherwise', async () => {
    const launcher = await poster({ 'return-url': '/lobby?from=game' });
    const bodyOf = (index: number) =>
      JSON.parse(
        launcher.sandbox.calls.filter(({ operation }) => operation === 'startGameSession')[index].body,
      ) as object;
    await launcher.element.launch();
    await launcher.phase('playing');
    expect(bodyOf(0)).to.include({ return_url: `${location.origin}/lobby?from=game` });
    await launcher.element.end();
    launcher.element.addEventListener(
      'gs-before-launch',
      ({ detail }) => {
        expect(detail.returnUrl).to.equal(`${location.origin}/lobby?from=game`);
        detail.returnUrl = 'https://lobby.example.com/after';
      },
      { once: true },
    );
    await launcher.element.launch();
    await launcher.phase('playing');
    expect(bodyOf(1)).to.include({ return_url: 'https://lobby.example.com/after' });
    await launcher.element.end();
    launcher.element.returnUrl = 'javascript:alert(1)';
    await launcher.element.launch();
    await launcher.phase('playing');
    expect(bodyOf(2)).not.to.have.property('return_url');
  });

  it('takes the free spins that a listener of the page sets', async () => {
    const launcher = await poster({ 'game-id': '101' });
    const spins = { freespinId: 'welcome', freespinCount: 10, freespinBetAmount: '0.20', expireDays: 7 };
    launcher.element.addEventListener('gs-before-launch', ({ detail }) => Object.assign(detail, spins), { once: true });
    await launcher.element.launch();
    await launcher.phase('playing');
    const bodies = () =>
      launcher.sandbox.calls
        .filter(({ operation }) => operation === 'startGameSession')
        .map(({ body }) => JSON.parse(body) as object);
    const sent = { freespin_id: 'welcome', freespin_count: 10, freespin_bet_amount: '0.20', expire_days: 7 };
    expect(bodies()[0]).to.include(sent);
    await launcher.element.end();
    await launcher.element.launch();
    await launcher.phase('playing');
    expect(bodies()[1]).not.to.have.any.keys(sent);
  });

  it('can be prevented, and is not done twice by two taps', async () => {
    const launcher = await poster();
    launcher.element.addEventListener('gs-before-launch', (event) => event.preventDefault(), { once: true });
    await launcher.element.launch();
    expect(launcher.element.phase).to.equal('poster');
    expect(launcher.countOf('startGameSession')).to.equal(0);
    const play = launcher.button('Play Orb Hunt');
    play.click();
    play.click();
    await launcher.phase('playing');
    expect(launcher.countOf('startGameSession')).to.equal(1);
  });

  it('is done once by a key that is held down, which reaches nothing else', async () => {
    const launcher = await poster();
    launcher.button('Play Orb Hunt').focus();
    for (let repeat = 0; repeat < 5; repeat++) await sendKeys({ down: 'Enter' });
    await launcher.phase('playing');
    for (let repeat = 0; repeat < 5; repeat++) await sendKeys({ down: 'Enter' });
    await sendKeys({ up: 'Enter' });
    expect(launcher.countOf('startGameSession')).to.equal(1);
    expect(launcher.element.phase).to.equal('playing');
    expect(launcher.countOf('endGameSession')).to.equal(0);
  });

  it('says where a game is not offered, with the reason, and is no outage', async () => {
    const launcher = await poster({ 'game-id': '113' });
    await launcher.element.launch();
    await launcher.phase('unavailable');
    const reason = 'No available providers for this game in your country/currency';
    expect(launcher.text()).to.contain('Not available here').and.to.contain(reason);
    expect(launcher.detailsOf('gs-unavailable')).to.deep.equal([{ gameId: '113', reason }]);
    expect(launcher.detailsOf('gs-error')).to.deep.equal([]);
    expect(launcher.countOf('startGameSession')).to.equal(1);
    await expectAccessible(launcher.element);
    await launcher.answer('Close');
    await launcher.phase('poster');
  });

  it('says so when nobody knows whether the game was started, and never starts by itself again', async () => {
    const launcher = await poster({}, failing('startGameSession', 'lost-answer'));
    await launcher.element.launch();
    await launcher.phase('poster');
    await launcher.element.updateComplete;
    expect(launcher.text()).to.contain('It is not certain whether the game was started.');
    expect(launcher.countOf('startGameSession')).to.equal(1);
    await expectAccessible(launcher.element);
  });

  for (const [kind, words] of [
    ['server-error', 'The service has a problem'],
    ['lost-answer', 'It is not certain whether the game was started.'],
  ] as const) {
    it(`says over the list of sessions that a game of another element did not start (${kind}), and tries again`, async () => {
      const launcher = await setupLauncher(failing('startGameSession', kind, 1));
      const failure = () => launcher.root.querySelector<HTMLElement>('[role=alert]');
      expect(failure()).to.equal(null);
      await launcher.element.launch({ gameId: TOLD, title: 'Orb Hunt' });
      await launcher.phase('browsing');
      await launcher.element.updateComplete;
      expect(failure()?.innerText).to.contain(words);
      await expectAccessible(launcher.element);
      launcher.button('Try again').click();
      await launcher.phase('playing');
      expect(failure()).to.equal(null);
    });
  }

  for (const [name, player] of [
    ['player-ip', { ip: '' }],
    ['currency', { currency: '' }],
    ['country-code', { countryCode: '' }],
    ['player-id', { id: '' }],
  ] as const) {
    it(`names ${name} when the page has not said who plays`, async () => {
      const launcher = await poster({}, { player });
      await launcher.element.launch();
      await launcher.element.updateComplete;
      expect(launcher.element.phase).to.equal('poster');
      expect(launcher.text()).to.contain(`this page does not say: ${name}.`);
      expect(launcher.countOf('startGameSession')).to.equal(0);
      const [{ error }] = launcher.detailsOf('gs-error') as [{ error: Error }];
      expect(error.message).to.contain(name);
    });
  }

  it('starts what it is asked to, and another game only after asking', async () => {
    const launcher = await poster();
    await launcher.element.launch({ gameId: SILENT, title: 'Saffron Comet' });
    await launcher.phase('playing');
    await launcher.element.launch({ gameId: TOLD, title: 'Orb Hunt' });
    await launcher.element.updateComplete;
    expect(launcher.text()).to.contain('End the game?');
    await expectAccessible(launcher.element);
    launcher.button('End game').click();
    await launcher.answerFirst();
    await until(() => launcher.detailsOf('gs-launch').length === 2, 'the other game');
    expect(launcher.countOf('endGameSession')).to.equal(1);
    expect((launcher.detailsOf('gs-launch') as { gameId: string }[]).map(({ gameId }) => gameId)).to.deep.equal([
      '101',
      '102',
    ]);
  });

  it('asks the page which game a session is played with', async () => {
    const resolveGame = ({ miniGame }: { miniGame?: { name?: string } }) =>
      miniGame?.name === 'Orb Hunt' ? TOLD : undefined;
    const launcher = await setupLauncher({ attributes: { 'session-id': 'gs_demo' }, properties: { resolveGame } });
    await launcher.play();
    expect((launcher.detailsOf('gs-launch') as { gameId: string }[])[0]?.gameId).to.equal(TOLD);
  });
});

describe('the frame', () => {
  it('takes a game that never talks as there when it has loaded', async () => {
    const launcher = await poster({ 'game-id': SILENT, 'game-title': 'Saffron Comet' });
    await launcher.play();
    expect(launcher.detailsOf('gs-game-ready')).to.deep.equal([]);
  });

  it('keeps the poster over a game that loads, and says when that takes long', async () => {
    const launcher = await poster({ 'game-id': LOADING });
    launcher.button('Play Orb Hunt').click();
    await launcher.phase('frame-loading');
    await until(() => launcher.root.querySelector('progress')?.value === 0.25, 'the progress');
    await expectAccessible(launcher.element);
    launcher.root.querySelector('gs-game-frame')!.dispatchEvent(new CustomEvent('gs-frame-slow'));
    await launcher.phase('slow');
    launcher.shell()!.querySelector<HTMLButtonElement>('[part=end-button]')!.click();
    await launcher.element.updateComplete;
    await launcher.answerFirst();
    await launcher.phase('ended');
  });

  for (const [name, gamesOrigin] of [
    ['a script', 'javascript:alert(1)//'],
    ['the page’s own origin', location.origin],
  ] as const) {
    it(`shows no game whose address is ${name}, and ends its session`, async () => {
      const launcher = await poster({}, { gamesOrigin });
      launcher.button('Play Orb Hunt').click();
      await launcher.phase('frame-blocked');
      await until(() => launcher.countOf('endGameSession') === 1, 'the end');
      expect(launcher.iframe() ?? null).to.be.null;
      await expectAccessible(launcher.element);
      await launcher.answer('Close');
      await launcher.phase('poster');
    });
  }

  it('says in the game’s words why it can’t go on, and loads it again', async () => {
    const launcher = await poster();
    await launcher.play();
    launcher.tell('error', 'The reels are <b>stuck</b>.', true);
    await launcher.phase('frame-blocked');
    await launcher.element.updateComplete;
    expect(launcher.text()).to.contain('The reels are <b>stuck</b>.');
    await expectAccessible(launcher.element);
    await launcher.answer('Load again');
    await launcher.phase('playing');
    expect(launcher.countOf('startGameSession')).to.equal(1);
  });

  it('tells the page what the game tells', async () => {
    const launcher = await poster();
    await launcher.play();
    for (const words of [['busy'], ['score', 40], ['score', 42, true], ['idle'], ['balance', 12.5, 'EUR'], ['deposit'], ['history']]) launcher.tell(...words); // prettier-ignore
    await until(() => launcher.detailsOf('gs-history').length, 'the last one');
    expect(launcher.detailsOf('gs-score')).to.deep.equal([
      { score: 40, final: undefined },
      { score: 42, final: true },
    ]);
    expect(launcher.detailsOf('gs-balance')).to.deep.equal([{ amount: 12.5, currency: 'EUR' }]);
    for (const type of ['gs-game-busy', 'gs-game-idle', 'gs-deposit'])
      expect(launcher.detailsOf(type)).to.have.lengthOf(1);
    launcher.tell('exit');
    await launcher.phase('ended');
    expect(launcher.detailsOf('gs-exit')).to.have.lengthOf(1);
    expect((launcher.detailsOf('gs-end') as { reason: string }[])[0]?.reason).to.equal('exit');
  });

  it('says busy while a round goes on, and warns who ends it then', async () => {
    const launcher = await poster();
    await launcher.play();
    launcher.tell('busy');
    await launcher.phase('busy');
    launcher.button('End game').click();
    await launcher.element.updateComplete;
    expect(launcher.text()).to.contain('A round is under way and may be lost.');
    await launcher.answer('Keep playing');
    await launcher.element.updateComplete;
    expect(launcher.element.phase).to.equal('busy');
    launcher.tell('idle');
    await launcher.phase('playing');
  });

  it('turns the sound off and on', async () => {
    const launcher = await poster();
    await launcher.play();
    launcher.button('Sound off').click();
    await until(() => launcher.heard().includes('mute'), 'the game has heard');
    launcher.button('Sound on').click();
    await until(() => launcher.heard().includes('unmute'), 'the game has heard');
    launcher.tell('muteChanged', true);
    await until(() => launcher.shell()!.querySelector('[aria-label="Sound on"]'), 'the player has done it in the game');
  });

  it('lets the page turn the sound off and on', async () => {
    const launcher = await poster();
    await launcher.play();
    launcher.element.setMuted(true);
    await until(() => launcher.heard().includes('mute'), 'the game has heard');
    expect(launcher.button('Sound on')).to.be.instanceOf(HTMLButtonElement);
    launcher.element.setMuted(false);
    await until(() => launcher.heard().includes('unmute'), 'the game has heard');
    expect(launcher.button('Sound off')).to.be.instanceOf(HTMLButtonElement);
  });

  it('is played on a turned phone when it is wide, and upright when it is high', async () => {
    const launcher = await poster({ 'aspect-ratio': '9/16' });
    expect(launcher.root.querySelector('gs-game-shell')!.wide).to.be.false;
    launcher.element.aspectRatio = '16.5 : 9';
    await launcher.element.updateComplete;
    expect(launcher.root.querySelector('gs-game-shell')!.wide).to.be.true;
  });

  it('has its shape before anything is loaded, whatever comes', async () => {
    const launcher = await poster({ 'aspect-ratio': '4/3' });
    const height = () => launcher.root.querySelector('.base')!.getBoundingClientRect().height;
    const before = height();
    const stage = launcher.root.querySelector('.stage')!.getBoundingClientRect();
    expect(stage.width / stage.height).to.be.closeTo(4 / 3, 0.01);
    await launcher.play();
    expect(height()).to.equal(before);
    await launcher.element.end();
    await launcher.phase('ended');
    await launcher.element.updateComplete;
    expect(height()).to.equal(before);
  });
});

describe('ending', () => {
  it('asks first, then shows how it went, by keyboard', async () => {
    const launcher = await poster();
    await launcher.play();
    launcher.tell('score', 42);
    await launcher.next('gs-score');
    launcher.button('End game').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => launcher.shell()!.activeElement?.textContent === 'End game', 'the question has the focus');
    expect(launcher.root.querySelector('gs-game-frame')!.inert).to.be.true;
    await sendKeys({ press: 'Enter' });
    await launcher.phase('ended');
    await until(() => launcher.shell()!.activeElement?.textContent === 'Play again', 'the focus is on what comes next');
    expect(launcher.text()).to.match(/Game over\s+Time played\s+\d+ sec\s+Score\s+42\s+Play again/);
    expect(launcher.text(), 'a game without money').not.to.contain('Won or lost');
    await expectAccessible(launcher.element);
    await launcher.answer('Play again');
    await launcher.phase('playing');
    expect(launcher.countOf('startGameSession')).to.equal(2);
  });

  it('can be prevented by the page', async () => {
    const launcher = await poster();
    await launcher.play();
    launcher.element.addEventListener('gs-before-end', (event) => event.preventDefault());
    await launcher.element.end('test');
    expect(launcher.element.phase).to.equal('playing');
    expect(launcher.countOf('endGameSession')).to.equal(0);
  });

  it('says that the game may still be open when the end was not confirmed, and tries again', async () => {
    const launcher = await poster({}, failing('endGameSession', 'server-error', 3));
    await launcher.play();
    void launcher.element.end();
    await launcher.phase('ending');
    await launcher.phase('end-failed');
    expect(launcher.text()).to.contain('The game may still be open');
    await expectAccessible(launcher.element);
    await launcher.answer('Keep playing');
    await launcher.phase('playing');
    await launcher.element.end();
    await launcher.phase('ended');
  });

  it('sees that the service has closed the session', async () => {
    const launcher = await poster({ refresh: '0.1' });
    await launcher.play();
    const [{ sessionId }] = launcher.detailsOf('gs-launch') as [{ sessionId: string }];
    await launcher.element.connection!.service(iplaygames)!.endGameSession(sessionId);
    await launcher.phase('ended');
    expect((launcher.detailsOf('gs-end') as { reason: string }[])[0]?.reason).to.equal('closed');
    expect(launcher.countOf('endGameSession')).to.equal(1);
  });

  it('counts down the last minute and ends when the time is up', async () => {
    const launcher = await poster({}, { now: Date.now, switches: { sessionLife: 2500 } });
    launcher.button('Play Orb Hunt').click();
    await launcher.phase('expiring');
    expect(launcher.text()).to.match(/The game ends in 0:0\d\./);
    await expectAccessible(launcher.element);
    await launcher.phase('expired');
    expect(launcher.text()).to.contain('The time for this game is up');
    expect(launcher.detailsOf('gs-session-expired')).to.have.lengthOf(1);
    expect((launcher.detailsOf('gs-end') as { reason: string }[])[0]?.reason).to.equal('expired');
    await expectAccessible(launcher.element);
  });

  it('does not believe its own clock against the service', async () => {
    const launcher = await poster({}, { now: Date.now, switches: { sessionLife: 60_000, clockSkew: -58_500 } });
    await launcher.element.launch();
    await launcher.phase('expiring');
    const checked = launcher.countOf('getGameSessionStatus');
    await until(() => launcher.countOf('getGameSessionStatus') > checked, 'the service is asked');
    await until(() => launcher.element.phase === 'playing', 'the game goes on');
    expect(launcher.countOf('endGameSession')).to.equal(0);
  });
});

describe('scores', () => {
  const rows = (launcher: Awaited<ReturnType<typeof poster>>) =>
    launcher.sandbox.calls
      .filter(({ operation }) => operation === 'setSessionPlayerScore')
      .map(({ path, body }) => `${path.split('/').at(-1)} ${body}`);

  it('go to the session’s board, for the provider’s player, and are seen there at once', async () => {
    const content = html`<gs-leaderboard session-id="gs_demo" loading="eager" refresh="600"></gs-leaderboard>`;
    const launcher = await poster({ 'report-scores': '' }, { content });
    const leaderboard = launcher.provider.querySelector('gs-leaderboard')!;
    await until(() => leaderboard.self?.player.score === 420, 'the board as it was');
    await launcher.play();
    launcher.tell('score', 98765);
    await until(() => leaderboard.self?.player.score === 98765, 'the own row has moved');
    expect(rows(launcher)).to.deep.equal(['pl_you {"score":98765}']);
  });

  it('stay away from the board unless the page wants them there, and the game is the session’s', async () => {
    const quiet = await poster();
    await quiet.play();
    quiet.tell('score', 1);
    await quiet.next('gs-score');
    await quiet.element.end();
    expect(rows(quiet)).to.deep.equal([]);
    const other = await poster({ 'game-id': SILENT, 'report-scores': '' });
    await other.element.launch({ gameId: TOLD });
    await other.phase('playing');
    other.tell('score', 1);
    await other.next('gs-score');
    await other.element.end();
    expect(rows(other)).to.deep.equal([]);
  });

  it('that an earlier page could not send are sent before anything is played', async () => {
    const name = 'gs-outbox https://sandbox.test/meshmap/api/v1 gs_demo\npl_you';
    localStorage.setItem(
      name,
      JSON.stringify({ sessionId: 'gs_demo', playerId: 'pl_you', score: 777, at: Date.now() }),
    );
    const launcher = await setupLauncher({ attributes: { 'report-scores': '' } });
    await until(() => localStorage.getItem(name) === null, 'the score is taken');
    expect(rows(launcher)).to.deep.equal(['pl_you {"score":777}']);
    const { items } = await launcher.element.connection!.service(meshmap)!.listSessionPlayers('gs_demo');
    expect(items.find(({ playerId }) => playerId === 'pl_you')?.score).to.equal(777);
  });

  it('find a place: who may join is put into the session before the game starts', async () => {
    const launcher = await poster({ 'session-id': 'gs_empty', 'report-scores': '', 'allow-join': '' });
    await launcher.play();
    expect(launcher.detailsOf('gs-session-join')).to.have.lengthOf(1);
    launcher.tell('score', 5);
    await until(() => rows(launcher).length, 'the score');
    expect(launcher.detailsOf('gs-error')).to.deep.equal([]);
  });
});

describe('other places', () => {
  it('opens a dialog that keeps the keyboard and asks before it closes', async () => {
    const launcher = await poster({ target: 'dialog' });
    await launcher.play();
    const dialog = launcher.root.querySelector('dialog')!;
    expect(dialog.matches(':modal')).to.be.true;
    await expectAccessible(launcher.element);
    await launcher.element.requestFullscreen();
    const bottom = () => launcher.root.querySelector('dialog .stage')!.getBoundingClientRect().bottom;
    await until(() => bottom() === innerHeight, 'the game fills the screen');
    await launcher.element.updateComplete;
    launcher.button('Leave full screen').click();
    await until(() => bottom() < innerHeight && !document.fullscreenElement, 'it is small again');
    launcher.button('End game').focus();
    await sendKeys({ press: 'Escape' });
    await until(() => launcher.text().includes('End the game?'), 'the question');
    // There was no gesture in between: browsers close a dialog then, whatever its `cancel` event is answered.
    let closed = 0;
    dialog.addEventListener('close', () => closed++);
    await sendKeys({ press: 'Escape' });
    await until(() => !launcher.text().includes('End the game?'), 'the game goes on');
    expect([dialog.open, closed]).to.deep.equal([true, 0]);
    expect(launcher.element.phase).to.equal('playing');
    launcher.button('End game').click();
    await launcher.answerFirst();
    await launcher.phase('ended');
    await launcher.element.updateComplete;
    expect(launcher.root.querySelector('dialog')).to.be.null;
  });

  it('opens a tab, and a link where the browser won’t', async () => {
    const launcher = await poster({ target: 'tab' });
    await launcher.element.launch();
    await launcher.phase('playing');
    expect(launcher.iframe() ?? null).to.be.null;
    await expectAccessible(launcher.element);
    expect(launcher.text()).to.match(/The game is open in a tab of its own.|Your browser did not open a tab/);
    await launcher.element.end();
    await launcher.phase('ended');
  });

  it('fills the viewport where the screen is not to be had, notices included', async () => {
    const launcher = await poster();
    launcher.element.innerHTML = '<b slot="age-notice">18+</b><button slot="panic-button">Stop</button>';
    await launcher.play();
    await launcher.element.requestFullscreen();
    const box = launcher.root.querySelector('.play')!.getBoundingClientRect();
    expect([box.width, box.height]).to.deep.equal([innerWidth, innerHeight]);
    const notice = launcher.element.querySelector('[slot=panic-button]')!.getBoundingClientRect();
    expect(document.elementFromPoint(notice.x + 2, notice.y + 2)).to.equal(
      launcher.element.querySelector('[slot=panic-button]'),
    );
    await launcher.element.updateComplete;
    launcher.button('Leave full screen').click();
    await until(
      () => launcher.root.querySelector('.play')!.getBoundingClientRect().width < innerWidth,
      'it is small again',
    );
    expect(launcher.iframe()).to.exist;
  });

  it('lets the player leave the full screen after the game too', async () => {
    const launcher = await poster();
    await launcher.play();
    await launcher.element.requestFullscreen();
    await launcher.element.end();
    await launcher.phase('ended');
    await launcher.element.updateComplete;
    const width = () => launcher.root.querySelector('.play')!.getBoundingClientRect().width;
    expect(width()).to.equal(innerWidth);
    await expectAccessible(launcher.element);
    launcher.button('Leave full screen').click();
    await until(() => width() < innerWidth, 'it is small again');
    await launcher.element.updateComplete;
    expect(() => launcher.button('Full screen'), 'nothing to enlarge').to.throw();
  });
});
