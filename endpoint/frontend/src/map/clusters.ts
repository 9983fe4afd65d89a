// Puts places that would lie on each other into clusters, and names where there is room.
import type { Place } from "./places";

export interface Cluster { head: Place; members: Place[]; x: number; y: number }

/** Group places nearer than `radius` (units of the drawing); the weightiest lead. Linear in places. */
export function clustered(sorted: Place[], radius: number): Cluster[] {
  const cells = new Map<string, Cluster[]>();
  const found: Cluster[] = [];
  for (const place of sorted) {
    const column = Math.floor(place.x / radius);
    const row = Math.floor(place.y / radius);
    const near = nearest(cells, column, row, place, radius);
    if (near) {
      near.members.push(place);
      continue;
    }
    const made = { head: place, members: [place], x: place.x, y: place.y };
    found.push(made);
    const key = `${column} ${row}`;
    const cell = cells.get(key);
    if (cell) cell.push(made);
    else cells.set(key, [made]);
  }
  return found;
}

function nearest(
  cells: Map<string, Cluster[]>, column: number, row: number, place: Place, radius: number,
): Cluster | null {
  let best: Cluster | null = null;
  let least = radius * radius;
  for (let c = column - 1; c <= column + 1; c++) {
    for (let r = row - 1; r <= row + 1; r++) {
      for (const one of cells.get(`${c} ${r}`) ?? []) {
        const away = (one.head.x - place.x) ** 2 + (one.head.y - place.y) ** 2;
        if (away < least) [best, least] = [one, away];
      }
    }
  }
  return best;
}

type Box = [number, number, number, number];
export interface Label { cluster: Cluster; side: 1 | -1 }

/** Choose names that do not meet; `spot` gives where a cluster stands, `size` is of the type. */
export function labelled(
  clusters: Cluster[], spot: (one: Cluster) => [number, number], room: (one: Cluster) => number,
  size: number, width: number, height: number, most: number,
): Label[] {
  const taken: Box[] = [];
  const found: Label[] = [];
  for (const cluster of clusters) {
    if (cluster.members.length < 2) continue;
    const [[x, y], half] = [spot(cluster), room(cluster) - size / 3];
    taken.push([x - half, y - half, x + half, y + half]);
  }
  for (const cluster of clusters) {
    const [x, y] = spot(cluster);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const wide = cluster.head.name.length * size * 0.56;
    const gap = room(cluster);
    for (const side of [1, -1] as const) {
      const left = side === 1 ? x + gap : x - gap - wide;
      const box: Box = [left, y - size / 2, left + wide, y + size / 2];
      const inside = box[0] > 2 && box[2] < width - 2 && box[1] > 2 && box[3] < height - 2;
      if (inside && !taken.some((other) => meet(box, other))) {
        taken.push(box);
        found.push({ cluster, side });
        break;
      }
    }
    if (found.length === most) break;
  }
  return found;
}

function meet(one: Box, other: Box): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
