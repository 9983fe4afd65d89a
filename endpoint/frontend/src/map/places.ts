// Reads the places from the page: the dot in the picture and the line in the list are one thing.
export interface Span { first: number; last: number }

export interface Place {
  name: string;
  href: string;
  item: HTMLElement | null; // null where the line is on another page of the list
  value: HTMLElement | null;
  said: string;
  text: string; // the value shown now
  link: SVGAElement | null;
  circle: SVGCircleElement | null;
  x: number;
  y: number;
  at: [number, number] | null;
  step: number;
  now: number; // the class shown now
  count: number | null; // what is counted in the year shown, null for all years
  shown: boolean;
  spans: Span[];
  years: Span[];
  possible: Span[]; // the years in which it shows, or only a missing date keeps it from that
  brief: boolean; // dated, but over no 31 December: no year shows it
  weight: number;
}

export function read(root: HTMLElement): Place[] {
  const links = new Map<string, SVGAElement>();
  for (const link of root.querySelectorAll<SVGAElement>("svg.map .places a")) {
    links.set(link.getAttribute("href") ?? "", link);
  }
  return [...root.querySelectorAll<HTMLElement>(".map-list li")].map((item, order) => {
    const anchor = item.querySelector("a") as HTMLAnchorElement;
    const value = item.querySelector<HTMLElement>(".value") as HTMLElement;
    const href = anchor.getAttribute("href") ?? "";
    const link = links.get(href) ?? null;
    const circle = link?.querySelector("circle") ?? null;
    const step = Number(/s(\d)/.exec(value.className)?.[1] ?? 0);
    const spans = stretches(item.dataset.spans);
    const years = item.dataset.years === undefined ? spans : stretches(item.dataset.years);
    return {
      name: anchor.textContent ?? "", href, item, value, said: value.textContent ?? "",
      text: value.textContent ?? "", link, circle,
      x: Number(circle?.getAttribute("cx") ?? NaN),
      y: Number(circle?.getAttribute("cy") ?? NaN),
      at: point(item.dataset.at),
      step, now: step, count: null, shown: true,
      spans, years,
      possible: item.dataset.possible === undefined ? years : stretches(item.dataset.possible),
      brief: item.dataset.brief !== undefined,
      weight: step * 100000 - order,
    };
  });
}

type Row = [string, string, number, number | null, number | null, number | null, number | null, number | null, string, string?, string?, number?];
interface Points { values: Record<string, string>; places: Row[] }

/** Read all places of a crowded view from the address the page names; null when that fails. */
export async function fetched(root: HTMLElement, address: string): Promise<Place[] | null> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return null;
    const { values, places } = (await answer.json()) as Points;
    const listed = new Map(read(root).map((place) => [place.href, place]));
    const base = root.dataset.base ?? "";
    return places.map((row, order) => made(row, values, base, listed, order));
  } catch {
    return null;
  }
}

function made(
  row: Row, values: Record<string, string>, base: string, listed: Map<string, Place>, order: number,
): Place {
  const [key, name, step, count, lat, long, x, y, spans, shown, possible, brief] = row;
  const href = base + key;
  const line = listed.get(href);
  const said = values[String(count)] ?? "";
  const counted = stretches(spans);
  const years = shown === undefined ? counted : stretches(shown);
  return {
    name, href, item: line?.item ?? null, value: line?.value ?? null, said, text: said,
    link: null, circle: null, x: x ?? NaN, y: y ?? NaN,
    at: lat !== null && long !== null ? [lat, long] : null,
    step, now: step, count: null, shown: true,
    spans: counted, years, possible: possible === undefined ? years : stretches(possible),
    brief: Boolean(brief),
    weight: step * 100000 - order,
  };
}

function point(text: string | undefined): [number, number] | null {
  const [lat, long] = (text ?? "").split(",").map(Number);
  return lat !== undefined && long !== undefined ? [lat, long] : null;
}

export function stretches(text: string | undefined): Span[] {
  return (text ?? "").split(" ").filter(Boolean).map((one) => {
    const [first, last] = one.split("-");
    return { first: Number(first), last: last ? Number(last) : Infinity };
  });
}

export function holds(spans: Span[], year: number): boolean {
  return spans.some((one) => one.first <= year && year <= one.last);
}

/** Return the distance between two points on the globe in kilometres. */
export function distance(one: [number, number], other: [number, number]): number {
  const rad = Math.PI / 180;
  const half = (a: number, b: number) => Math.sin(((a - b) * rad) / 2) ** 2;
  const h = half(one[0], other[0])
    + Math.cos(one[0] * rad) * Math.cos(other[0] * rad) * half(one[1], other[1]);
  return 12742 * Math.asin(Math.sqrt(Math.min(1, h)));
}
