/** Whatever a game from another origin does: the player can leave, and the session is ended once. */
import { expect } from '@open-wc/testing';
import { expectAccessible, setupLauncher, type Launcher } from '../../support/launcher.js';
import { until } from '../../support/until.js';

/** The games' own host name, and a page on it that does what its address says. */
const ORIGIN = location.origin.replace('localhost', '127.0.0.1');
const hostile = (act: string) => `${ORIGIN}/test/support/game-pages/hostile.html?do=${act}&as=`;

async function start(act: string, attributes: Record<string, string> = {}): Promise<Launcher> {
  const launcher = await setupLauncher({
    attributes: { 'session-id': 'gs_demo', 'game-id': '101', ...attributes },
    gamesOrigin: hostile(act),
  });
  launcher.button('Play Orb Hunt').click();
  await until(() => launcher.detailsOf('gs-launch').length === 1, 'it is started');
  return launcher;
}

/** The button is on the screen, and nothing lies over it. */
function isOnTop(_launcher: Launcher, button: HTMLElement): boolean {
  const root = button.getRootNode() as ShadowRoot;
  button.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = button.getBoundingClientRect();
  return button.contains(root.elementFromPoint(x + width / 2, y + height / 2));
}

const sounds = (launcher: Launcher) =>
  (launcher.detailsOf('gs-game-message') as { data: { sounds?: number } }[]).filter(({ data }) => 'sounds' in data);

describe('a hostile game', () => {
  for (const [act, what] of [
    ['nested', 'posts from nested frames'],
    ['garbage', 'sends prototype keys and wrong types'],
    ['wander', 'goes on to another origin'],
    ['popup', 'opens windows'],
    ['top', 'wants the top window'],
    ['dialog', 'opens dialogs'],
    ['focus', 'takes the focus'],
    ['many-hellos', 'says hello over and over'],
    ['loading', 'never answers'],
    ['silent', 'says nothing'],
  ] as const) {
    it(`that ${what} can be left`, async () => {
      const here = location.href;
      const launcher = await start(act);
      await until(() => launcher.iframe(), 'the frame is there');
      const end = launcher.button('End game');
      expect(isOnTop(launcher, end)).to.equal(true);
      end.click();
      await launcher.element.updateComplete;
      const confirm = launcher.shell()!.querySelector<HTMLButtonElement>('.panel .primary')!;
      expect(isOnTop(launcher, confirm)).to.equal(true);
      confirm.click();
      await launcher.phase('ended');
      expect(launcher.iframe()).to.equal(undefined);
      expect(launcher.countOf('endGameSession')).to.equal(1);
      expect(location.href).to.equal(here);
    });
  }

  for (const [act, what] of [
    ['storm', 'sends 10 000 messages a second'],
    ['huge-again', 'sends 50 MB over and over'],
    ['home', 'redirects itself into the page’s own origin'],
  ] as const) {
    it(`that ${what} is taken away and its session ended, and the player is told`, async () => {
      const launcher = await start(act);
      await launcher.phase('frame-blocked');
      await until(() => launcher.countOf('endGameSession') === 1, 'the session is ended');
      await launcher.element.updateComplete;
      const frame = launcher.root.querySelector('gs-game-frame')!;
      await frame.updateComplete;
      expect(frame.shadowRoot?.querySelector('iframe')).to.equal(null);
      expect(frame.shadowRoot?.querySelector('[role=alert]')?.textContent?.trim()).to.have.length.above(20);
      await expectAccessible(launcher.element);
      const close = launcher.button('Close');
      expect(isOnTop(launcher, close)).to.equal(true);
      close.click();
      await launcher.phase('poster');
    }).timeout(20_000);
  }

  it('that sounds on while paused is covered and out of reach, and leaving it is the end of it', async () => {
    const launcher = await start('noise');
    await launcher.phase('playing');
    launcher.element.pauseGame({ when: 'now' });
    await launcher.phase('paused');
    await launcher.element.updateComplete;
    const before = sounds(launcher).length;
    await until(() => sounds(launcher).length > before + 2, 'it goes on although it was told');
    expect(launcher.heard()).to.contain('pause');
    expect(launcher.root.querySelector('gs-game-frame')?.inert).to.equal(true);
    const stage = launcher.root.querySelector('.stage')!.getBoundingClientRect();
    const covered = launcher.shell()!.elementFromPoint(stage.x + 8, stage.y + 8);
    expect(covered?.closest('.panel'), 'the panel lies over the game').not.to.equal(null);
    launcher.button('End game').click();
    await launcher.element.updateComplete;
    await launcher.answerFirst();
    await launcher.phase('ended');
    expect(launcher.iframe()).to.equal(undefined);
  });

  it('that can’t be told to stop is taken away for a break, and loaded again after it', async () => {
    const launcher = await start('silent', { 'break-duration': '0.02' });
    await launcher.phase('playing');
    const address = launcher.iframe()?.src;
    launcher.element.breakAfter = 0.001;
    await launcher.phase('break');
    await launcher.element.updateComplete;
    expect(launcher.iframe()).to.equal(undefined);
    await until(() => launcher.text().includes('The break is over.'), 'the break is over');
    launcher.element.breakAfter = 0;
    await launcher.answer('Continue');
    await launcher.phase('playing');
    expect(launcher.iframe()?.src).to.equal(address);
    expect(launcher.countOf('startGameSession')).to.equal(1);
  });
});
