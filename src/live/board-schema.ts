/** What is wrong with a window of a board that could not be read. Only fetched to say so. */
import { custom, nullable, object, optional, type ZodMiniType } from 'zod/mini';

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const text = custom<string>((value) => typeof value === 'string', 'must be text');
const count = custom<number>(isCount, 'must be a whole number from 0');

const rowSchema = object(
  {
    rank: custom<number>((value) => isCount(value) && value !== 0, 'must be a whole number from 1'),
    playerId: text,
    score: custom<number>(Number.isFinite, 'must be a finite number'),
    updatedAt: optional(text),
  },
  'must be an object',
);
const windowSchema = object(
  {
    total: count,
    offset: count,
    rows: custom<unknown[]>(Array.isArray, 'must be a list'),
    self: optional(nullable(rowSchema)),
  },
  'must be an object',
);

/** The first field at fault and what is wrong with it: `rows.0.score must be a finite number`. Undefined for a good one. */
export function firstIssue(answer: unknown): string | undefined {
  const flaw = findIn(windowSchema, answer);
  if (flaw) return flaw;
  for (const [index, row] of windowSchema.parse(answer).rows.entries()) {
    const flaw = findIn(rowSchema, row, 'rows', index);
    if (flaw) return flaw;
  }
  return undefined;
}

function findIn(schema: ZodMiniType, value: unknown, ...at: PropertyKey[]): string | undefined {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  return issue && [[...at, ...issue.path].map(String).join('.'), issue.message].filter(Boolean).join(' ');
}
