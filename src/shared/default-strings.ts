/** The English messages of the elements on the page: each element adds its own when its code loads. */

/** Forms of a message by the categories of `Intl.PluralRules`, chosen by the value `count`. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** A text with `{places}` for values, or its plural forms. */
export type Message = string | PluralForms;

/** By name. */
export const defaultStrings: Record<string, Message | undefined> = {};

/** Adds an element's English messages; called when the element's code loads. */
export function addDefaults(strings: Readonly<Record<string, Message>>): void {
  Object.assign(defaultStrings, strings);
}
