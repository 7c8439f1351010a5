/** What a person sees of a page; hands.ts puts this into every document before its own scripts. */
globalThis.eyes = (() => {
  const clean = (text) => (text ?? '').replaceAll(/\s+/g, ' ').trim();

  /** A label's own words, without those of the field that it may hold. */
  const wordsOf = (label) =>
    clean([...(label?.childNodes ?? [])].map((node) => (node.nodeType === 3 ? node.data : '')).join(' '));

  /** Accessible name, roughly: label, else text. */
  const nameOf = (element) =>
    clean(element.getAttribute('aria-label')) ||
    wordsOf(element.labels?.[0]) ||
    clean(element.textContent) ||
    clean(element.title);

  /** Its middle is on the screen, and nothing else lies over it. */
  const isInSight = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const hit = element.getRootNode().elementFromPoint?.(x + width / 2, y + height / 2);
    return !!hit && (element.contains(hit) || hit.contains(element));
  };

  /** A ring drawn inside a box of its own colour is none. */
  const isDrawn = ({ outlineStyle, outlineWidth, outlineOffset, outlineColor, backgroundColor }) =>
    outlineStyle !== 'none' &&
    parseFloat(outlineWidth) >= 1 &&
    !(parseFloat(outlineOffset) < 0 && outlineColor === backgroundColor);

  /** A ring around it, or around the card that it stands for. */
  const hasRing = (element) =>
    isDrawn(window.getComputedStyle(element)) ||
    isDrawn(window.getComputedStyle(element, '::after')) ||
    (!!element.parentElement && element.parentElement !== document.body && hasRing(element.parentElement));

  function* everything(root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* everything(element.shadowRoot);
    }
  }

  return {
    /** What has the focus, as far down as this document can see. */
    focus() {
      let element = document.activeElement ?? document.body;
      while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return {
        tag: element.localName,
        name: nameOf(element),
        hasRing: hasRing(element),
        isInSight: isInSight(element),
      };
    },

    /** Whatever of that name can be pressed, in the order of the document. */
    find(name) {
      return [...everything(document)]
        .filter((element) => element.matches('a, button, input, select, textarea') && nameOf(element) === name)
        .filter((element) => element.checkVisibility() && !element.closest('[inert]') && !element.disabled)
        .map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          // A card is pressed anywhere: its button is stretched over it.
          const { content, position } = window.getComputedStyle(element, '::after');
          const isStretched = content !== 'none' && position === 'absolute';
          const box = isStretched ? element.offsetParent.getBoundingClientRect() : { width, height };
          const side = Math.min(box.width, box.height);
          return { x: x + width / 2, y: y + height / 2, side, isInSight: isInSight(element) };
        });
    },
  };
})();
