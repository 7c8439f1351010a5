/** Turns what the page and the reader want into the words of a row. */
import { cleanText, cleanUrl } from '../../api/clean.js';
import type { SessionPlayer } from '../../api/meshmap.js';
import { numberFormat } from '../../shared/format.js';
import type { Say } from './header.js';
import { knownName, maskName, type NameMask } from './names.js';
import type { RowContext, RowStyle } from './row.js';
import { formatScore, unitLabel, type ScoreFormat } from './scores.js';

export interface RowWishes {
  readonly locale: string;
  readonly say: Say;
  readonly mask: NameMask;
  readonly format: ScoreFormat;
  readonly unit: string;
  readonly selfId?: string;
  /** Rows are the page's own and were not cleaned on their way in. */
  readonly isOwnData: boolean;
  readonly scoreFormatter?: (score: number, player: SessionPlayer) => string;
  readonly renderRow?: (player: SessionPlayer, context: RowContext) => unknown;
  readonly warn: (message: string) => void;
}

export function rowStyle(wishes: RowWishes): RowStyle {
  const { locale, say, mask, format, unit, selfId, isOwnData, scoreFormatter, renderRow, warn } = wishes;
  const guarded =
    <A extends unknown[], R>(name: string, run: (...args: A) => R, otherwise: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return run(...args);
      } catch (error) {
        warn(`${name} threw: ${String(error)}`);
        return otherwise(...args);
      }
    };
  const ownScore = (score: number, _player: SessionPlayer) => formatScore(locale, score, format);
  const isMasked = ({ playerId }: SessionPlayer) => mask !== 'none' && playerId !== selfId;
  const name = (player: SessionPlayer): string => {
    const known = knownName(player);
    const clean = (isOwnData ? cleanText(known) : known) || say('boardUnnamed');
    return isMasked(player) ? maskName(clean, mask) : clean;
  };
  return {
    name,
    // a picture would give away whom the mask hides
    image: (player) => (isMasked(player) ? undefined : isOwnData ? cleanUrl(player.imageUrl) : player.imageUrl),
    score: scoreFormatter
      ? guarded(
          'scoreFormatter',
          (score: number, player: SessionPlayer) => String(scoreFormatter(score, player)),
          ownScore,
        )
      : ownScore,
    number: (value) => numberFormat(locale).format(value),
    unit: unit && unitLabel(locale, unit),
    you: say('boardYou'),
    up: (places) => say('boardUp', { places }),
    down: (places) => say('boardDown', { places }),
    goTo: (rank, score) => say('boardGoToSelf', { rank, score }),
    renderRow: renderRow && guarded('renderRow', renderRow, name),
  };
}
