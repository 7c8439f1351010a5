/**
 * Maps requests: makes the upstream's query and body. Player, address, country, currency and return url come from the token, the
 * connection and the config; a caller's own values for those are ignored.
 */
import * as z from 'zod/mini';
import { operations as meshmap } from '../api/meshmap/schemas.js';
import { toFieldIssues } from '../api/parse.js';
import { gatewayError } from './http/http-response.js';
import type { ClientAddress } from './http/client-address.js';
import type { GatewaySettings } from './config/config.js';
import type { Claims } from './auth/claims.js';
import type { UpstreamCall } from './upstream/upstream-request.js';

/** Input of a mapper. */
export interface MappedRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The caller's JSON; undefined when there was none. */
  readonly body: unknown;
  readonly claims: Claims | undefined;
  readonly caller: ClientAddress;
  readonly settings: GatewaySettings;
}

/** Throws `invalid` with the fields at fault, or `forbidden`. */
export type RequestMapper = (asked: MappedRequest) => UpstreamCall;

const gameId = z.union([z.int(), z.string().check(z.regex(/^[1-9]\d{0,15}$/))], { error: 'must be the id of a game' });
const locale = z.optional(
  z.nullable(z.string().check(z.regex(/^[a-z]{2}$/, { error: 'must be two letters, such as en' }))),
);
const device = z.optional(
  z.nullable(z.enum(['desktop', 'mobile', 'tablet'], { error: 'must be desktop, mobile or tablet' })),
);

const text = z.optional(z.nullable(z.string()));
const gameStart = z.object({ game_id: gameId, locale, device, return_url: text, freespin_id: text });
const multiStart = z.object({
  game_ids: z.optional(z.array(gameId).check(z.minLength(1), z.maxLength(20, { error: 'must be 20 games at most' }))),
  locale,
  device,
});
const scoreBody = z.object({
  score: z
    .number({ error: 'must be a finite number' })
    .check(z.refine(Number.isFinite, { error: 'must be a finite number' })),
});

function read<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const result = z.safeParse(schema, body ?? {});
  if (result.success) return result.data;
  throw gatewayError('invalid', 'Some fields are not right.', { fields: toFieldIssues(result.error.issues) });
}

const wrong = (path: string, message: string) => gatewayError('invalid', message, { fields: [{ path, message }] });

/** The player of the token; routes that need one have checked that there is one. */
const player = ({ claims }: MappedRequest) => claims?.sub ?? '';

/** The player's fields of a start. */
function playerFacts(asked: MappedRequest): Record<string, string> {
  const currency = asked.claims?.cur;
  const country = asked.claims?.cc ?? asked.caller.country;
  if (!currency) throw wrong('currency', 'The token names no currency.');
  if (!country) throw wrong('country_code', 'Neither the token nor the connection says which country this is.');
  if (!asked.caller.ip) throw wrong('ip_address', 'The address of the caller is not known to the gateway.');
  return { player_id: player(asked), currency, country_code: country, ip_address: asked.caller.ip };
}

/** Only games of the config's list, when there is one. */
function checkGames(ids: readonly (string | number)[], { settings }: MappedRequest): void {
  const games = settings.iplaygames?.games;
  if (!games || ids.every((id) => games.some((game) => String(game) === String(id)))) return;
  throw gatewayError('not-found', 'There is no such game here.');
}

/** The caller's return url when the config lists it (by origin and path prefix), else the first one listed. */
function returnUrl(proposed: string | null | undefined, listed: readonly string[] = []): string | undefined {
  const url = proposed && URL.canParse(proposed) ? new URL(proposed) : undefined;
  const fits = (one: URL) => {
    const path = one.pathname.replace(/\/?$/, '/');
    return !!url && url.origin === one.origin && !url.username && !url.password && `${url.pathname}/`.startsWith(path);
  };
  return url && listed.some((one) => fits(new URL(one))) ? url.href : listed[0];
}

/** The free spins that the caller names, as the token grants them; none otherwise. */
function freeSpins(id: string | null | undefined, { claims }: MappedRequest): Record<string, unknown> {
  const granted = claims?.fs?.find((one) => one.id === id);
  if (!granted) return {};
  const { count, bet, days } = granted;
  return { freespin_id: id, freespin_count: count, freespin_bet_amount: bet, expire_days: days };
}

const present = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

/** Mappers by operation. */
export const bodies = {
  createGameSession: ({ body }) => {
    const session = read<Record<string, unknown>>(meshmap.createGameSession.body, body);
    if (session.miniGameTypeId && session.miniGameTypeName) {
      throw wrong('miniGameTypeName', 'Give the id or the name of the mini game, not both.');
    }
    return { body: present(session) };
  },
  registerSessionPlayer: (asked) => ({ params: asked.params, body: { playerId: player(asked) } }),
  setSessionPlayerScore: (asked) => {
    if (asked.params.playerId !== player(asked))
      throw gatewayError('forbidden', 'Players can only write their own score.');
    const { score } = read(scoreBody, asked.body);
    return { params: asked.params, body: { score } };
  },
  startGameSession: (asked) => {
    const { game_id, return_url, freespin_id, ...rest } = read(gameStart, asked.body);
    checkGames([game_id], asked);
    const back = returnUrl(return_url, asked.settings.iplaygames?.returnUrls);
    const spins = freeSpins(freespin_id, asked);
    return { body: present({ game_id: Number(game_id), ...playerFacts(asked), return_url: back, ...spins, ...rest }) };
  },
  startMultiSession: (asked) => {
    const { game_ids, ...rest } = read(multiStart, asked.body);
    // without ids the vendor would choose among all games, listed or not
    const ids = (game_ids ?? asked.settings.iplaygames?.games?.slice(0, 20))?.map(String);
    checkGames(ids ?? [], asked);
    return { body: present({ ...playerFacts(asked), game_ids: ids, ...rest }) };
  },
  getLatestGameSessions: (asked) => {
    const { operator, bookmakerId, subBookmakerId } = asked.settings.vaix ?? {};
    const group = {
      ...(operator === undefined ? {} : { operator }),
      ...(bookmakerId === undefined ? {} : { bookmaker_id: String(bookmakerId) }),
      ...(subBookmakerId === undefined ? {} : { sub_bookmaker_id: String(subBookmakerId) }),
    };
    return { query: { ...asked.query, ...group, user: player(asked) } };
  },
} satisfies Record<string, RequestMapper>;
