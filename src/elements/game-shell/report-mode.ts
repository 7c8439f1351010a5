import type { ReportMode } from '../../play/score-report.js';
import { enumAttribute } from '../../shared/enum-attribute.js';

/** The mode that `report-scores` names: the word alone is `best`; undefined when it is not set. */
export function reportMode(
  value: string | boolean | null | undefined,
  warn: (message: string) => void,
): ReportMode | undefined {
  if (value == null || value === false || value === 'false') return undefined;
  const word = value === true || value === 'true' ? '' : value;
  return enumAttribute('report-scores', word, ['best', 'last', 'sum'], warn);
}
