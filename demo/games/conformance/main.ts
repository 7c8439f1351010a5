/** The page for people who write games: frames a game, and shows what it sends and what is right or wrong with it. */
import { gameCommands, type GameEnvironment } from '../../../src/game/messages.js';
import { Recorder, type RecordedMessage } from './recorder.js';
import type { Outcome } from './sequence.js';
import { show } from './verdicts.js';

const SAMPLES: Readonly<Record<string, string>> = {
  'Orb Hunt': '../orb-hunt/index.html',
  Pairs: '../pairs/index.html',
  'Saffron Comet': '../saffron-comet/index.html',
  'A game with mistakes': './faulty.html',
};
// As `<gs-game-frame>` frames a game.
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-pointer-lock allow-orientation-lock';
const ALLOW = 'fullscreen; autoplay; encrypted-media; screen-wake-lock; gamepad';
const SIGNS: Record<RecordedMessage['verdict'], string> = {
  right: '✓ right',
  wrong: '✗ wrong',
  note: '! note',
  sent: '→ sent',
};
const OUTCOMES: Record<Outcome, string> = { passed: '✓', failed: '✗', open: '○' };

function find<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element as T;
}

function element(tag: string, text = '', className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', text) as HTMLButtonElement;
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

const input = find<HTMLInputElement>('game');
const rows = find('messages');
let frame: HTMLIFrameElement | undefined;
let isDue = false;

const recorder = new Recorder(
  () => frame?.contentWindow ?? null,
  () => {
    // A game may send a hundred messages a second; the page is drawn once a frame.
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      draw();
    });
  },
  () => recorder.sendEnvironment(environment()),
);

function setting(name: string): HTMLInputElement | HTMLSelectElement {
  return find('environment').querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)!;
}
const isOn = (name: string) => (setting(name) as HTMLInputElement).checked;

function environment(): GameEnvironment {
  const [top = 0, right = 0, bottom = 0, left = 0] = setting('safeArea').value.split(' ').map(Number);
  return {
    locale: setting('locale').value,
    theme: setting('theme').value === 'dark' ? 'dark' : 'light',
    muted: isOn('muted'),
    visible: isOn('visible'),
    safeArea: { top, right, bottom, left },
  };
}

/** Frames a game. */
function load(address: string): void {
  const url = URL.canParse(address, location.href) ? new URL(address, location.href) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  find('refusal').textContent = isWeb ? '' : 'That is no address of a web page.';
  if (!url || !isWeb) return;
  input.value = url.href;
  history.replaceState(null, '', `?${new URLSearchParams({ game: url.href }).toString()}`);
  const next = document.createElement('iframe');
  next.title = 'The game';
  next.setAttribute('sandbox', SANDBOX);
  next.allow = ALLOW;
  next.referrerPolicy = 'strict-origin';
  next.addEventListener('load', () => recorder.frameLoaded());
  next.src = url.href;
  frame = next;
  recorder.restart(url.href);
  find('stage').replaceChildren(next);
  applySize();
}

function applySize(): void {
  const [width, height] = setting('size').value.split('x');
  const { style } = find('stage');
  style.setProperty('inline-size', width ? `${width}px` : '');
  style.setProperty('block-size', height ? `${height}px` : '');
  frame?.style.setProperty('color-scheme', setting('theme').value);
}

/** Loads the same game anew in the frame that is there, so that its document can say goodbye. */
function reload(): void {
  if (!frame) return;
  const { src } = frame;
  if (src.includes('#')) return load(src); // the frame would only go to the fragment
  recorder.sequence.leaving();
  frame.src = src;
}

function draw(): void {
  find('checks').replaceChildren(
    ...recorder.sequence.checks.map(({ name, outcome, detail }) => {
      const item = element('li', '', outcome);
      const sign = element('span', OUTCOMES[outcome], 'sign');
      sign.setAttribute('role', 'img');
      sign.setAttribute('aria-label', outcome === 'open' ? 'not seen yet' : outcome);
      item.append(sign, element('strong', name), element('span', detail, 'detail'));
      return item;
    }),
  );
  drawMessages();
}

/** Adds what is new; the list starts again when the game does. */
function drawMessages(): void {
  const { messages } = recorder;
  if (rows.childElementCount > messages.length) rows.replaceChildren();
  const scroll = rows.closest('.scroll')!;
  const isAtEnd = scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - 4;
  rows.append(...messages.slice(rows.childElementCount).map(row));
  if (isAtEnd) scroll.scrollTop = scroll.scrollHeight;
  const count = (verdict: RecordedMessage['verdict']) =>
    messages.filter((message) => message.verdict === verdict).length;
  const left = recorder.recording.left;
  find('summary').textContent =
    `${count('right')} right, ${count('wrong')} wrong, ${count('note')} with a note` +
    (left ? `, ${left} more not kept` : '');
}

function row({ at, from, way, data, verdict, why }: RecordedMessage): HTMLElement {
  const made = element('tr', '', verdict);
  const message = element('td');
  message.append(element('code', show(data, 300)));
  made.append(
    element('td', `${(at / 1000).toFixed(2)} s`),
    element('td', `${from}, ${way}`),
    message,
    element('td', SIGNS[verdict]),
    element('td', why),
  );
  return made;
}

function download(): void {
  const file = new Blob([JSON.stringify(recorder.recording, null, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `game-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

window.addEventListener('message', (event) => recorder.handleMessage(event as MessageEvent<unknown>));
find('address').addEventListener('submit', (event) => {
  event.preventDefault();
  load(input.value);
});
find('samples').append('or ', ...Object.entries(SAMPLES).map(([name, address]) => button(name, () => load(address))));
find('commands').append(
  ...gameCommands.map((command) =>
    button(command, () => {
      if (!recorder.send(command))
        find('summary').textContent = `“${command}” cannot be sent: the game is not connected, or has no word for it.`;
    }),
  ),
  button('load again', reload),
);
find('environment').addEventListener('input', () => {
  applySize();
  recorder.sendEnvironment(environment());
});
find('only-flaws').addEventListener('change', (event) => {
  rows.classList.toggle('only-flaws', (event.target as HTMLInputElement).checked);
});
find('download').addEventListener('click', download);

draw();
const wanted = new URLSearchParams(location.search).get('game');
if (wanted) load(wanted);
