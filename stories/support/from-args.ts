/** An element with a story's args as its attributes, made anew whenever a control changes one. */
export function fromArgs<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  args: Readonly<Record<string, unknown>>,
  ...children: Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'boolean') element.toggleAttribute(name, value);
    else if ((typeof value !== 'string' && typeof value !== 'number') || value === '') continue;
    else if (name.startsWith('--')) element.style.setProperty(name, String(value));
    else element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}
