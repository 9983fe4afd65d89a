// Asks a service with Comunica and rdf-dereference as a page of theirs would, with their defaults.
// Takes the service's address; prints, as JSON, what each of the requests found or why it failed.
import { QueryEngine } from "@comunica/query-sparql";
import { rdfDereferencer } from "rdf-dereference";

const base = process.argv[2];
const engine = new QueryEngine();
const CLASSES = "SELECT DISTINCT ?c { ?c a <http://www.w3.org/2002/07/owl#Class> FILTER(ISIRI(?c)) }";
const ABOUT = "SELECT ?p ?o { <https://w3id.org/urban-solidarity/id/city/palermo> ?p ?o }";
const DATASETS = "SELECT ?d { ?d a <http://www.w3.org/ns/dcat#Dataset> }";
const CITIES = "SELECT ?c { ?c a <https://w3id.org/urban-solidarity/ontology#City> } LIMIT 20";
const NAMES = "CONSTRUCT { ?c <urn:name> ?l } WHERE { ?c a <https://w3id.org/urban-solidarity/ontology#City> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l } LIMIT 30";

async function rows(path, query, type) {
  const value = `${base}${path}`;
  const sources = [type ? { type, value } : value];
  return (await (await engine.queryBindings(query, { sources })).toArray()).length;
}

async function triples(path, query) {
  const stream = await engine.queryQuads(query, { sources: [`${base}${path}`] });
  return (await stream.toArray()).length;
}

async function quads(path) {
  const { data } = await rdfDereferencer.dereference(`${base}${path}`);
  let count = 0;
  for await (const _ of data) count += 1;
  return count;
}

const ASKED = {
  "comunica /ontology": () => rows("/ontology", CLASSES),
  "comunica /doc/city/palermo": () => rows("/doc/city/palermo", ABOUT),
  "comunica /id/city/palermo": () => rows("/id/city/palermo", ABOUT),
  "comunica /dataset": () => rows("/dataset", DATASETS),
  "comunica /sparql": () => rows("/sparql", CITIES),
  "comunica /sparql by its type": () => rows("/sparql", CITIES, "sparql"),
  "comunica /sparql CONSTRUCT": () => triples("/sparql", NAMES),
  "comunica /sparql ASK": async () =>
    Number(await engine.queryBoolean("ASK { ?s ?p ?o }", { sources: [`${base}/sparql`] })),
};
for (const path of ["/ontology", "/doc/city/palermo", "/id/city/palermo", "/doc/city/palermo.ttl", "/doc/city/palermo.nt", "/doc/city/palermo.rdf", "/doc/city/palermo.html", "/dataset"]) {
  ASKED[`dereference ${path}`] = () => quads(path);
}

const found = {};
for (const [name, ask] of Object.entries(ASKED)) {
  try {
    found[name] = await ask();
  } catch (error) {
    found[name] = String(error.message ?? error).slice(0, 500);
  }
}
console.log(JSON.stringify(found));
