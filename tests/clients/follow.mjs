// Follows a stream of changes with ldes-client to its end, as it comes when nothing is set.
// Takes the stream's address; prints, as JSON, how many members of each kind came and their quads.
import { intoConfig, replicateLDES } from "ldes-client";

const KIND = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const ACTIVITIES = "https://www.w3.org/ns/activitystreams#";

const client = replicateLDES(intoConfig({ url: process.argv[2] }));
client.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
const found = { Create: 0, Update: 0, Delete: 0, quads: 0 };
for await (const member of client.stream()) {
  const kind = member.quads.find(
    ({ subject, predicate }) => subject.equals(member.id) && predicate.value === KIND,
  );
  found[kind.object.value.replace(ACTIVITIES, "")] += 1;
  found.quads += member.quads.length;
}
console.log(JSON.stringify(found));
