// Suggests names while one is typed: the field's own list is filled from the search of the site.
// Without it the name is typed in full, and the server says what may have been meant.
import { element } from "../words";

const PAUSE = 150; // milliseconds without a key before the search is asked
const LEAST = 2; // letters

interface Hit { iri: string; label: string; called: string; country: string | null }

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) suggest(field);

function suggest(field: HTMLInputElement): void {
  const list = field.list;
  let waiting = 0;
  let asked: AbortController | null = null;
  field.addEventListener("input", () => {
    window.clearTimeout(waiting);
    asked?.abort();
    const text = field.value.trim();
    if (!list || text.length < LEAST) return;
    waiting = window.setTimeout(() => {
      asked = new AbortController();
      void ask(field.dataset.suggest ?? "", text, asked.signal).then((hits) => list.replaceChildren(...options(hits)));
    }, PAUSE);
  });
}

async function ask(address: string, text: string, signal: AbortSignal): Promise<Hit[]> {
  try {
    const answer = await fetch(`${address}&q=${encodeURIComponent(text)}`, { signal });
    return answer.ok ? ((await answer.json()) as { results: Hit[] }).results : [];
  } catch {
    return []; // stopped by the next letter, or no network: the name can still be typed
  }
}

/** Two things of one name are told apart by their keys, which the server reads. */
function options(hits: Hit[]): HTMLOptionElement[] {
  const count = new Map<string, number>();
  for (const { label } of hits) count.set(label, (count.get(label) ?? 0) + 1);
  return hits.map(({ iri, label, called }) => {
    const several = (count.get(label) ?? 0) > 1;
    const value = several ? `${label} (${iri.slice(iri.lastIndexOf("/") + 1)})` : label;
    return element("option", called === label ? { value } : { value, label: `${label} — ${called}` });
  });
}
