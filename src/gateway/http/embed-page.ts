/**
 * Embed pages: `GET /embed/{element}?…` is an HTML page with one widget, for sites that only take an iframe, for streaming overlays
 * and wall screens. The query is the widget's attributes, by an allow-list. Data comes by public scopes, or by a token in the
 * fragment (`#token=…`), which browsers do not send to any server. Off unless `embed` is configured.
 */
import type { GatewaySettings } from '../config/config.js';
import type { GatewayResponse, Headers } from './http-response.js';

const common = 'heading heading-level no-header refresh stale-after loading theme lang dir'.split(' ');

/**
 * Attributes by element. What starts games by itself, sends scores, creates or changes something, or names other elements and
 * places of a page is not among them.
 */
export const embedAttributes: Readonly<Record<string, readonly string[]>> = {
  leaderboard: [
    ...common,
    ...'session-id player-id limit view around sort ranking podium score-format score-unit mask-names searchable display'.split(
      ' ',
    ),
    ...'announce tabs rotate show-gap prizes zones player-ids ticker join-url'.split(' '),
  ],
  'session-launcher': [
    ...common,
    ...'session-id game-id game-title game-image status mini-game searchable aspect-ratio target'.split(' '),
    ...'reality-check break-after break-duration jurisdiction'.split(' '),
  ],
  'multi-swiper': [
    ...common,
    ...'mode game-ids game-type provider-slug direction rail progress start-index'.split(' '),
    ...'searchable filterable reality-check break-after break-duration jurisdiction'.split(' '),
  ],
  'recent-games': [
    ...common,
    ...'player-id count distinction min-duration layout group-by show action catalogue see-all-href'.split(' '),
  ],
};

const MAX_QUERY = 4_096;
const MAX_VALUE = 1_000;
/** Seconds that the page may be cached: it holds no data. */
const MAX_AGE = 300;

/** Runs before the module: the gateway is where the page is, and the token is in the fragment, which is then removed. */
const SCRIPT = `const tag=document.querySelector('script[type=module]');
tag.dataset.gateway=location.origin+(document.documentElement.dataset.base??'');
const token=new URLSearchParams(location.hash.slice(1)).get('token');
if(token){tag.dataset.token=token;history.replaceState(null,'',location.pathname+location.search)}`;
const STYLE = 'html{color-scheme:light dark}body{margin:0;background:none}';

/** Makes the function that answers embed pages; undefined for all other paths. */
export function createEmbedPages(
  settings: GatewaySettings,
): (method: string, path: string, query: string, headers: Headers) => Promise<GatewayResponse | undefined> {
  const { embed, basePath } = settings;
  const prefix = `${basePath}/embed/`;
  let policy: Promise<string> | undefined;
  return async (method, path, query, headers) => {
    if (!embed || !path.startsWith(prefix) || (method !== 'GET' && method !== 'HEAD')) return undefined;
    const element = path.slice(prefix.length);
    const allowed = Object.hasOwn(embedAttributes, element) ? embedAttributes[element] : undefined;
    if (!allowed || query.length > MAX_QUERY) return undefined;
    policy ??= contentPolicy(embed);
    return {
      status: 200,
      headers: {
        ...headers,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': await policy,
        'cache-control': `public, max-age=${MAX_AGE}`,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      },
      body: page(element, attributesIn(query, allowed), embed.script, basePath),
    };
  };
}

/** True when a page on this gateway's own host sent the request, as embed pages do. */
export function isOwnOrigin(origin: string, url: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host;
}

function attributesIn(query: string, allowed: readonly string[]): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const isGood = allowed.includes(name) && value.length <= MAX_VALUE && !/\p{Cc}/u.test(value);
    if (isGood && !attributes.has(name)) attributes.set(name, value);
  }
  return attributes;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

function page(element: string, attributes: ReadonlyMap<string, string>, script: string, basePath: string): string {
  const list = [...attributes].map(([name, value]) => ` ${name}="${escape(value)}"`).join('');
  const lang = attributes.get('lang') ?? 'en';
  return `<!doctype html>
<html lang="${escape(lang)}" data-base="${escape(basePath)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(attributes.get('heading') ?? element)}</title>
<style>${STYLE}</style>
<script type="module" src="${escape(script)}"></script>
<script>${SCRIPT}</script>
</head>
<body><gs-${element}${list}></gs-${element}></body>
</html>
`;
}

/** Scripts from the place of embed.js only, requests to this gateway only, frames by the configured origins only. */
async function contentPolicy({ script, frameAncestors }: NonNullable<GatewaySettings['embed']>): Promise<string> {
  const { origin } = new URL(script);
  return [
    `default-src 'none'`,
    `script-src ${origin} '${await hash(SCRIPT)}'`,
    `style-src '${await hash(STYLE)}'`,
    `connect-src 'self'`,
    'img-src https: data:',
    'frame-src https:',
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `frame-ancestors ${frameAncestors.join(' ')}`,
  ].join('; ');
}

/** The source expression of an inline script or style. */
async function hash(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(bytes)))}`;
}
