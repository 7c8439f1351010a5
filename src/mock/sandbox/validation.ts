import { type Answer } from './service.js';

/** Checks one value and answers what is wrong with it, in the framework's words, or undefined. */
export type Rule = (value: unknown, label: string) => string | undefined;

export const text: Rule = (value, label) =>
  typeof value === 'string' ? undefined : `The ${label} field must be a string.`;

export const whole: Rule = (value, label) =>
  Number.isInteger(value) ? undefined : `The ${label} field must be an integer.`;

/** Text of an exact length. */
export function letters(count: number): Rule {
  return (value, label) =>
    typeof value === 'string' && value.length === count ? undefined : `The ${label} field must be ${count} characters.`;
}

export function between(low: number, high: number): Rule {
  return (value, label) =>
    typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high
      ? undefined
      : `The ${label} field must be between ${low} and ${high}.`;
}

export function oneOf(...words: string[]): Rule {
  return (value, label) => (words.some((word) => word === value) ? undefined : `The selected ${label} is invalid.`);
}

export const numeric: Rule = (value, label) =>
  (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) && Number.isFinite(Number(value))
    ? undefined
    : `The ${label} field must be a number.`;

/** `URL.canParse` is newer than some browsers. */
function isUrl(text: string): boolean {
  try {
    return new URL(text).href !== '';
  } catch {
    return false;
  }
}

export const address: Rule = (value, label) =>
  typeof value === 'string' && isUrl(value) ? undefined : `The ${label} field must be a valid URL.`;

export const ip: Rule = (value, label) => {
  const isV4 = /^(\d{1,3})(\.\d{1,3}){3}$/;
  const ok =
    typeof value === 'string' &&
    (isV4.test(value)
      ? value.split('.').every((part) => Number(part) <= 255)
      : value.includes(':') && isUrl(`http://[${value}]/`));
  return ok ? undefined : `The ${label} field must be a valid IP address.`;
};

export interface Field {
  rule: Rule;
  required?: boolean;
}

/** Errors by field; empty when everything fits. Optional fields may be null or absent. */
export function check(body: Record<string, unknown>, fields: Record<string, Field>): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const [name, { rule, required }] of Object.entries(fields)) {
    const label = name.replaceAll('_', ' ');
    const value = body[name];
    if (value === undefined || value === null || value === '') {
      if (required) errors[name] = [`The ${label} field is required.`];
      continue;
    }
    const error = rule(value, label);
    if (error) errors[name] = [error];
  }
  return errors;
}

/** The framework's 422. */
export function invalid(errors: Record<string, string[]>): Answer {
  const all = Object.values(errors).flat();
  const more = all.length - 1;
  const message = more > 0 ? `${all[0]} (and ${more} more error${more > 1 ? 's' : ''})` : all[0];
  return { status: 422, body: { message, errors } };
}
