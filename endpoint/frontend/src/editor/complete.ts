// Completion: prefixes, classes, properties that fit the class of the subject, things by name.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { syntaxTree } from "@codemirror/language";
import { filled, type Words } from "../words";
import { spot, terms, things, type Term, type Terms } from "./terms";

const WORD = /[\w-]*:?[\w-]*$/;

/** Put a term in, and the line of its prefix above where it is not declared yet. */
function applied(term: Term, all: Terms) {
  return (view: EditorView, _: Completion, from: number, to: number): void => {
    const prefix = term.name.split(":")[0] ?? "";
    const declared = new RegExp(`PREFIX\\s+${prefix}:`, "i").test(view.state.doc.toString());
    const space = all.prefixes[prefix];
    const line = !declared && space ? `PREFIX ${prefix}: <${space}>\n` : "";
    view.dispatch({
      changes: [{ from: 0, insert: line }, { from, to, insert: term.name }],
      selection: { anchor: from + line.length + term.name.length },
      userEvent: "input.complete",
    });
  };
}

function option(term: Term, all: Terms, type: string, boost: number, said: Words): Completion {
  const used = filled(said.uses, { num: term.count });
  return { label: term.name, detail: term.label, info: used, type, boost, apply: applied(term, all) };
}

export function completing(said: Words) {
  const short = (name: string): string => name;
  async function ofTerms(context: CompletionContext): Promise<CompletionResult | null> {
    const found = context.matchBefore(WORD);
    if (!found || inText(context) || (found.from === found.to && !context.explicit)) return null;
    const before = context.state.sliceDoc(0, found.from);
    if (/[?$<@"]$/.test(before)) return null;
    const all = await terms(said.completion ?? "");
    const here = spot(before, context.state.doc.toString(), short);
    const expanded = new Set(here.classes.map((name) => iri(name, all)));
    const options: Completion[] = [];
    if (here.slot !== "property") {
      for (const one of all.classes) options.push(option(one, all, "class", here.slot === "class" ? 50 : 0, said));
    }
    if (here.slot !== "class") {
      for (const one of all.properties) {
        const fits = one.classes?.some((name) => expanded.has(name)) ?? false;
        const boost = here.slot === "property" ? (fits ? 60 : 10) : -20;
        options.push(option(one, all, "property", boost, said));
      }
    }
    if (/PREFIX\s+$/i.test(before)) {
      return {
        from: found.from,
        options: Object.entries(all.prefixes).map(([name, space]) => ({
          label: `${name}:`, detail: space, type: "namespace", apply: `${name}: <${space}>`,
        })),
      };
    }
    return { from: found.from, options, validFor: /^[\w-]*:?[\w-]*$/ };
  }

  async function ofThings(context: CompletionContext): Promise<CompletionResult | null> {
    const found = context.matchBefore(/[\p{L}\p{M}-]{3,}$/u);
    if (!found || inText(context)) return null;
    const before = context.state.sliceDoc(0, found.from);
    if (/[?$<@":\w]$/.test(before)) return null;
    if (spot(before, context.state.doc.toString(), short).slot === "property") return null;
    const stop = new AbortController();
    context.addEventListener("abort", () => stop.abort(), { onDocChange: true });
    const { kinds } = await terms(said.completion ?? "");
    const list = await things(said.search ?? "", found.text, stop.signal).catch(() => []);
    return {
      from: found.from,
      filter: false,
      options: list.map((one) => ({
        label: one.label, detail: kinds[one.kind] ?? one.kind, type: "constant", apply: `<${one.iri}>`,
      })),
    };
  }

  function ofVariables(context: CompletionContext): CompletionResult | null {
    const found = context.matchBefore(/[?$]\w*$/);
    if (!found) return null;
    const names = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
    names.delete(found.text);
    return {
      from: found.from,
      options: [...names].map((label) => ({ label, type: "variable", detail: said.variable ?? "" })),
      validFor: /^[?$]\w*$/,
    };
  }
  return [ofTerms, ofThings, ofVariables];
}

function iri(name: string, all: Terms): string {
  const [prefix, local] = name.split(":");
  return (all.prefixes[prefix ?? ""] ?? "") + (local ?? "");
}

function inText(context: CompletionContext): boolean {
  const name = syntaxTree(context.state).resolveInner(context.pos, -1).name;
  return /comment|string/i.test(name);
}
