// Near me: by the place of the device, which stays on it, or by a name.
import { element, filled, type Words } from "../words";
import { distance, type Place } from "./places";
import type { Stage } from "./stage";

const MOST = 8;

export class Near {
  private readonly field: HTMLInputElement;
  private readonly said: HTMLElement;
  private readonly list: HTMLElement;

  constructor(
    place: HTMLElement,
    private readonly places: Place[],
    private readonly stage: Stage,
    private readonly words: Words,
  ) {
    const box = element("form", { class: "near" });
    const label = element("label", { for: "near-name" }, words.nearName);
    this.field = element("input", { id: "near-name", type: "search", list: "near-names", autocomplete: "off" });
    const names = element("datalist", { id: "near-names" });
    for (const one of places) names.append(element("option", { value: one.name }));
    const go = element("button", { type: "submit" }, words.find);
    const here = element("button", { type: "button", class: "quiet" }, words.nearMe);
    this.said = element("p", { class: "small", role: "status" });
    this.list = element("ul", { class: "plain" });
    box.append(label, this.field, names, go);
    if ("geolocation" in navigator) box.append(here);
    place.append(box, this.said, this.list);
    box.addEventListener("submit", (event) => { event.preventDefault(); this.byName(); });
    here.addEventListener("click", () => this.byDevice());
  }

  private byName(): void {
    const wanted = flat(this.field.value);
    if (!wanted) return;
    const known = this.places.filter((place) => place.at);
    const found = known.find((place) => flat(place.name) === wanted)
      ?? known.find((place) => flat(place.name).startsWith(wanted))
      ?? known.find((place) => flat(place.name).includes(wanted));
    if (found?.at) this.around(found.at, found.name);
    else this.said.textContent = filled(this.words.unknown, { name: this.field.value });
  }

  private byDevice(): void {
    this.said.textContent = this.words.asking ?? "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.around([coords.latitude, coords.longitude], this.words.you ?? ""),
      () => { this.said.textContent = this.words.denied ?? ""; },
      { timeout: 15000, maximumAge: 600000 },
    );
  }

  private around(at: [number, number], name: string): void {
    const away = (place: Place) => distance(at, place.at as [number, number]);
    const near = this.places.filter((place) => place.at && place.shown)
      .map((place) => ({ place, far: away(place) }))
      .sort((a, b) => a.far - b.far)
      .slice(0, MOST);
    this.said.textContent = filled(this.words.around, { name });
    this.list.replaceChildren(...near.map(({ place, far }) => {
      const line = element("li");
      line.append(
        element("a", { href: place.href }, place.name),
        element("small", {}, ` ${Math.round(far)} km, ${place.text}`),
      );
      return line;
    }));
    this.stage.show(near.map((one) => one.place));
    this.stage.mark(near[0]?.place ?? null);
  }
}

function flat(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
