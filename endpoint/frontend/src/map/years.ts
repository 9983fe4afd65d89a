// The time slider: the places as they certainly were on 31 December of a year.
import { element, filled, type Words } from "../words";
import { holds, type Place } from "./places";
import type { Stage } from "./stage";

const PACE = 900; // milliseconds a year is shown

export class Years {
  private readonly slider: HTMLInputElement;
  private readonly said: HTMLElement;
  private readonly play: HTMLButtonElement;
  private readonly all: HTMLButtonElement;
  private readonly link: HTMLAnchorElement;
  private timer = 0;

  constructor(
    place: HTMLElement,
    private readonly atlas: HTMLElement,
    private readonly places: Place[],
    private readonly stage: Stage,
    private readonly words: Words,
  ) {
    const first = Number(atlas.dataset.first);
    const last = Number(atlas.dataset.last);
    const box = element("div", { class: "years", role: "group", "aria-label": words.years ?? "" });
    this.play = element("button", { type: "button", class: "quiet" }, words.play);
    this.slider = element("input", {
      type: "range", min: String(first), max: String(last), value: String(last), step: "1",
      "aria-label": words.year ?? "",
    });
    this.all = element("button", { type: "button", class: "quiet" }, words.all);
    this.link = element("a", { href: "", hidden: "" }, words.page);
    this.said = element("p", { class: "small", "aria-live": "polite" }, words.meaning);
    box.append(this.play, this.slider, this.all, this.link);
    place.append(box, this.said);
    this.slider.addEventListener("input", () => { this.stop(); this.show(Number(this.slider.value)); });
    this.play.addEventListener("click", () => (this.timer ? this.stop() : this.start()));
    this.all.addEventListener("click", () => { this.stop(); this.show(null); });
  }

  private start(): void {
    const [first, last] = [Number(this.slider.min), Number(this.slider.max)];
    if (Number(this.slider.value) >= last) this.slider.value = String(first);
    this.play.textContent = this.words.pause ?? "";
    this.show(Number(this.slider.value));
    this.timer = window.setInterval(() => {
      const next = Number(this.slider.value) + 1;
      this.slider.value = String(next);
      this.show(next);
      if (next >= last) this.stop();
    }, PACE);
  }

  private stop(): void {
    if (this.timer) window.clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = this.words.play ?? "";
  }

  /** Show a year, or all of them: the picture, the list and its counts change together. */
  show(year: number | null): void {
    const steps = (this.atlas.dataset.steps ?? "").split(" ").map(Number);
    const counted = this.atlas.dataset.measure !== "population";
    let [shown, undated, brief] = [0, 0, 0];
    for (const place of this.places) {
      place.shown = year === null || holds(place.years, year);
      place.count = year === null ? null : place.spans.filter((one) => holds([one], year)).length;
      place.now = place.count === null || !counted
        ? place.step : steps.filter((least) => (place.count as number) >= least).length;
      place.text = place.count === null || !counted
        ? place.said : filled(this.words.counted, { num: place.count });
      if (place.item) place.item.hidden = !place.shown;
      if (place.value) {
        place.value.textContent = place.text;
        place.value.className = `value s${place.now}`;
      }
      shown += Number(place.shown);
      undated += Number(year !== null && !place.shown && holds(place.possible, year));
      brief += Number(place.brief);
    }
    for (const list of this.atlas.querySelectorAll<HTMLElement>(".map-list ul")) this.group(list);
    this.stage.arrange();
    this.link.hidden = year === null;
    if (year === null) {
      this.said.textContent = this.words.meaning ?? "";
      return;
    }
    const address = new URL(location.href);
    for (const name of ["from", "to"]) address.searchParams.delete(name);
    address.searchParams.set("asof", `${year}-12-31`);
    this.link.href = address.href;
    this.slider.setAttribute("aria-valuetext", String(year));
    const said = filled(this.words.shown, { year, num: shown, undated });
    this.said.textContent = brief ? `${said} ${filled(this.words.brief, { num: brief })}` : said;
  }

  private group(list: HTMLElement): void {
    const left = [...list.children].filter((item) => !(item as HTMLElement).hidden).length;
    const heading = list.previousElementSibling as HTMLElement | null;
    const count = heading?.querySelector(".count");
    // Where the list has pages its headings count what is on all of them.
    if (count && !this.atlas.dataset.points) count.textContent = String(left);
    if (heading) heading.hidden = !left;
    list.hidden = !left;
  }
}
