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

async function run() {
  const target = byId("results");
  target.textContent = "…";
  try {
    const text = await ask(byId("query").value);
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

function choose() {
  const query = about.queries[byId("example").selectedIndex];
  byId("query").value = query.text;
  byId("summary").textContent = query.description || query.summary;
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
  if (name === "browse") await browse();
  else if (name === "map") await map();
  else if (name === "thing") await thing(target);
}

await ready;
byId("state").remove();
about.queries.forEach((query) => byId("example").append(made("option", query.summary)));
byId("example").addEventListener("change", choose);
byId("run").addEventListener("click", run);
addEventListener("hashchange", route);
choose();
byId("main").hidden = false;
await route();
document.documentElement.dataset.ready = "yes";
