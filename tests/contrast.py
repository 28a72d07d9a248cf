"""What a browser is asked about a page: which of its texts stand out too little to be read."""

CONTRAST = """() => {
  const parts = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const over = (top, below) => {
    const alpha = top.length > 3 ? top[3] : 1;
    return [0, 1, 2].map((place) => alpha * top[place] + (1 - alpha) * below[place]);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((one) => one / 255)
      .map((one) => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    if (element.closest("svg.graph") && element.tagName === "text") {
      return parts(getComputedStyle(element.closest("a").querySelector(".box")).fill);
    }
    return over(parts(getComputedStyle(element).backgroundColor), ground(element.parentElement));
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest(".heard, script, title")) continue;
    const style = getComputedStyle(element);
    let seen = 1;
    for (let one = element; one; one = one.parentElement) seen *= Number(getComputedStyle(one).opacity);
    const behind = ground(element);
    const colour = parts(element.namespaceURI.endsWith("svg") ? style.fill : style.color);
    const ink = over([...colour.slice(0, 3), seen], behind);
    const [dark, bright] = [light(ink), light(behind)].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const ratio = (bright + .05) / (dark + .05);
    if (ratio < least) poor.push(`${ratio.toFixed(2)} ${element.tagName} ${element.textContent.slice(0, 30)}`);
  }
  return poor;
}"""
"""Texts whose contrast is less than WCAG 2.2 asks for (1.4.3, level AA): 4.5, and 3 where they are large."""
