/** What custom-elements.json says of an element, as Storybook's controls and tables take it. */
import type { ArgTypes, InputType } from 'storybook/internal/types';
import manifest from '../../custom-elements.json' with { type: 'json' };

interface Named {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text: string };
}
interface Element {
  readonly tagName?: string;
  readonly attributes?: readonly Named[];
  readonly events?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
}

const elements = (manifest as { modules: { declarations?: Element[] }[] }).modules
  .flatMap(({ declarations }) => declarations ?? [])
  .filter(({ tagName }) => tagName !== undefined);

export const tagNames: readonly string[] = elements.map(({ tagName }) => tagName ?? '').sort();
const find = (tag: string) => elements.find(({ tagName }) => tagName === tag);

/** Attributes of an element, without those that it sets by itself. */
export const attributesOf = (tag: string): readonly Named[] =>
  (find(tag)?.attributes ?? []).filter(({ name }) => !REFLECTED.has(name));

/** Names of the events of all elements. */
export const eventNames: readonly string[] = [
  ...new Set(elements.flatMap(({ events }) => events?.map(({ name }) => name) ?? [])),
].filter((name) => name.startsWith('gs-'));

/** Attributes that elements set to show their state. */
export const REFLECTED = new Set(['state', 'phase', 'refreshing', 'stale', 'offline']);

/** The words of a union such as `'top' | 'around' | undefined`; undefined when it is none. */
export function wordsOf({ type }: Named): string[] | undefined {
  const words = (type?.text ?? '')
    .split('|')
    .map((word) => word.trim())
    .filter((word) => word !== 'undefined' && word !== '');
  return words.length > 1 && words.every((word) => /^'.*'$/.test(word))
    ? words.map((word) => word.slice(1, -1))
    : undefined;
}

const control = (attribute: Named): Pick<InputType, 'control' | 'options'> => {
  const words = wordsOf(attribute);
  if (words) return { control: { type: 'select' }, options: words };
  const text = attribute.type?.text ?? '';
  if (text.includes('boolean')) return { control: { type: 'boolean' } };
  return { control: { type: text.includes('number') ? 'number' : 'text' } };
};

/** Rows of a table without controls. Keys carry their kind, because an attribute and a part may have one name. */
const rows = (category: string, list: readonly Named[] = []): [string, InputType][] =>
  list.map(({ name, description, default: preset, type }) => [
    `${category}:${name}`,
    {
      name: name || '(default)',
      description,
      control: false,
      table: {
        category,
        type: { summary: type?.text ?? '' },
        ...(preset ? { defaultValue: { summary: preset } } : {}),
      },
    },
  ]);

/** Controls for custom properties; their names collide with no attribute's. */
const propertyControls = (list: readonly Named[] = []): [string, InputType][] =>
  rows('custom properties', list).map(([, row], index) => {
    const name = list[index]?.name ?? '';
    return [name, { ...row, control: { type: name.startsWith('--gs-color-') ? 'color' : 'text' } }];
  });

/** Controls for every attribute and custom property, and tables of events, slots and parts. */
export function argTypesOf(tag: string): ArgTypes {
  const element = find(tag);
  const attributes = attributesOf(tag).map((attribute): [string, InputType] => [
    attribute.name,
    {
      name: attribute.name,
      description: attribute.description,
      ...control(attribute),
      table: {
        category: 'attributes',
        type: { summary: attribute.type?.text.replaceAll(' | undefined', '') },
        ...(attribute.default && attribute.default !== 'undefined'
          ? { defaultValue: { summary: attribute.default } }
          : {}),
      },
    },
  ]);
  return Object.fromEntries([
    ...attributes,
    ...rows('events', element?.events),
    ...rows('slots', element?.slots),
    ...rows('parts', element?.cssParts),
    ...propertyControls(element?.cssProperties),
  ]);
}
