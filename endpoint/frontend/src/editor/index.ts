// The query editor: the form stays what is sent, the editor writes into its field.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { forceLinting, linter, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { element, words } from "../words";
import { completing } from "./complete";

const style = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.string, tags.literal, tags.number], color: "var(--mark)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--ink)", fontWeight: "600" },
  { tag: [tags.namespace, tags.url, tags.propertyName], color: "var(--accent)" },
]);
const theme = EditorView.theme({
  "&": { fontSize: "0.95rem", color: "var(--ink)", backgroundColor: "var(--raised)", maxHeight: "70vh" },
  ".cm-content": { fontFamily: "var(--mono)", caretColor: "var(--ink)", minHeight: "14rem", padding: ".6rem 0" },
  ".cm-scroller": { overflow: "auto", fontFamily: "var(--mono)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--muted)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--accent-soft)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--mark-soft) !important" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--muted)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--paper)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "1" },
});

function problems(form: HTMLFormElement) {
  return (view: EditorView): Diagnostic[] => {
    const line = Number(form.dataset.line);
    if (!line || line > view.state.doc.lines || view.state.doc.toString() !== form.dataset.asked) return [];
    const found = view.state.doc.line(line);
    const from = Math.min(found.from + Math.max(Number(form.dataset.column) - 1, 0), found.to);
    return [{ from: Math.min(from, Math.max(found.to - 1, found.from)), to: found.to, severity: "error", message: form.dataset.problem ?? "" }];
  };
}

function start(): void {
  const field = document.querySelector<HTMLTextAreaElement>("form.sparql textarea[name=query]");
  const form = field?.form;
  if (!field || !form) return;
  const said = words("editor-words");
  form.dataset.asked = field.value;
  const host = element("div", { class: "editor" });
  // In a shadow root the editor's styles are sheets of their own, which the site's policy allows.
  const shadow = host.attachShadow({ mode: "open" });
  field.after(host);
  const view = new EditorView({
    root: shadow,
    parent: shadow,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(),
        sparql(), syntaxHighlighting(style), theme, EditorView.lineWrapping,
        autocompletion({ override: completing(said), icons: false }),
        linter(problems(form)),
        EditorView.contentAttributes.of({ "aria-label": said.label ?? "", "aria-multiline": "true" }),
        keymap.of([
          { key: "Mod-Enter", run: () => { form.requestSubmit(); return true; } },
          ...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) field.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  field.classList.add("replaced");
  host.after(element("p", { class: "small" }, said.help));
  document.querySelector<HTMLLabelElement>(`label[for="${field.id}"]`)?.addEventListener("click", () => view.focus());
  if (form.dataset.line) forceLinting(view);
}

start();
