// What the editor offers: terms the release uses, fetched once, and things by name, asked for.
export interface Term { iri: string; name: string; label: string; count: number; classes?: string[] }
export interface Terms { kinds: Record<string, string>; prefixes: Record<string, string>; classes: Term[]; properties: Term[] }
export interface Thing { iri: string; kind: string; label: string }

let known: Promise<Terms> | null = null;

export function terms(address: string): Promise<Terms> {
  known ??= fetch(address).then((answer) => answer.json() as Promise<Terms>);
  return known;
}

export async function things(address: string, text: string, signal: AbortSignal): Promise<Thing[]> {
  const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, {
    headers: { Accept: "application/json" }, signal,
  });
  if (!answer.ok) return [];
  const { results } = (await answer.json()) as { results: Thing[] };
  return results.slice(0, 12);
}

/** Where in a query the cursor is: the variable that is being described, and what may stand here. */
export interface Spot { slot: "class" | "property" | "object" | "elsewhere"; classes: string[] }

export function spot(before: string, whole: string, short: (name: string) => string): Spot {
  const open = Math.max(before.lastIndexOf("{"), before.search(/\.\s+[^.]*$/));
  const clause = before.slice(open + 1).replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const lastPart = clause.slice(Math.max(clause.lastIndexOf(";"), clause.lastIndexOf(",")) + 1);
  const words = clause.trim().split(/\s+/).filter(Boolean);
  const inPart = lastPart.trim().split(/\s+/).filter(Boolean);
  const first = !clause.includes(";") && !clause.includes(",");
  const place = inPart.length + (first ? 0 : 1);
  const subject = words[0] ?? "";
  const classes = [...whole.matchAll(/([?$]\w+)\s+(?:a|rdf:type)\s+([\w-]*:[\w-]+)/g)]
    .filter((found) => found[1] === subject).map((found) => short(found[2] ?? ""));
  if (/(?:^|\s)(?:a|rdf:type)$/.test(clause.trimEnd()) && /\s$/.test(before)) return { slot: "class", classes };
  if (place === 1) return { slot: "property", classes };
  return { slot: place === 2 ? "object" : "elsewhere", classes };
}
