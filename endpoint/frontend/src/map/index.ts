// The map with script: what the server drew begins to move. Without it the page is whole too.
import { element, words } from "../words";
import { Near } from "./near";
import { fetched, read } from "./places";
import { Stage } from "./stage";
import { Years } from "./years";

async function start(): Promise<void> {
  const atlas = document.querySelector<HTMLElement>(".atlas");
  const picture = atlas?.querySelector<SVGSVGElement>("svg.map");
  if (!atlas || !picture) return;
  const said = words("map-words");
  const places = atlas.dataset.points ? await fetched(atlas, atlas.dataset.points) : read(atlas);
  if (!places) return; // the page stays as the server made it
  const frame = element("div", { class: "stage", tabindex: "0", role: "group", "aria-label": said.map ?? "" });
  picture.replaceWith(frame);
  frame.append(picture);
  const stage = new Stage(frame, picture, places, said);
  const buttons = element("div", { class: "zooms" });
  const keys: [string, string, () => void][] = [
    ["+", said.closer ?? "", () => stage.scale(1.8)],
    ["−", said.farther ?? "", () => stage.scale(1 / 1.8)],
    ["⌂", said.whole ?? "", () => stage.home()],
  ];
  for (const [text, label, turn] of keys) {
    const button = element("button", { type: "button", "aria-label": label, title: label }, text);
    button.addEventListener("click", turn);
    buttons.append(button);
  }
  frame.after(buttons);
  const controls = element("div", { class: "controls" });
  buttons.after(controls);
  if (atlas.dataset.first && !atlas.dataset.day) new Years(controls, atlas, places, stage, said);
  new Near(controls, places, stage, said);
  stage.arrange();
}

void start();
