// The page's own switches: light or dark, and the language. The widgets follow the page by themselves.
const look = document.querySelector('.look');
const root = document.documentElement;

function apply() {
  const { scheme, lang } = Object.fromEntries(new FormData(look));
  root.style.setProperty('color-scheme', scheme);
  root.lang = lang;
  root.dir = lang === 'ar' ? 'rtl' : 'ltr';
}

const asked = new URLSearchParams(location.search);
for (const name of ['scheme', 'lang']) if (asked.has(name)) look.elements[name].value = asked.get(name);
look.addEventListener('change', apply);
apply();
