// Returns the elements of a page whose text has less contrast than 4.5 to 1 (WCAG 2.2, 1.4.3).
const light = c => { const v = c / 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
const luminance = ([r, g, b]) => .2126 * light(r) + .7152 * light(g) + .0722 * light(b);
const parse = text => (text.match(/[\d.]+/g) || []).map(Number);
const ground = element => {
  for (let one = element; one; one = one.parentElement) {
    const colour = parse(getComputedStyle(one).backgroundColor);
    if (colour.length === 3 || colour[3] > .9) return colour;
  }
  return [255, 255, 255];
};
const pale = [];
for (const element of document.querySelectorAll('body *')) {
  const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || element.closest('svg') || element.closest('.skip') || element.closest('.hidden')) continue;
  const style = getComputedStyle(element);
  const [a, b] = [luminance(parse(style.color)), luminance(ground(element))];
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  if (ratio < 4.5) pale.push([element.tagName, element.className, ratio.toFixed(2), element.textContent.slice(0, 40)]);
}
return pale;
