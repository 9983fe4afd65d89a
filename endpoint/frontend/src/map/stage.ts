// The picture that moves: pan, zoom, clusters, names, keys. The server's drawing is what is moved.
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import { element, filled, type Words } from "../words";
import { clustered, labelled, type Cluster, type Label } from "./clusters";
import type { Place } from "./places";

const SVG = "http://www.w3.org/2000/svg";
const TOUCHING = 18; // pixels within which dots become one
const DEEPEST = 28;
const RADII = [2.6, 3.2, 4.3, 5.6, 7.2]; // as the server draws them, by class
// How much a gesture may enlarge or shrink what is drawn before it is drawn anew.
const STRETCH = 2;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function svg<K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string>) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The radius of a cluster in pixels. */
function size(one: Cluster): number {
  return 7.5 + 1.9 * Math.log2(one.members.length);
}

export class Stage {
  readonly width: number;
  readonly height: number;
  private readonly sheet: SVGGElement; // what a gesture moves as one: chart and names
  private readonly ground: SVGGElement;
  private readonly layer: SVGGElement;
  private readonly names: SVGGElement;
  private readonly tip: HTMLElement;
  private readonly behaviour = zoom<SVGSVGElement, unknown>();
  private transform: ZoomTransform = zoomIdentity;
  private drawn: ZoomTransform = zoomIdentity; // where the picture was drawn last
  private clusters: Cluster[] = [];
  private nodes = new Map<Cluster, SVGGraphicsElement>();
  private texts: { label: Label; node: SVGTextElement }[] = [];
  private clusteredAt = 0;
  private waiting = 0;
  private marked: Place | null = null;

  constructor(
    private readonly frame: HTMLElement,
    private readonly picture: SVGSVGElement,
    private readonly places: Place[],
    private readonly said: Words,
  ) {
    const box = picture.viewBox.baseVal;
    this.width = box.width;
    this.height = box.height;
    this.ground = picture.querySelector(".ground") as SVGGElement;
    this.layer = picture.querySelector(".places") as SVGGElement;
    for (const old of picture.querySelectorAll(".names")) old.remove();
    this.names = svg("g", { class: "names live" });
    this.sheet = svg("g", { class: "sheet" });
    this.sheet.style.willChange = "transform"; // a layer of its own: moved without being painted
    const chart = picture.querySelector(".chart") as SVGGElement;
    chart.before(this.sheet);
    this.sheet.append(chart, this.names);
    this.tip = element("p", { class: "map-tip", hidden: "" });
    frame.append(this.tip);
    this.behaviour
      .scaleExtent([1, DEEPEST])
      .extent([[0, 0], [this.width, this.height]])
      .translateExtent([[0, 0], [this.width, this.height]])
      .filter((event: Event) => this.wanted(event))
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => this.moved(event))
      .on("end", () => this.settle());
    select(picture).call(this.behaviour).on("dblclick.zoom", null);
    this.listen();
    new ResizeObserver(() => this.arrange()).observe(picture);
  }

  /** A wheel scrolls the page unless the map has the focus; a finger does unless it is zoomed in. */
  private wanted(event: Event): boolean {
    if (event instanceof WheelEvent) {
      return event.ctrlKey || event.metaKey || this.frame.contains(document.activeElement);
    }
    if (event instanceof TouchEvent) return event.touches.length > 1 || this.transform.k > 1;
    return !(event instanceof MouseEvent && event.button);
  }

  private listen(): void {
    this.frame.addEventListener("keydown", (event) => this.key(event));
    this.layer.addEventListener("pointerover", (event) => this.over(event.target));
    this.layer.addEventListener("pointerout", () => this.hint(null));
    this.layer.addEventListener("click", (event) => this.click(event));
    this.places.forEach((place) => {
      if (!place.item) return;
      place.item.addEventListener("pointerenter", () => this.mark(place));
      place.item.addEventListener("pointerleave", () => this.mark(null));
      place.item.addEventListener("focusin", () => this.mark(place));
      place.item.addEventListener("focusout", () => this.mark(null));
    });
  }

  private key(event: KeyboardEvent): void {
    if (event.target !== this.frame || event.altKey || event.ctrlKey || event.metaKey) return;
    const far = 80 / this.transform.k;
    const turns: Record<string, () => void> = {
      ArrowLeft: () => this.pan(far, 0), ArrowRight: () => this.pan(-far, 0),
      ArrowUp: () => this.pan(0, far), ArrowDown: () => this.pan(0, -far),
      "+": () => this.scale(1.6), "=": () => this.scale(1.6), "-": () => this.scale(1 / 1.6),
      "0": () => this.home(), Home: () => this.home(),
    };
    const turn = turns[event.key];
    if (!turn) return;
    event.preventDefault();
    turn();
  }

  pan(right: number, down: number): void {
    select(this.picture).call(this.behaviour.translateBy, right, down);
  }

  scale(factor: number): void {
    select(this.picture).call(this.behaviour.scaleBy, factor);
  }

  home(): void {
    select(this.picture).call(this.behaviour.transform, zoomIdentity);
  }

  /** Show some places as large as they fit. */
  show(some: Place[], deepest = 12): void {
    const known = some.filter((place) => !Number.isNaN(place.x));
    if (!known.length) return;
    const xs = known.map((place) => place.x);
    const ys = known.map((place) => place.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.max(1, Math.min(
      deepest, this.width * 0.7 / Math.max(right - left, 1), this.height * 0.7 / Math.max(bottom - top, 1),
    ));
    const to = zoomIdentity
      .translate(this.width / 2, this.height / 2).scale(k)
      .translate(-(left + right) / 2, -(top + bottom) / 2);
    select(this.picture).call(this.behaviour.transform, to);
  }

  private moved(event: D3ZoomEvent<SVGSVGElement, unknown>): void {
    this.transform = event.transform;
    this.picture.classList.toggle("zoomed", event.transform.k > 1);
    if (event.sourceEvent) this.glide();
  }

  /** Move what is drawn as one, as it is: the browser need not paint thousands of dots a frame. */
  private glide(): void {
    const { k, x, y } = this.transform;
    const ratio = k / this.drawn.k;
    if (ratio > STRETCH || ratio < 1 / STRETCH) {
      this.settle();
      return;
    }
    this.sheet.style.transform = `translate(${x - this.drawn.x * ratio}px, ${y - this.drawn.y * ratio}px) scale(${ratio})`;
  }

  /** Draw anew where a gesture has led to. */
  private settle(): void {
    this.drawn = this.transform;
    this.sheet.style.transform = "";
    this.ground.setAttribute("transform", this.transform.toString());
    if (this.transform.k !== this.clusteredAt) this.cluster();
    else this.name();
  }

  /** Draw anew what changed: which places show and how they are coloured. */
  arrange(): void {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.cluster();
    });
  }

  /** Units of the drawing a pixel has. */
  private get unit(): number {
    return this.width / Math.max(this.picture.clientWidth, 1);
  }

  private cluster(): void {
    this.drawn = this.transform;
    this.sheet.style.transform = "";
    this.ground.setAttribute("transform", this.transform.toString());
    const shown = this.places.filter((place) => place.shown && !Number.isNaN(place.x));
    shown.sort((a, b) => b.now - a.now || b.weight - a.weight);
    this.clusteredAt = this.transform.k;
    this.clusters = clustered(shown, (TOUCHING * this.unit) / this.transform.k);
    const before = this.nodes;
    this.nodes = new Map();
    const kept: SVGGraphicsElement[] = [];
    for (const one of this.clusters) {
      const node = one.members.length === 1 ? this.single(one.head) : this.bundle(one);
      this.nodes.set(one, node);
      kept.push(node);
    }
    before.clear();
    this.layer.replaceChildren(...kept.reverse());
    this.name();
  }

  private single(place: Place): SVGGraphicsElement {
    const link = place.link ?? this.dot(place);
    (place.circle as SVGCircleElement).setAttribute("class", `s${place.now}`);
    return link;
  }

  /** Make the dot of a place that the server did not draw by itself. */
  private dot(place: Place): SVGAElement {
    const link = svg("a", { href: place.href, tabindex: "-1" });
    place.circle = svg("circle", { cx: String(place.x), cy: String(place.y), r: String(RADII[place.step]) });
    link.append(place.circle);
    place.link = link;
    return link;
  }

  private bundle(one: Cluster): SVGGElement {
    const node = svg("g", { class: "cluster" });
    const radius = size(one) * this.unit;
    node.append(svg("circle", { r: radius.toFixed(1), class: `s${one.head.now}` }));
    const text = svg("text", { dy: ".35em", "font-size": (11.5 * this.unit).toFixed(1) });
    text.textContent = String(one.members.length);
    node.append(text);
    return node;
  }

  /** Put every dot and name where the picture has moved to. */
  private put(): void {
    const { k, x, y } = this.drawn;
    const [aside, above] = [this.width / 2, this.height / 2]; // what a gesture may bring into view
    for (const [one, node] of this.nodes) {
      const [right, down] = [one.x * k + x, one.y * k + y];
      if (right < -aside || down < -above || right > this.width + aside || down > this.height + above) {
        if (node.style.display !== "none") node.style.display = "none";
        continue;
      }
      if (node.style.display) node.style.display = "";
      const own = one.members.length === 1;
      node.setAttribute(
        "transform",
        `translate(${(own ? right - one.head.x : right).toFixed(1)} ${(own ? down - one.head.y : down).toFixed(1)})`,
      );
    }
    for (const { label, node } of this.texts) {
      const gap = this.gap(label.cluster);
      node.setAttribute("x", (label.cluster.x * k + x + label.side * gap).toFixed(1));
      node.setAttribute("y", (label.cluster.y * k + y + 4.2 * this.unit).toFixed(1));
    }
  }

  private gap(one: Cluster): number {
    const many = one.members.length;
    return (many > 1 ? size(one) + 3 : 6 + one.head.now * 1.2) * this.unit;
  }

  private name(): void {
    const { k, x, y } = this.drawn;
    const narrow = this.picture.clientWidth < 520;
    const labels = labelled(
      this.clusters, (one) => [one.x * k + x, one.y * k + y], (one) => this.gap(one), 12.5 * this.unit,
      this.width, this.height, narrow ? 14 : 40,
    );
    this.texts = labels.map((label) => {
      const node = svg("text", { "text-anchor": label.side === 1 ? "start" : "end" });
      node.textContent = label.cluster.head.name;
      return { label, node };
    });
    this.names.setAttribute("font-size", (12.5 * this.unit).toFixed(1));
    this.names.setAttribute("stroke-width", (3 * this.unit).toFixed(1));
    this.names.replaceChildren(...this.texts.map((one) => one.node));
    this.put();
  }

  private clusterOf(target: EventTarget | null): Cluster | null {
    const node = target instanceof Element ? target.closest("a, .cluster") : null;
    for (const [one, drawn] of this.nodes) if (drawn === node) return one;
    return null;
  }

  private click(event: MouseEvent): void {
    const one = this.clusterOf(event.target);
    if (!one || one.members.length < 2) return;
    event.preventDefault();
    this.show(one.members, Math.min(DEEPEST, this.transform.k * 6));
  }

  private over(target: EventTarget | null): void {
    const one = this.clusterOf(target);
    if (!one) return;
    const { head, members } = one;
    this.hint(one, members.length === 1
      ? `${head.name}: ${head.text}`
      : filled(this.said.cluster, {
        num: members.length, names: members.slice(0, 5).map((place) => place.name).join(", "),
      }));
  }

  private hint(one: Cluster | null, text = ""): void {
    this.tip.hidden = !one;
    if (!one) return;
    this.tip.textContent = text;
    const { k, x, y } = this.transform;
    const scale = 1 / this.unit;
    this.tip.style.left = `${Math.min(Math.max((one.x * k + x) * scale, 80), this.picture.clientWidth - 80)}px`;
    this.tip.style.top = `${(one.y * k + y) * scale}px`;
  }

  /** Mark the dot of a place, or of the cluster it is in. */
  mark(place: Place | null): void {
    if (this.marked) for (const node of this.nodes.values()) node.classList.remove("lit");
    this.marked = place;
    if (!place) return;
    for (const [one, node] of this.nodes) {
      if (one.members.includes(place)) {
        node.classList.add("lit");
        this.layer.append(node);
      }
    }
  }

  get smooth(): boolean {
    return !calm.matches;
  }
}
