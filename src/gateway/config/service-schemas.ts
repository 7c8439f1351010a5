/** Schemas of the config's nested objects: tokens and the three services. */
import * as z from 'zod/mini';
import { count, isUpstream, key, refined, secret, text, upstream } from './values.js';

const gameMessage = 'must be the id of a game, such as 90417.';

const tokenKey = z.strictObject(
  {
    kid: text('must name the key, as in the `kid` of the tokens it signs.'),
    secret: z.optional(secret),
    jwk: z.optional(
      z.looseObject({
        kty: z.literal('OKP', { error: 'must be "OKP": tokens are signed by HS256 (use `secret`) or EdDSA.' }),
        crv: z.literal('Ed25519', { error: 'must be "Ed25519".' }),
        x: text('must be the public key in base64url.'),
      }),
    ),
  },
  { error: 'must be an object { kid, secret } or { kid, jwk }.' },
);

/** Schema of `tokens`. */
export const tokens = z
  .strictObject(
    {
      secret: z.optional(secret),
      keys: z.optional(
        z
          .array(
            tokenKey.check(z.refine((it) => !it.secret !== !it.jwk, { error: 'must have either `secret` or `jwk`.' })),
            { error: 'must be a list of keys, such as [{ kid, secret }].' },
          )
          .check(
            z.refine((all) => new Set(all.map((it) => it.kid)).size === all.length, {
              error: 'must not name the same `kid` twice.',
            }),
          ),
      ),
      jwks: z.optional(refined('must be the https url of a JSON Web Key Set.', isUpstream)),
      audience: z.optional(text('must be the `aud` that tokens for this gateway have.')),
      issuer: z.optional(text('must be the `iss` of whoever signs the tokens.')),
      maxAge: z.optional(count('must be 60 to 900 seconds.', 60, 900)),
      clockTolerance: z.optional(count('must be 0 to 120 seconds.', 0, 120)),
      revoked: z.optional(
        z.union([z.array(z.string()), z.custom<() => boolean>((value) => typeof value === 'function')], {
          error: 'must be a list of `jti` or a function (jti) => boolean.',
        }),
      ),
    },
    { error: 'must be an object such as { secret }.' },
  )
  .check(
    z.refine((it) => !!(it.secret ?? it.keys?.length ?? it.jwks), {
      error: 'must have `secret`, `keys` or `jwks`: without one no token can be checked.',
    }),
  );

/** Schemas of the three services. */
export const services = {
  meshmap: z.optional(
    z.strictObject({ url: upstream('https://meshmap.example.com/api/v1'), key }, { error: 'must be { url, key }.' }),
  ),
  iplaygames: z.optional(
    z.strictObject(
      {
        url: z.optional(upstream('https://api.iplaygames.ai')),
        key,
        games: z.optional(
          z.array(
            z.union([z.int(), refined(gameMessage, (value) => /^[1-9]\d{0,15}$/.test(value))], {
              error: 'must be the id of a game, such as 90417.',
            }),
            {
              error: 'must be a list of game ids, such as [90417, 17].',
            },
          ),
        ),
        returnUrls: z.optional(
          z.array(refined('must be an absolute https url.', isUpstream), { error: 'must be a list of https urls.' }),
        ),
      },
      { error: 'must be { key } and optionally url, games, returnUrls.' },
    ),
  ),
  vaix: z.optional(
    z.strictObject(
      {
        url: z.optional(upstream('https://api.vaix.ai')),
        key,
        clientId: refined('must be your Vaix client id.', (value) => /^[\x21-\x7e]+$/.test(value)),
        authenticationMethod: z.optional(z.enum(['vaix', 'iam'], { error: 'must be "vaix" or "iam".' })),
        operator: z.optional(text('must be the name of the operator with Vaix.')),
        bookmakerId: z.optional(count('must be the id of the bookmaker with Vaix.', 0, 2 ** 31)),
        subBookmakerId: z.optional(count('must be the id of the sub-bookmaker with Vaix.', 0, 2 ** 31)),
      },
      {
        error:
          'must be { key, clientId } and optionally url, authenticationMethod, operator, bookmakerId, subBookmakerId.',
      },
    ),
  ),
};
