import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import {
  expectAccessible,
  setupLauncher,
  textOf,
  TOLD,
  type Launcher,
  type LauncherOptions,
} from '../../support/launcher.js';
import { until } from '../../support/until.js';

/** As long as a test can wait: 60 ms in minutes. */
const SOON = '0.001';

const playing = async (attributes: Record<string, string> = {}, options: LauncherOptions = {}) => {
  const launcher = await setupLauncher({
    attributes: { 'session-id': 'gs_demo', 'game-id': TOLD, ...attributes },
    ...options,
  });
  await launcher.play();
  return launcher;
};

describe('the reality check', () => {
  it('stops the game, shows the time and "unknown" money, and goes on when the player has seen it', async () => {
    const launcher = await playing();
    launcher.element.realityCheck = Number(SOON);
    await launcher.phase('reality-check');
    await until(
      () => launcher.shell()!.activeElement?.textContent === 'A look at the clock',
      'its title has the focus',
    );
    expect(launcher.text()).to.match(/A look at the clock\s+Time played\s+\d+ sec/);
    expect(launcher.root.querySelector('gs-game-frame')!.inert).to.be.true;
    await until(() => launcher.heard().includes('pause'), 'the game was stopped');
    const [{ seconds, net }] = launcher.detailsOf('gs-reality-check') as [{ seconds: number; net?: number }];
    expect(seconds).to.be.within(0, 30);
    expect(net).to.equal(undefined);
    await expectAccessible(launcher.element);
    launcher.element.realityCheck = 0;
    await launcher.answer('History');
    expect(launcher.detailsOf('gs-history')).to.have.lengthOf(1);
    await launcher.answer('Continue');
    await launcher.phase('playing');
    await until(() => launcher.heard().includes('resume'), 'the game goes on');
  });

  it('comes again and again', async () => {
    const launcher = await playing();
    launcher.element.realityCheck = Number(SOON);
    for (const times of [1, 2]) {
      await launcher.phase('reality-check');
      expect(launcher.detailsOf('gs-reality-check')).to.have.lengthOf(times);
      launcher.element.resumeGame();
      await launcher.element.updateComplete;
      expect(launcher.element.phase).to.equal('playing');
    }
  });

  it('waits for the end of a round', async () => {
    const launcher = await playing();
    launcher.tell('busy');
    await launcher.phase('busy');
    launcher.element.realityCheck = Number(SOON);
    const clock = launcher.shell()!.querySelector<HTMLElement>('.clock')!;
    const before = clock.innerText;
    await until(() => clock.innerText !== before, 'the clock has gone on');
    expect(launcher.element.phase).to.equal('busy');
    launcher.tell('idle');
    await launcher.phase('reality-check');
  });

  it('knows what was won or lost when the game has told all of it, and only then', async () => {
    const launcher = await playing();
    launcher.tell('balance', 100.1, 'EUR');
    launcher.tell('busy');
    launcher.tell('idle');
    launcher.tell('balance', 87.4, 'EUR');
    await until(() => launcher.detailsOf('gs-balance').length === 2, 'both balances');
    launcher.element.realityCheck = Number(SOON);
    await launcher.phase('reality-check');
    expect(launcher.text()).to.contain('-€12.70');
    expect((launcher.detailsOf('gs-reality-check') as { net: number }[])[0]?.net).to.equal(-12.7);
    launcher.tell('deposit');
    await until(() => launcher.text().includes('unknown'), 'money was paid in');
  });

  it('lets the player leave from there', async () => {
    const launcher = await playing();
    launcher.element.realityCheck = Number(SOON);
    await launcher.phase('reality-check');
    await launcher.element.updateComplete;
    await until(() => launcher.panel()?.querySelector('button:not([aria-disabled])'), 'it can be answered');
    launcher.panel()!.querySelectorAll<HTMLButtonElement>('button')[1].click();
    await launcher.phase('ended');
    expect((launcher.detailsOf('gs-end') as { reason: string }[])[0]?.reason).to.equal('reality-check');
  });
});

describe('pauses and breaks', () => {
  it('pauses between rounds, or at once', async () => {
    const launcher = await playing();
    launcher.tell('busy');
    await launcher.phase('busy');
    launcher.element.pauseGame();
    await launcher.element.updateComplete;
    expect(launcher.element.phase).to.equal('busy');
    launcher.tell('idle');
    await launcher.phase('paused');
    await expectAccessible(launcher.element);
    await launcher.answer('Continue');
    await launcher.phase('playing');
    launcher.tell('busy');
    await launcher.phase('busy');
    launcher.element.pauseGame({ when: 'now' });
    await launcher.phase('paused');
    launcher.element.resumeGame();
    await launcher.phase('busy');
  });

  it('sends the player on a break that nothing but time ends', async () => {
    const launcher = await playing({ 'break-duration': '0.1' });
    launcher.element.breakAfter = Number(SOON);
    await launcher.phase('break');
    await launcher.element.updateComplete;
    expect(launcher.text()).to.match(/You can go on in 0:0\d\./);
    expect(() => launcher.button('Continue')).to.throw();
    launcher.element.resumeGame();
    expect(launcher.element.phase).to.equal('break');
    await expectAccessible(launcher.element);
    await launcher.element.end();
    await launcher.phase('ended');
    await launcher.answer('Play again');
    await launcher.phase('break');
    expect(launcher.countOf('startGameSession'), 'no game during a break').to.equal(1);
    await launcher.phase('poster');
    launcher.element.breakAfter = 0;
    await launcher.play();
  });
});

describe('one game in all tabs', () => {
  it('says where the other one is, and is ready when that ends', async () => {
    const first = await playing({ 'single-game': '' });
    const second = await setupLauncher({ attributes: { 'session-id': 'gs_demo', 'game-id': TOLD, 'single-game': '' } });
    second.button('Play Orb Hunt').click();
    await second.phase('locked-elsewhere');
    expect(second.text()).to.contain('You are playing in another tab').and.to.contain(`Orb Hunt · ${document.title}`);
    expect(second.countOf('startGameSession')).to.equal(0);
    await expectAccessible(second.element);
    await first.element.end();
    await second.phase('poster');
    await second.play();
    await second.element.end();
  });
});

describe('leaving', () => {
  const ended = async (launcher: Launcher, how: string) => {
    await until(() => launcher.countOf('endGameSession') === 1, `the end has arrived after ${how}`);
    expect((launcher.detailsOf('gs-end') as { reason: string }[])[0]?.reason).to.equal('leave');
  };

  it('ends the game when the element is taken away, not when it is moved', async () => {
    const launcher = await playing();
    const { element } = launcher;
    element.parentElement!.append(document.createElement('p'), element);
    await element.updateComplete;
    expect(element.phase).to.not.equal('ended');
    expect(launcher.countOf('endGameSession')).to.equal(0);
    element.remove();
    await ended(launcher, 'removal');
  });

  it('ends the game when the page goes', async () => {
    const launcher = await playing();
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await ended(launcher, 'pagehide');
    expect(launcher.element.phase).to.equal('ended');
  });

  it('ends a game that starts while nobody is left to play it', async () => {
    const launcher = await setupLauncher({
      attributes: { 'session-id': 'gs_demo', 'game-id': TOLD },
      switches: { latency: 50 },
    });
    launcher.button('Play Orb Hunt').click();
    await until(() => launcher.countOf('startGameSession') === 1, 'the request is under way');
    launcher.element.remove();
    await until(() => launcher.countOf('endGameSession') === 1, 'the end');
    expect(launcher.detailsOf('gs-launch')).to.deep.equal([]);
  });

  it('keeps a game that shall be kept', async () => {
    const launcher = await playing({ 'keep-session': '' });
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(launcher.element.phase).to.equal('playing');
    launcher.element.remove();
    await launcher.element.updateComplete;
    expect(launcher.countOf('endGameSession')).to.equal(0);
  });
});

describe('coming back', () => {
  /** What a page leaves behind that was reloaded in the middle of a game. */
  const reloaded = async (attributes: Record<string, string> = {}) => {
    const launcher = await playing({ 'keep-session': '', ...attributes });
    const [{ sessionId }] = launcher.detailsOf('gs-launch') as [{ sessionId: string }];
    launcher.element.remove();
    const later = document.createElement('gs-session-launcher');
    for (const { name, value } of launcher.element.attributes)
      if (!/^(phase|state)$/.test(name)) later.setAttribute(name, value);
    const launched: { sessionId: string; resumed: boolean }[] = [];
    later.addEventListener('gs-launch', ({ detail }) => launched.push(detail));
    return { ...launcher, later, launched, sessionId };
  };

  const press = async (element: Element, name: string) => {
    const buttons = () => [
      ...element.shadowRoot!.querySelector('gs-game-shell')!.shadowRoot!.querySelectorAll('button'),
    ];
    const found = () =>
      buttons().find((one) => one.innerText.trim() === name && one.getAttribute('aria-disabled') === null);
    await until(found, `“${name}” can be used`);
    found()!.click();
  };

  it('offers the game that is still open, and brings the same session back', async () => {
    const { provider, later, launched, sessionId, countOf } = await reloaded();
    provider.append(later);
    await until(() => later.phase === 'resumable', 'the offer');
    await later.updateComplete;
    expect(textOf(later.shadowRoot!)).to.contain('Your game is still open');
    await expectAccessible(later);
    expect(countOf('startGameSession')).to.equal(1);
    await press(later, 'Resume');
    await until(() => later.phase === 'playing', 'the game');
    expect(launched).to.deep.equal([{ gameId: TOLD, sessionId, resumed: true }]);
    expect(countOf('startGameSession')).to.equal(1);
    await later.end();
  });

  it('ends the old game when the player wants a new one', async () => {
    const { provider, later, launched, countOf } = await reloaded();
    provider.append(later);
    await until(() => later.phase === 'resumable', 'the offer');
    await press(later, 'New game');
    await until(() => later.phase === 'playing', 'the new game');
    expect([countOf('startGameSession'), countOf('endGameSession')]).to.deep.equal([2, 1]);
    expect(launched[0]?.resumed).to.be.false;
    await later.end();
  });

  it('offers nothing that the service has closed, or that was another player’s', async () => {
    const { provider, later, sessionId } = await reloaded();
    const closed = await fetchEnd(provider, sessionId);
    expect(closed).to.equal(200);
    provider.append(later);
    await until(() => later.shadowRoot?.querySelector('.play-button'), 'the poster, with nothing kept');
    expect(later.phase).to.equal('poster');
    const other = await reloaded();
    other.provider.playerId = 'pl_other';
    other.provider.append(other.later);
    await until(() => other.later.shadowRoot?.querySelector('.play-button'), 'the poster');
    expect(other.later.phase).to.equal('poster');
  });

  const fetchEnd = async (provider: { fetch?: typeof fetch; iplaygamesUrl?: string }, sessionId: string) => {
    const url = `${provider.iplaygamesUrl}/api/v1/game-sessions/${sessionId}/end`;
    const headers = { authorization: 'Bearer sandbox-iplaygames-key' };
    return (await provider.fetch!(url, { method: 'POST', headers })).status;
  };

  it('believes no storage', async () => {
    for (const text of [
      '{',
      '[]',
      'null',
      '{"sessionId":1}',
      '{"sessionId":"x","url":"javascript:alert(1)","gameId":"1","startedAt":1,"checkedAt":1,"since":1,"playerId":"pl_you"}',
    ]) {
      sessionStorage.clear();
      sessionStorage.setItem('gs-play gs_demo', text);
      const launcher = await setupLauncher({ attributes: { 'session-id': 'gs_demo', 'game-id': TOLD } });
      await until(() => launcher.root.querySelector('.play-button'), 'the poster');
      expect(launcher.element.phase).to.equal('poster');
      launcher.element.remove();
    }
  });
});

it('keeps what the law wants to be seen out of the game’s reach', async () => {
  const launcher = await playing();
  launcher.element.innerHTML =
    '<b slot="market-logos">MGA</b><b slot="age-notice">18+</b><button slot="panic-button">Stop</button>';
  await launcher.element.updateComplete;
  for (const notice of launcher.element.children) {
    const { x, y, width, height } = notice.getBoundingClientRect();
    notice.scrollIntoView();
    const { y: top } = notice.getBoundingClientRect();
    expect(document.elementFromPoint(x + width / 2, top + height / 2)).to.equal(notice);
    expect(y).to.be.greaterThan(0);
  }
});

describe('panels', () => {
  it('are not answered by a key that is hammered, whatever has the focus', async () => {
    const launcher = await playing();
    launcher.element.realityCheck = Number(SOON);
    await launcher.phase('reality-check');
    // The real keys have pauses that the machine decides about; these have none that the page could notice.
    const hammer = setInterval(() => {
      for (const type of ['keydown', 'keyup']) dispatchEvent(new KeyboardEvent(type, { code: 'KeyH' }));
    }, 20);
    for (let presses = 0; presses < 12; presses++) {
      await sendKeys({ press: ' ' });
      await sendKeys({ press: 'Enter' });
      await new Promise(requestAnimationFrame);
    }
    expect(launcher.element.phase).to.equal('reality-check');
    launcher.panel()!.querySelector('button')!.click();
    expect(launcher.element.phase, 'a tap meant for the game').to.equal('reality-check');
    clearInterval(hammer);
    launcher.element.realityCheck = 0;
    await launcher.answer('Continue');
    await launcher.phase('playing');
  });

  it('offer no End as the first thing in a break, and ask before they end the game', async () => {
    const launcher = await playing({ 'break-duration': '1' });
    launcher.element.breakAfter = Number(SOON);
    await launcher.phase('break');
    await launcher.element.updateComplete;
    await until(() => launcher.shell()!.activeElement?.className === 'panel-title', 'the title has the focus');
    await until(() => launcher.panel()?.querySelector('button:not([aria-disabled])'), 'it can be answered');
    launcher.panel()!.querySelector<HTMLButtonElement>('button')!.click();
    await launcher.element.updateComplete;
    expect(launcher.text()).to.contain('End the game?');
    expect(launcher.element.phase).to.equal('break');
  });
});

describe('another player', () => {
  it('ends the game of the former one before anything of theirs starts', async () => {
    const launcher = await playing();
    launcher.provider.playerId = 'pl_second';
    await launcher.phase('poster');
    expect(launcher.iframe() ?? null).to.equal(null);
    await until(() => launcher.countOf('endGameSession') === 1, 'the end');
    expect((launcher.detailsOf('gs-end') as { reason: string }[])[0]?.reason).to.equal('player-change');
  });
});

describe('the same game in a second place', () => {
  it('is not shared behind the first one’s back: the player is shown there, or moves it here', async () => {
    const launcher = await playing();
    const second = document.createElement('gs-session-launcher');
    second.noSessions = true;
    second.loading = 'eager';
    second.gameId = TOLD;
    launcher.provider.append(second);
    await until(() => second.shadowRoot?.querySelector('.play-button'), 'the poster');
    await second.launch();
    await until(() => second.phase === 'locked-elsewhere', 'it is said');
    await second.updateComplete;
    expect(textOf(second.shadowRoot!)).to.contain('This game is open on this page');
    expect(launcher.countOf('startGameSession')).to.equal(1);
    const names = [...second.shadowRoot!.querySelector('gs-game-shell')!.shadowRoot!.querySelectorAll('.panel button')];
    const move = names.find((one) => one.textContent === 'End it there and play here') as HTMLButtonElement;
    await until(() => move.getAttribute('aria-disabled') === null, 'it can be used');
    move.click();
    await until(() => second.phase === 'playing', 'it is played here');
    expect(launcher.element.phase).to.equal('ended');
    expect([launcher.countOf('startGameSession'), launcher.countOf('endGameSession')]).to.deep.equal([2, 1]);
  });
});
