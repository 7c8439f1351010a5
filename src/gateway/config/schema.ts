/** The schema of the whole config. */
import * as z from 'zod/mini';
import { services, tokens } from './service-schemas.js';
import {
  addresses,
  count,
  functionOr,
  headerName,
  isOrigin,
  isUpstream,
  refined,
  rate,
  scope,
  secret,
} from './values.js';
import { publishable, type Scope } from '../auth/scopes.js';

/** Checks a GatewayConfig. */
export const configSchema = z
  .strictObject(
    {
      origins: z
        .array(
          refined(
            'must be an exact origin, such as https://lobby.example.com: no path, no wildcard, not "null".',
            isOrigin,
          ),
          {
            error: 'must be a list of origins, such as ["https://lobby.example.com"].',
          },
        )
        .check(z.minLength(1, { error: 'must name at least one origin, such as "https://lobby.example.com".' })),
      allowedHeaders: z.optional(z.array(headerName, { error: 'must be a list of header names.' })),
      basePath: z.optional(refined('must begin with a slash, such as /gs.', (value) => /^\/[\w./-]*$/.test(value))),
      tokens: z.optional(tokens),
      public: z.optional(
        z.array(
          scope.check(
            z.refine((it: Scope) => publishable.includes(it), {
              error: `may only be ${publishable.join(', ')}: the others act for a player and need a token.`,
            }),
          ),
          {
            error: `must be a list of ${publishable.join(', ')}.`,
          },
        ),
      ),
      ...services,
      client: z.optional(
        z.strictObject(
          {
            proxies: z.union([z.array(addresses), z.literal('platform')], {
              error: 'must be a list of addresses or CIDR ranges, such as ["10.0.0.0/8"], or "platform".',
            }),
            ipHeader: z.optional(headerName),
            countryHeader: z.optional(headerName),
          },
          { error: 'must be { proxies } and optionally ipHeader, countryHeader.' },
        ),
      ),
      handles: z.optional(
        z.strictObject(
          {
            secrets: z
              .array(secret, { error: 'must be a list of secrets.' })
              .check(z.minLength(1, { error: 'must hold at least one secret.' })),
          },
          { error: 'must be { secrets }.' },
        ),
      ),
      cache: z.optional(
        z.strictObject({
          storage: z.optional(
            z.custom<object>((it) => typeof (it as { getItem?: unknown })?.getItem === 'function', {
              error: 'must be a storage made by unstorage.',
            }),
          ),
          entries: z.optional(count('must be 10 to 1 000 000.', 10, 1e6)),
          bytes: z.optional(count('must be 1 048 576 (1 MiB) or more.', 1 << 20, 2 ** 40)),
        }),
      ),
      limits: z.optional(
        z.strictObject({
          public: rate,
          ip: rate,
          token: rate,
          write: rate,
          start: rate,
          limiter: functionOr('must be a function.'),
        }),
      ),
      live: z.optional(
        z.strictObject({
          interval: z.optional(count('must be 1 to 60 seconds.', 1, 60)),
          heartbeat: z.optional(count('must be 1 to 120 seconds.', 1, 120)),
          listeners: z.optional(count('must be 0 or more.', 0, 1e6)),
          perCaller: z.optional(count('must be 1 or more.', 1, 1e6)),
          perAddress: z.optional(count('must be 1 or more.', 1, 1e6)),
        }),
      ),
      embed: z.optional(
        z.strictObject(
          {
            script: refined('must be the url of embed.js: https, or http in private networks.', isUpstream),
            frameAncestors: z
              .array(refined('must be an exact origin, such as https://shop.example.com.', isOrigin), {
                error: 'must be a list of origins.',
              })
              .check(z.minLength(1, { error: 'must name at least one origin that may frame the pages.' })),
          },
          { error: 'must be { script, frameAncestors }.' },
        ),
      ),
      timeouts: z.optional(
        z.strictObject({
          read: z.optional(count('must be 100 to 60 000 milliseconds.', 100, 60_000)),
          write: z.optional(count('must be 100 to 60 000 milliseconds.', 100, 60_000)),
          start: z.optional(count('must be 100 to 60 000 milliseconds.', 100, 60_000)),
        }),
      ),
      fetch: functionOr('must be a function like fetch.'),
      log: z.optional(
        z.union([z.literal(false), z.custom<() => void>((it) => typeof it === 'function')], {
          error: 'must be a function or false.',
        }),
      ),
      clock: z.optional(
        z.custom<object>((it) => typeof (it as { now?: unknown })?.now === 'function', {
          error: 'must be { now, elapsed, after }.',
        }),
      ),
    },
    { error: 'must be an object.' },
  )
  .check(
    z.refine((it) => !!(it.meshmap ?? it.iplaygames ?? it.vaix), {
      error: 'must configure at least one of meshmap, iplaygames, vaix: there is nothing to pass on.',
    }),
    z.refine((it) => !!(it.tokens ?? it.public?.length), {
      path: ['tokens'],
      error: 'must be set (such as { secret }), unless `public` lists what needs no token: nobody could read anything.',
    }),
    z.refine(
      (it) =>
        !it.iplaygames || !it.tokens || !!(it.handles ?? it.tokens.secret ?? it.tokens.keys?.some((one) => one.secret)),
      {
        path: ['handles'],
        error:
          'must be { secrets: [...] } when tokens are checked by public keys: sessions are bound to players by a secret.',
      },
    ),
  );
