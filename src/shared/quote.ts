/** What an author wrote, for a warning: cut, because an attribute may be a megabyte long. */
export const quote = (value: unknown, mostCharacters = 80): string => `"${String(value).slice(0, mostCharacters)}"`;
