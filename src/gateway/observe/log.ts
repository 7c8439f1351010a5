/** Log lines that can be kept: no keys, no tokens, no queries of urls, no names. */
import { secretsOf } from '../auth/keys.js';
import type { GatewaySettings } from '../config/config.js';

/** One line. Values are short texts and numbers; `reason` is the only one that may come from elsewhere, and is redacted. */
export interface LogLine {
  time: string;
  level: 'info' | 'warn' | 'error';
  event: string;
  requestId?: string;
  /** Path template, never the path itself. */
  route?: string;
  method?: string;
  status?: number;
  ms?: number;
  service?: string;
  code?: string;
  upstreamStatus?: number;
  reason?: string;
}

/** Writes a line; time is added. */
export type Log = (line: Omit<LogLine, 'time'>) => void;

const MAX_REASON = 300;

/** Takes out of a text everything secret that is known, and everything that looks like a token, an address or a query. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length > 3).sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text.slice(0, MAX_REASON * 8);
    for (const secret of known) clean = clean.replaceAll(secret, '***');
    return clean
      .replace(/\b(Bearer|Basic)\s+\S+/gi, '$1 ***')
      .replace(/[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g, '***')
      .replace(/\?[^\s"'<>]+/g, '?***')
      .replace(/[\w.+-]+@[\w-]+\.[\w.]+/g, '***')
      .replace(/[A-Za-z\d_-]{32,}/g, '***')
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .slice(0, MAX_REASON);
  };
}

/** Everything in the settings that must not be seen. Keys answered by functions are unknown here and cut by their look. */
export function secretsIn({ tokens, handles, meshmap, iplaygames, vaix }: GatewaySettings): string[] {
  const keys = [meshmap?.key, iplaygames?.key, vaix?.key];
  return [
    ...keys.filter((key) => typeof key === 'string'),
    ...secretsOf(tokens),
    ...(tokens?.keys ?? []).flatMap(({ jwk }) => jwk?.d ?? []),
    ...(handles?.secrets ?? []),
  ];
}

/** The log of a gateway. A log function that throws does not take the request with it. */
export function createLog(settings: GatewaySettings): Log {
  const { log = (line: LogLine) => console.log(JSON.stringify(line)), clock } = settings;
  if (log === false) return () => undefined;
  const redact = redactor(secretsIn(settings));
  return (line) => {
    const { reason, ...rest } = line;
    try {
      log({
        time: new Date(clock.now()).toISOString(),
        ...rest,
        ...(reason === undefined ? {} : { reason: redact(reason) }),
      });
    } catch (error) {
      console.error('The log function of the gateway failed.', error);
    }
  };
}
