// Messages come from the page, in its language: the script has none of its own.
export type Words = Record<string, string>;

export function words(id: string): Words {
  const text = document.getElementById(id)?.textContent ?? "{}";
  return JSON.parse(text) as Words;
}

/** Fill `%(name)s` in a message. */
export function filled(message: string | undefined, values: Record<string, string | number>): string {
  return (message ?? "").replace(/%\((\w+)\)s/g, (_, name: string) => String(values[name] ?? ""));
}

/** Make an element with attributes and text; nothing is ever read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}
