// The page of a release that answers without a server; follows the engine in the same module.
const about = JSON.parse(document.getElementById("about").textContent);
const RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
const byId = (id) => document.getElementById(id);
const made = (name, text = "", attributes = {}) => {
  const node = document.createElement(name);
  node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};

async function unpacked(id) {
  const text = byId(id).textContent;
  const raw = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"));
  byId(id).remove();
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function digest(bytes) {
  if (!globalThis.crypto?.subtle) return "";
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...found].map((one) => one.toString(16).padStart(2, "0")).join("");
}

// The default graph is the union of all graphs but those of claims that nobody reviewed.
function* union(text) {
  let last = "";
  for (const line of text.split("\n")) {
    const place = line.lastIndexOf(" <", line.length - 3);
    if (place < 0 || line.endsWith("/claims> .")) continue;
    const triple = line.slice(0, place) + " .";
    if (triple !== last) yield triple;
    last = triple;
  }
}

const ready = (async () => {
  await __wbg_init({ module_or_path: await unpacked("engine") });
  const bytes = await unpacked("dataset");
  const found = await digest(bytes);
  byId("checked").textContent = found ? (found === about.hash ? "✓ the data here has it" : "✗ the data here has " + found) : "";
  const text = new TextDecoder().decode(bytes);
  const store = new Store();
  store.load(text, { format: "application/n-quads", no_transaction: true });
  store.load([...union(text)].join("\n"), { format: "application/n-triples", no_transaction: true });
  return store;
})();

// Answers a query as the endpoint does: SPARQL results in JSON, or N-Triples.
async function ask(query) {
  const store = await ready;
  const options = { base_iri: about.base, results_format: "application/sparql-results+json" };
  try {
    return store.query(query, options);
  } catch (error) {
    if (!/format|graph/i.test(String(error))) throw error;
    return store.query(query, { base_iri: about.base, results_format: "application/n-triples" });
  }
}
globalThis.ask = ask;

async function rows(query) {
  return JSON.parse(await ask(query)).results.bindings;
}

function shown(term) {
  if (!term) return document.createTextNode("");
  if (term.type === "uri") {
    if (term.value.startsWith(about.base)) {
      return made("a", term.label || term.value.slice(about.base.length), { href: "#" + term.value });
    }
    if (/^https?:/.test(term.value)) {
      return made("a", term.label || term.value, { href: term.value, rel: "external noreferrer" });
    }
  }
  const node = made("span", term.value);
  if (term["xml:lang"]) node.lang = term["xml:lang"];
  return node;
}

function table(names, lines) {
  const node = made("table");
  const head = node.appendChild(made("thead")).appendChild(made("tr"));
  names.forEach((name) => head.append(made("th", name, { scope: "col" })));
  const body = node.appendChild(made("tbody"));
  for (const line of lines) {
    const row = body.appendChild(made("tr"));
    names.forEach((name) => row.appendChild(made("td")).append(shown(line[name])));
  }
  return node;
}

async function answerIn(target, query) {
  target.textContent = "…";
  try {
    const text = await ask(query());
    const answer = text.startsWith("{") ? JSON.parse(text) : null;
    if (answer && "boolean" in answer) target.replaceChildren(made("p", answer.boolean ? "yes" : "no"));
    else if (answer) {
      const lines = answer.results.bindings;
      target.replaceChildren(made("p", lines.length + " rows"), table(answer.head.vars, lines));
    } else target.replaceChildren(made("pre", text));
  } catch (error) {
    target.replaceChildren(made("p", String(error.message || error), { role: "alert" }));
  }
}

const run = () => answerIn(byId("results"), () => byId("query").value);

function choose() {
  const query = about.queries[byId("example").selectedIndex];
  byId("query").value = query.text;
  byId("summary").textContent = query.description || query.summary;
}

// A value becomes a term, never text of the query; one that does not fit its blank is refused.
function term(slot, value) {
  if (slot.type === "year" && /^[12]\d{3}$/.test(value)) return value;
  if (slot.type === "day" && /^[12]\d{3}-\d\d-\d\d$/.test(value)) return `"${value}"^^<http://www.w3.org/2001/XMLSchema#date>`;
  if ((slot.class || slot.scheme) && /^[a-z0-9]+(-+[a-z0-9]+)*$/.test(value)) return `<${about.base}id/${slot.type}/${value}>`;
  throw new Error(`${slot.name}: ${value || "nothing"} does not fit`);
}

// The query of a question with its blanks filled; a blank that may stay empty then means any.
function filled(question, values) {
  let text = question.text;
  for (const slot of question.slots) {
    const value = values[slot.name] ?? slot.default;
    if (!value && slot.optional) continue;
    const blank = new RegExp(`VALUES\\s+\\?${slot.name}\\s*\\{\\s*UNDEF\\s*\\}`, "gi");
    text = text.replace(blank, () => `VALUES ?${slot.name} { ${term(slot, value)} }`);
  }
  return text;
}
globalThis.filled = (name, values) => filled(about.questions.find((one) => one.name === name), values);

const spoken = (one) => one.question[navigator.language.slice(0, 2)] || one.question.en;

// What fits a blank: the things of a class, or the concepts of a scheme, by name.
const fitting = new Map();
async function choices(slot) {
  if (!fitting.has(slot.type)) {
    const start = `${about.base}id/${slot.type}/`;
    const what = slot.class ? `a <${slot.class}>` : `<http://www.w3.org/2004/02/skos/core#inScheme> <${slot.scheme}>`;
    const found = await rows(
      `SELECT ?thing (MIN(?l) AS ?label) { ?thing ${what} ; <${RDFS_LABEL}> ?l ` +
        "FILTER NOT EXISTS { ?thing <http://www.w3.org/2002/07/owl#deprecated> true } } GROUP BY ?thing",
    );
    const own = found.filter((one) => one.thing.value.startsWith(start));
    const named = own.map((one) => [one.thing.value.slice(start.length), one.label.value]);
    fitting.set(slot.type, named.sort((one, other) => one[1].localeCompare(other[1])));
  }
  return fitting.get(slot.type);
}

async function field(slot) {
  const label = made("label", slot.name + " ");
  if (!slot.class && !slot.scheme) {
    const attributes = { name: slot.name, value: slot.default, type: slot.type === "day" ? "date" : "text" };
    label.append(made("input", "", attributes));
    return label;
  }
  const select = label.appendChild(made("select", "", { name: slot.name }));
  if (slot.optional) select.append(made("option", "any", { value: "" }));
  for (const [key, name] of await choices(slot)) {
    const option = select.appendChild(made("option", name, { value: key }));
    if (key === slot.default) option.selected = true;
  }
  return label;
}

const asked = () => about.questions[byId("question").selectedIndex];

async function chooseQuestion() {
  const question = asked();
  byId("told").textContent = question.description;
  const fields = await Promise.all(question.slots.map(field));
  byId("blanks").replaceChildren(...fields, made("button", "Answer"));
  byId("answer").replaceChildren();
}

const askedQuery = () => filled(asked(), Object.fromEntries(new FormData(byId("blanks"))));

async function questions() {
  if (!byId("blanks").children.length && about.questions.length) await chooseQuestion();
}

async function browse() {
  const kinds = await rows(
    "SELECT ?class (COUNT(*) AS ?things) { ?thing a ?class } GROUP BY ?class ORDER BY DESC(?things)",
  );
  const own = kinds.filter((one) => one.class.value.startsWith(about.base));
  for (const one of own) one.class.label = one.class.value.split("#")[1];
  byId("browse").replaceChildren(made("h2", "Things"), table(["class", "things"], own));
}

async function map() {
  const points = await rows(
    "PREFIX wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> SELECT ?place ?lat ?long (SAMPLE(?l) AS ?label) " +
      `{ ?place wgs:lat ?lat ; wgs:long ?long ; <${RDFS_LABEL}> ?l } GROUP BY ?place ?lat ?long ORDER BY ?place`,
  );
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "-180 -90 360 180");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", points.length + " places");
  for (const one of points) {
    const link = document.createElementNS(space, "a");
    link.setAttribute("href", "#" + one.place.value);
    const dot = document.createElementNS(space, "circle");
    dot.setAttribute("cx", one.long.value);
    dot.setAttribute("cy", String(-Number(one.lat.value)));
    dot.setAttribute("r", "0.7");
    const title = document.createElementNS(space, "title");
    title.textContent = one.label.value;
    dot.append(title);
    link.append(dot);
    svg.append(link);
  }
  byId("map").replaceChildren(made("h2", "Map"), svg);
}

async function thing(iri) {
  const safe = iri.replace(/[<>"{}|^`\\\s]/g, encodeURIComponent);
  const node = `<${safe}>`;
  const outgoing = await rows(
    `SELECT ?property ?value (MIN(?l) AS ?label) (GROUP_CONCAT(DISTINCT STR(?g); separator=" ") AS ?records) ` +
      `{ GRAPH ?g { ${node} ?property ?value } OPTIONAL { ?value <${RDFS_LABEL}> ?l } } GROUP BY ?property ?value ORDER BY ?property ?value LIMIT 500`,
  );
  const incoming = await rows(
    `SELECT ?thing ?property (MIN(?l) AS ?label) { ?thing ?property ${node} OPTIONAL { ?thing <${RDFS_LABEL}> ?l } } GROUP BY ?thing ?property ORDER BY ?property ?thing LIMIT 500`,
  );
  const instance = await rows(`SELECT (MIN(?l) AS ?label) { ${node} <${RDFS_LABEL}> ?l }`);
  for (const one of outgoing) {
    one.property.label = one.property.value.split(/[#/]/).pop();
    if (one.label) one.value.label = one.label.value;
  }
  for (const one of incoming) {
    one.property.label = one.property.value.split(/[#/]/).pop();
    if (one.label) one.thing.label = one.label.value;
  }
  byId("thing").replaceChildren(
    made("h2", instance[0]?.label?.value || iri),
    made("p", iri),
    table(["property", "value", "records"], outgoing),
    made("h3", "Points here"),
    table(["thing", "property"], incoming),
  );
}

async function route() {
  const target = decodeURI(location.hash.slice(1));
  const name = target.startsWith("/") ? target.slice(1) : target ? "thing" : "sparql";
  for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== name;
  if (name === "questions") await questions();
  else if (name === "browse") await browse();
  else if (name === "map") await map();
  else if (name === "thing") await thing(target);
}

await ready;
byId("state").remove();
about.queries.forEach((query) => byId("example").append(made("option", query.summary)));
byId("example").addEventListener("change", choose);
byId("run").addEventListener("click", run);
about.questions.forEach((one) => byId("question").append(made("option", spoken(one).replace(/[{}]/g, ""))));
byId("question").addEventListener("change", chooseQuestion);
byId("blanks").addEventListener("submit", (event) => {
  event.preventDefault();
  answerIn(byId("answer"), askedQuery);
});
byId("as-sparql").addEventListener("click", () => {
  byId("query").value = askedQuery();
  byId("summary").textContent = asked().description;
});
addEventListener("hashchange", route);
choose();
byId("main").hidden = false;
await route();
document.documentElement.dataset.ready = "yes";
