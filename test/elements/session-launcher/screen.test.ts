/** What surrounds a game that is played: full screen, wake lock, a tab of its own, and what is said beside it. */
import { aTimeout, expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { GsGameShell } from '../../../src/elements/game-shell/game-shell.js';
import { ScreenController } from '../../../src/elements/game-shell/screen-controller.js';
import { GAMES, setupLauncher, SILENT, TOLD, type Launcher, type LauncherOptions } from '../../support/launcher.js';
import { until } from '../../support/until.js';

const poster = (attributes: Record<string, string> = {}, options: LauncherOptions = {}) =>
  setupLauncher({ attributes: { 'session-id': 'gs_demo', 'game-id': TOLD, ...attributes }, ...options });

const shellOf = ({ root }: Launcher) => root.querySelector<HTMLElement>('gs-game-shell')!;

/** With a real mouse: browsers give the whole screen, and tabs, to a player's own acts only. */
async function click(target: Element): Promise<void> {
  target.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = target.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
}

describe('the screen', () => {
  it('is kept awake until the game is over, also when that is before the browser has answered', async () => {
    const locks: { isOn: boolean; grant: () => void }[] = [];
    const wakeLock = {
      request: () =>
        new Promise<{ release(): Promise<void> }>((resolve) => {
          const lock = { isOn: false, grant: () => ((lock.isOn = true), resolve(sentinel)) };
          const sentinel = { release: () => Promise.resolve(void (lock.isOn = false)) };
          locks.push(lock);
        }),
    };
    const host = new GsGameShell();
    const screen = new ScreenController(host, () => undefined, wakeLock);
    document.body.append(host);
    screen.keepAwake(true);
    screen.keepAwake(true);
    expect(locks).to.have.lengthOf(1);
    screen.keepAwake(false);
    locks[0].grant();
    await aTimeout(0);
    expect(locks[0].isOn, 'released as soon as it is there').to.be.false;
    screen.keepAwake(true);
    locks[1].grant();
    // The page was hidden, which releases the lock, and is seen again.
    document.dispatchEvent(new Event('visibilitychange'));
    expect(locks).to.have.lengthOf(3);
    locks[2].grant();
    host.remove();
    await aTimeout(0);
    expect(locks[2].isOn).to.be.false;
    document.dispatchEvent(new Event('visibilitychange'));
    expect(locks).to.have.lengthOf(3);
  });
});

describe('a game’s own full screen', () => {
  it('is not granted to the game', async () => {
    const launcher = await poster();
    await launcher.play();
    const { allow } = launcher.iframe()!;
    expect(allow).to.contain('autoplay').and.not.contain('fullscreen');
    expect(launcher.iframe()!.allowFullscreen).to.be.false;
  });

  it('is left before a panel comes, so that the player sees it', async () => {
    const launcher = await poster();
    await launcher.play();
    // As some browsers' own video and game buttons do. The activation is the player's click.
    const frame = launcher.iframe()!;
    const name = shellOf(launcher).shadowRoot!.querySelector('.name')!;
    const entered = new Promise<void>((resolve, reject) => {
      const enter = () => void frame.requestFullscreen().then(resolve, reject);
      name.addEventListener('click', enter, { once: true });
    });
    await click(name);
    await entered;
    expect(document.fullscreenElement).to.equal(launcher.element);
    launcher.element.realityCheck = 0.001;
    await launcher.phase('reality-check');
    await until(() => !document.fullscreenElement, 'the full screen is left');
    expect(launcher.text()).to.contain('A look at the clock');
  });
});

describe('a game in a tab of its own', () => {
  it('is over when the player closes the tab', async () => {
    const launcher = await poster({ target: 'tab' });
    // The test's game closes its tab by itself as soon as it has loaded.
    await click(launcher.button('Play Orb Hunt'));
    await launcher.phase('ended');
    expect(launcher.detailsOf('gs-end')).to.have.lengthOf(1);
    expect((launcher.detailsOf('gs-end')[0] as { reason: string }).reason).to.equal('tab-closed');
    await until(() => launcher.countOf('endGameSession') === 1, 'the session is ended');
  });
});

describe('a game of which nothing is heard', () => {
  const hintOf = (launcher: Launcher) => launcher.shell()!.querySelector<HTMLElement>('.hint');
  const announcedBy = (launcher: Launcher) => launcher.shell()!.querySelector<HTMLElement>('[role=status]')!.innerText;

  it('has a quiet line beside it that loads it again or ends it', async () => {
    const silent = await poster({ 'game-id': SILENT });
    await silent.play();
    await until(() => hintOf(silent)?.innerText.includes('Nothing to see?'), 'the line');
    expect(announcedBy(silent), 'an error page loads too').to.equal('The game’s page has loaded.');
    const before = silent.iframe();
    let loads = 0;
    before!.addEventListener('load', () => loads++);
    silent.button('Load again').click();
    await until(() => loads > 0 || silent.iframe() !== before, 'it is loaded again');
    expect(silent.countOf('startGameSession')).to.equal(1);
    await until(() => hintOf(silent)?.querySelectorAll('button').length === 2, 'and ends it');
    hintOf(silent)!.querySelectorAll('button')[1].click();
    await silent.answerFirst();
    await silent.phase('ended');
  });

  it('has it until the player touches the game; a click elsewhere on the page is none', async () => {
    const silent = await poster({ 'game-id': SILENT });
    await silent.play();
    await until(() => hintOf(silent), 'the line');
    const bar = silent.shell()!;
    await click(bar.querySelector('.name')!);
    const clock = () => bar.querySelector<HTMLElement>('.clock')!.innerText;
    const before = clock();
    await until(() => clock() !== before, 'a second has gone by');
    expect(navigator.userActivation.isActive).to.be.true;
    expect(hintOf(silent)).to.exist;

    await until(() => !navigator.userActivation.isActive, 'the click is no longer an activation');
    await click(silent.iframe()!);
    await until(() => !hintOf(silent), 'the line is gone');
    expect(silent.element.phase).to.equal('playing');
  }).timeout(20_000);

  it('has none once it has sent a message, whether that is known or not', async () => {
    const told = await poster();
    await told.play();
    await told.element.updateComplete;
    expect(hintOf(told)).to.be.null;
    expect(announcedBy(told)).to.equal('The game has started.');

    const other = await poster({ 'game-id': SILENT });
    await other.play();
    await until(() => hintOf(other), 'the line');
    const detail = { data: 'of another dialect', origin: GAMES };
    other.root.querySelector('gs-game-frame')!.dispatchEvent(new CustomEvent('gs-game-message', { detail }));
    await until(() => !hintOf(other), 'the line is gone');
  });
});

describe('a score that has no place', () => {
  it('is said to a player who is not in the session', async () => {
    const launcher = await poster({ 'session-id': 'gs_pairs', 'report-scores': 'best' });
    await launcher.play();
    launcher.tell('score', 42);
    await until(
      () => launcher.text().includes('You are not in this session, so your score is not on its board.'),
      'the notice',
    );
  });
});
