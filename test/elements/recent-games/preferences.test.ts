/** Hiding, favourites, focus, the way to all games, and what starts a game. */
import { expect, nextFrame } from '@open-wc/testing';
import { answer, row, setup } from '../../support/recent-games.js';
import { until } from '../../support/until.js';

const rows = [row(1), row(2), row(3)];
const button = (root: ShadowRoot, part: string, index = 0) =>
  [...root.querySelectorAll<HTMLElement>(`[part~=${part}]`)][index];

describe('<gs-recent-games>, as the player likes it', () => {
  beforeEach(() => localStorage.clear());
  after(() => localStorage.clear());

  it('hides a game, keeps that, keeps the focus among the cards, and shows it again', async () => {
    const { element, root, titles } = await setup({ ...answer(rows), attributes: { 'allow-hide': '' } });
    const hide = button(root, 'hide-button', 1);
    expect(hide.getAttribute('aria-label')).to.equal('Hide Game 2');
    hide.focus();
    hide.click();
    await element.updateComplete;
    expect(titles()).to.deep.equal(['Game 1', 'Game 3']);
    expect(root.activeElement?.closest('.card')?.textContent).to.contain('Game 3');
    expect(button(root, 'hidden-games').textContent).to.contain('1 game hidden');
    const other = await setup({ ...answer(rows), attributes: { 'allow-hide': '' } });
    expect(other.titles()).to.deep.equal(['Game 1', 'Game 3']);
    const stranger = await setup({ ...answer(rows), attributes: { 'allow-hide': '' }, player: { id: 'else' } });
    expect(stranger.titles()).to.have.length(3);
    button(root, 'show-hidden-button').click();
    await element.updateComplete;
    expect(titles()).to.have.length(3);
    expect(button(root, 'hidden-games')).to.equal(undefined);
  });

  it('puts favourites first, with the focus on the same game, and keeps them', async () => {
    const { element, root, titles } = await setup({ ...answer(rows), attributes: { 'allow-favourite': '' } });
    root.querySelectorAll<HTMLElement>('.title')[2].focus();
    button(root, 'favourite-button', 2).click();
    await element.updateComplete;
    expect(titles()).to.deep.equal(['Game 3', 'Game 1', 'Game 2']);
    expect(root.activeElement?.textContent?.trim()).to.equal('Game 3');
    expect(button(root, 'favourite-button').getAttribute('aria-pressed')).to.equal('true');
    const other = await setup({ ...answer(rows), attributes: { 'allow-favourite': '' } });
    expect(other.titles()[0]).to.equal('Game 3');
    // Without the attribute what was stored changes nothing.
    const plain = await setup(answer(rows));
    expect(plain.titles()[0]).to.equal('Game 1');
    expect(button(plain.root, 'favourite-button')).to.equal(undefined);
  });

  it('works where the storage holds something else', async () => {
    localStorage.setItem('gs-recent-games pl_you', '{"hidden":5,"favourites":[{}]}');
    const { titles } = await setup({ ...answer(rows), attributes: { 'allow-hide': '', 'allow-favourite': '' } });
    expect(titles()).to.have.length(3);
  });

  it('links to all games, never to a script', async () => {
    const { element, root } = await setup({ ...answer(rows), attributes: { 'see-all-href': '/games' } });
    expect(button(root, 'see-all').getAttribute('href')).to.equal('/games');
    element.seeAllHref = 'javascript:alert(1)';
    await element.updateComplete;
    expect(button(root, 'see-all')).to.equal(undefined);
    expect(root.querySelector('slot[name=see-all]')).to.exist;
  });

  it('has lists with a name and a role, verbs on buttons, and badges after the name', async () => {
    const { root } = await setup({
      ...answer([row(1, { has_jackpot: true })]),
      attributes: { heading: 'Played' },
    });
    const list = root.querySelector('ul')!;
    expect([list.getAttribute('role'), list.getAttribute('aria-label')]).to.deep.equal(['list', 'Played']);
    const title = root.querySelector('.title')!;
    expect(title.getAttribute('aria-label')).to.equal('Play Game 1');
    const badge = root.querySelector('[part=badge]')!;
    expect(title.compareDocumentPosition(badge) & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
    // To the eye the picture is still above the name.
    const art = root.querySelector('[part=art]')!.getBoundingClientRect();
    expect(art.bottom).to.be.at.most(title.getBoundingClientRect().top + 1);
  });

  it('keeps a carousel button that has the focus until it leaves, although there is no more', async () => {
    const many = Array.from({ length: 12 }, (_, index) => row(index));
    const { root } = await setup(answer(many));
    await until(() => button(root, 'next-button'), 'more to come');
    const next = button(root, 'next-button');
    next.focus();
    root.querySelector('.scroller')!.scrollTo({ left: 99_999, behavior: 'instant' });
    await until(() => next.getAttribute('aria-disabled') === 'true', 'no more');
    expect(root.activeElement).to.equal(next);
    root.querySelector<HTMLElement>('.title')!.focus({ preventScroll: true });
    await until(() => !button(root, 'next-button'), 'gone');
  });

  it('gives pictures the aspect and cards the size that the page names', async () => {
    const { element, root } = await setup(answer(rows));
    element.style.cssText = '--gs-card-aspect: 3/4; --gs-card-size: 150px';
    const { width, height } = root.querySelector('[part=art]')!.getBoundingClientRect();
    expect([Math.round(width), Math.round(height)]).to.deep.equal([150, 200]);
  });

  it('asks at most twice for a storm of events that any script can dispatch', async () => {
    const { element, countOf } = await setup(answer(rows));
    for (let i = 0; i < 500; i++) document.dispatchEvent(new CustomEvent('gs-end'));
    await until(() => countOf('getLatestGameSessions') === 2, 'asked again');
    await until(() => !element.refreshing, 'answered');
    for (let i = 0; i < 500; i++) document.dispatchEvent(new CustomEvent('gs-end'));
    expect(element.refreshing).to.equal(false);
    await nextFrame();
    expect(countOf('getLatestGameSessions')).to.equal(2);
  });

  it('starts a game in the nearest launcher, else in the nearest swiper', async () => {
    const started: string[] = [];
    for (const tag of ['gs-session-launcher', 'gs-multi-swiper'])
      if (!customElements.get(tag)) customElements.define(tag, class extends HTMLElement {});
    const player = (tag: string, name: string) =>
      Object.assign(document.createElement(tag), {
        launch: ({ gameId }: { gameId: string }) => started.push(`${name} launches ${gameId}`),
        append: (id: string) => started.push(`${name} appends ${id}`),
        goTo: (id: string) => started.push(`${name} goes to ${id}`),
      });
    const { element, control } = await setup(answer(rows));
    const far = player('gs-session-launcher', 'far');
    document.body.prepend(far);
    const near = player('gs-session-launcher', 'near');
    const swiper = player('gs-multi-swiper', 'swiper');
    element.after(near, swiper);
    const choose = async (count: number) => {
      control(0).click();
      await until(() => started.length === count, 'started');
    };
    await choose(1);
    near.remove();
    await choose(2);
    far.remove();
    await choose(4);
    expect(started).to.deep.equal(['near launches g1', 'far launches g1', 'swiper appends g1', 'swiper goes to g1']);
    swiper.remove();
  });
});
