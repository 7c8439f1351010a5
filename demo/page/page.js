// What a page's own script does around the widgets, which follow the page's colours and language by themselves.
const look = document.querySelector('.look');
const rules = document.querySelector('.rules');
const root = document.documentElement;

function applyLook() {
  const { scheme, lang } = Object.fromEntries(new FormData(look));
  root.style.setProperty('color-scheme', scheme);
  root.lang = lang;
  root.dir = lang === 'ar' ? 'rtl' : 'ltr';
}

function applyRules() {
  const minutes = new FormData(rules).get('reality-check');
  for (const launcher of document.querySelectorAll('gs-session-launcher')) {
    launcher.setAttribute('reality-check', minutes);
  }
}

// The address may choose too: ?scheme=dark&lang=de&reality-check=0.1
for (const [name, value] of new URLSearchParams(location.search)) {
  const select = look.elements[name] ?? rules.elements[name];
  if ([...(select?.options ?? [])].some((option) => option.value === value)) select.value = value;
}
look.addEventListener('change', applyLook);
rules.addEventListener('change', applyRules);
applyLook();
applyRules();

// A session of the lobby is played with the game that its mini game names.
const lobby = document.querySelector('#lobby');
const games = { 'Orb Hunt': '102', 'Lantern Pairs': '103', 'Saffron Comet': '101' };
lobby.resolveGame = ({ miniGame }) => games[miniGame?.name];
