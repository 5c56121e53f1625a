// The desk's own part: keys, the stop-watch, and an outbox of answers that empties only when they are kept.
//
// Every answer goes into the outbox (and into the browser's storage, for a tab that dies) with an id of its
// own; the server answers with the ids it has kept. What is shown is what the server says, with what still
// waits in the outbox over it.

const desks = new Map();
const IDLE_MS = 60000;
const LEFT_MS = 1500;
const TYPING_MS = 150;
const TEXT_INPUTS = new Set(["INPUT", "TEXTAREA", "SELECT"]);

export default function (component) {
  const { parentElement, data } = component;
  const desk = desks.get(data.draft) || open(component);
  desks.set(data.draft, desk);
  clearTimeout(desk.leaving);
  desk.attach(parentElement);
  desk.heard(component);
  // Streamlit may take the component down and put it up again between two answers: place and time stay.
  return () => {
    desk.leaving = setTimeout(() => {
      desk.close();
      desks.delete(data.draft);
    }, LEFT_MS);
  };
}

function open(component) {
  let root = null;
  const store = `plumbline-desk-${component.data.draft}`;
  const desk = {
    draft: component.data.draft, data: component.data, send: component.setStateValue,
    outbox: remembered(store), here: 0, help: false, active: 0, touched: Date.now(), timers: {},
    composing: false, sentAt: null, brief: !matchMedia("(max-width: 900px)").matches,
  };

  const value = (what) => {
    for (let i = desk.outbox.length - 1; i >= 0; i--) if (desk.outbox[i].what === what) return desk.outbox[i].value;
    const found = desk.data.standing[what];
    return found ? found.value : null;
  };

  const push = (what, val) => {
    const found = desk.data.standing[what];
    desk.outbox.push({ id: ulid(), what, value: val, saw: found ? found.newest : 0, seconds: desk.active });
    desk.active = 0;
    remember(store, desk.outbox);
    desk.sentAt = performance.now();
    desk.send("outbox", desk.outbox.slice());
    const told = root.querySelector("#saved");
    if (told && what !== "$submit") { told.textContent = desk.data.words.saving; told.classList.add("waiting"); }
    setTimeout(render); // not while the browser is moving the focus to the next field
  };

  const answer = (code, change) => push(code, { ...(value(code) || {}), ...change });
  const items = () => desk.data.sections.flatMap((section) => section.items);

  const choose = (item, code) => {
    const said = value(item.code) || {};
    if (item.kind === "multi") {
      const had = said.choices || [];
      const choices = had.includes(code) ? had.filter((c) => c !== code) : [...had, code];
      return answer(item.code, { choices, none: false, not_applicable: false, undetermined: false });
    }
    return answer(item.code, { choice: code, not_applicable: false, undetermined: false });
  };
  const setNa = (item) => answer(item.code,
    { choice: null, choices: [], number: null, text: "", none: false, undetermined: false, not_applicable: true });
  const setUndetermined = (item) => answer(item.code,
    { choice: null, choices: [], none: false, not_applicable: false, undetermined: true });
  const setNone = (item) => answer(item.code,
    { choices: [], none: true, not_applicable: false, undetermined: false });

  // The rest of a section: what is answered already, and what the facts answer, stays as it is.
  const open_ = (section) => section.items.filter((item) => {
    const said = value(item.code) || {};
    return !item.known && !said.choice && !(said.choices || []).length && !said.none && !said.not_applicable
      && !said.undetermined && (said.number === null || said.number === undefined || said.number === "") && !said.text;
  });
  const fillBest = (section) => open_(section).filter((item) => item.best)
    .forEach((item) => answer(item.code, { ...item.best, not_applicable: false }));
  const fillNa = (section) => open_(section).filter((item) => item.na).forEach(setNa);
  const sectionHere = () => { const item = items()[desk.here];
    return desk.data.sections.find((section) => section.items.includes(item)); };

  const promised = () => value("@promises") || [];
  const addPromise = (what, hours) => {
    const at = value("@at") ? new Date(value("@at")) : new Date();
    push("@promises", [...promised(), { what, due: zoned(new Date(at.getTime() + hours * 3600000)) }]);
    setTimeout(() => root.querySelector(`#f-promise-${promised().length - 1}`)?.focus());
  };

  const mark = (turn) => push("@watch", [...(value("@watch") || []), [turn, Date.now()]]);
  const submit = () => { blurred(); push("$submit", true); desk.asked = desk.outbox[desk.outbox.length - 1].id; };
  const blurred = () => { const at = focused(root); if (at && at.flush) at.flush(); if (at) at.blur(); };
  const step = (by) => {
    // What the facts of the call answer is passed over.
    const asked = items();
    let at = desk.here + by;
    while (asked[at] && asked[at].known) at += by;
    if (asked[at]) desk.here = at;
    render();
    root.querySelector(".item.here")?.scrollIntoView({ block: "nearest" });
  };

  // Where a call was refused for what it lacks, the first of it is where one goes on typing.
  const toLack = ([lack, code]) => {
    const at = items().findIndex((item) => item.code === code);
    if (at >= 0) { desk.here = at; render(); }
    const find = (id) => root.querySelector(`#${CSS.escape(id)}`);
    const line = root.querySelector(`[data-item="${CSS.escape(code)}"]`);
    const box = {
      differs: () => root.querySelector(`[data-differs="${CSS.escape(code)}"] button`),
      reason: () => find(`f-r-${code}`),
      evidence: () => document.querySelector('[class*="st-key-uploader-evidence-file"] button'),
      comment: () => find(`f-c-${code}`),
      answer: () => find(`f-${code}`) || line?.querySelector("button"),
    }[lack]();
    (box || line)?.scrollIntoView({ block: "center" });
    box?.focus({ preventScroll: true });
  };

  // A field whose text is kept while it is typed, but not in the middle of a composed character.
  const field = (id, current, save, kind = "input", extra = {}) => {
    const box = h(kind, { id: `f-${id}`, ...extra });
    box.value = current ?? "";
    let last = box.value;
    const keep = () => {
      clearTimeout(desk.timers[id]);
      delete desk.timers[id];
      if (box.value !== last) { last = box.value; save(box.value); }
    };
    box.flush = keep;
    box.addEventListener("input", () => {
      if (desk.composing) return;
      clearTimeout(desk.timers[id]);
      if (!extra["data-whole"]) desk.timers[id] = setTimeout(keep, TYPING_MS);
    });
    box.addEventListener("change", keep);
    box.addEventListener("blur", keep);
    box.addEventListener("compositionstart", () => { desk.composing = true; });
    box.addEventListener("compositionend", () => {
      desk.composing = false;
      desk.timers[id] = setTimeout(keep, TYPING_MS);
    });
    return box;
  };

  const render = () => {
    if (desk.composing) return;
    const at = focused(root);
    // A date is typed part by part and a list hangs open: both would begin anew. Drawn when they are left.
    if (at && (at.type === "datetime-local" || at.tagName === "SELECT")) {
      at.addEventListener("blur", () => setTimeout(render), { once: true });
      const told = root.querySelector("#saved"), waits = desk.outbox.length;
      if (told) { told.textContent = waits ? desk.data.words.saving : desk.data.saved; told.classList.toggle("waiting", !!waits); }
      return;
    }
    const held = at && at.id ? { id: at.id, value: at.value, start: caret(at), pending: desk.timers[at.id.slice(2)] } : null;
    desk.buttons = 0;
    root.replaceChildren(h("div", { class: "desk" }, side(), form()));
    if (!held) return;
    const again = root.querySelector(`#${CSS.escape(held.id)}`);
    if (!again) return;
    if (TEXT_INPUTS.has(again.tagName) && again.type !== "checkbox" && held.value !== again.value) {
      again.value = held.value;
      again.dispatchEvent(new Event("input"));
    }
    again.focus({ preventScroll: true });
    if (held.start !== null && again.setSelectionRange) try { again.setSelectionRange(held.start, held.start); } catch { /* numbers have no caret */ }
  };

  const side = () => h("div", { class: "side" }, watch(), brief(), header(), promises(), state());

  const brief = () => {
    const w = desk.data.words, told = desk.data.brief;
    if (!told) return "";
    const card = h("details", { class: "card", id: "brief", ...(desk.brief ? { open: "" } : {}) },
      h("summary", { id: "f-brief" }, key("B"), `${w.brief}: ${told.title}`));
    card.addEventListener("toggle", () => { desk.brief = card.open; });
    card.append(h("p", { class: "muted" }, `${w.slot}: ${told.slot}`));
    if (told.missing) card.append(h("p", { class: "trouble" }, told.missing));
    for (const part of told.parts) card.append(h("div", { class: "told" }, h("strong", {}, part.label),
      ...part.lines.map((words) => h("div", {}, words))));
    told.questions.forEach((each, i) => card.append(h("div", { class: "told" }, h("strong", {}, `${i + 1}. ${each.ask}`),
      h("div", {}, `${w.answer}: ${each.answer}`), each.follow_up ? h("div", { class: "muted" }, `${w.follow_up}: ${each.follow_up}`) : "")));
    return card;
  };

  // What the agent promised; each becomes a follow-up with its due time when the call is submitted.
  const promises = () => {
    const w = desk.data.words;
    if (!desk.data.promises) return "";
    const card = h("div", { class: "card" }, h("h4", {}, key("P"), w.promises)), made = promised();
    const change = (i, to) => push("@promises", promised().map((each, at) => (at === i ? { ...each, ...to } : each)));
    made.forEach((each, i) => card.append(
      h("label", { for: `f-promise-${i}` }, w.promised),
      field(`promise-${i}`, each.what, (v) => change(i, { what: v }), "input", { maxlength: "300" }),
      h("label", { for: `f-due-${i}` }, w.by_when),
      field(`due-${i}`, local(each.due), (v) => v && change(i, { due: `${v.slice(0, 16)}:00+08:00` }), "input",
        { type: "datetime-local", "data-whole": "1" }),
      press(w.drop, () => push("@promises", promised().filter((_, at) => at !== i)), false)));
    const row = h("div", { class: "row" });
    desk.data.promises.expected.filter((each) => !made.some((had) => had.what === each.what))
      .forEach((each) => row.append(press(`＋ ${each.label}`, () => addPromise(each.what, each.hours), false)));
    row.append(press(`＋ ${w.another}`, () => addPromise("", 24), false, "promise-more"));
    card.append(row);
    differing(card, "@promises");
    return card;
  };

  const header = () => {
    const w = desk.data.words;
    const card = h("div", { class: "card" }, h("h4", {}, key("G"), w.header));
    for (const f of desk.data.header) {
      const said = value(f.what);
      card.append(h("label", { for: `f-${f.what}` }, f.label));
      if (f.kind === "yesno") {
        const yes = said !== false;
        card.append(h("div", { class: "row" },
          press(w.yes, () => push(f.what, true), yes, `f-${f.what}`), press(w.no, () => push(f.what, false), !yes)));
      } else if (f.kind === "choice") {
        const list = field(f.what, said, (v) => push(f.what, v || null), "select", { "data-whole": "1" });
        list.append(h("option", { value: "" }, "—"));
        for (const [code, words] of f.options) list.append(h("option", { value: code }, words));
        list.value = said ?? "";
        card.append(list);
      } else if (f.kind === "number") {
        const told = said ?? "";
        card.append(field(f.what, told, (v) => push(f.what, v === "" ? null : Math.round(Number(v))), "input",
          { type: "number", min: "0", placeholder: f.hint || "" }));
      } else if (f.kind === "moment") {
        card.append(field(f.what, local(said), (v) => v && push(f.what, `${v.slice(0, 16)}:00+08:00`), "input",
          { type: "datetime-local", "data-whole": "1" }));
      } else {
        const whole = f.what === "@dialled" || f.what === "@number" ? { "data-whole": "1" } : {};
        const shown = said && typeof said === "object" ? said.shown : said; // a number is kept masked
        card.append(field(f.what, shown, (v) => push(f.what, v || null), f.kind === "words" ? "textarea" : "input",
          { placeholder: f.hint || "", maxlength: "500", ...whole }));
      }
      differing(card, f.what);
    }
    return card;
  };

  const watch = () => {
    if (!desk.data.turns.length) return "";
    const marks = value("@watch") || [];
    const now = marks.length ? marks[marks.length - 1][0] : null;
    const card = h("div", { class: "card" }, h("h4", {}, desk.data.words.watch));
    card.append(h("div", { class: "row" }, ...desk.data.turns.map((t) =>
      press([key(t.key), t.text], () => mark(t.code), now === t.code, `watch-${t.code}`))));
    card.append(h("p", { class: "times", id: "times" }, times()));
    if (marks.length) card.append(press(desk.data.words.undo_mark, () => push("@watch", marks.slice(0, -1)), false));
    return card;
  };
  const times = () => {
    const marks = value("@watch") || [];
    const spent = {};
    marks.forEach(([turn, at], i) => {
      if (turn === "end") return;
      const until = i + 1 < marks.length ? marks[i + 1][1] : Date.now();
      spent[turn] = (spent[turn] || 0) + until - at;
    });
    return desk.data.turns.filter((t) => spent[t.code] !== undefined)
      .map((t) => `${t.text} ${clock(Math.floor(spent[t.code] / 1000))}`).join(" · ");
  };

  const form = () => {
    const box = h("div", { class: "form" });
    let place = 0;
    for (const section of desk.data.sections) {
      if (section.items.length) box.append(heading(section));
      for (const item of section.items) box.append(line(item, place++));
    }
    box.append(faults(), after(), bar());
    return box;
  };

  const heading = (section) => {
    const w = desk.data.words, left = open_(section);
    const box = h("div", { class: "section" }, h("span", {}, section.text));
    if (left.some((item) => item.best)) box.append(press([key("A"), w.best], () => fillBest(section), false, `best-${section.code}`));
    if (left.some((item) => item.na)) box.append(press([key("S"), w.section_na], () => fillNa(section), false, `na-${section.code}`));
    return box;
  };

  const line = (item, place) => {
    const w = desk.data.words, said = value(item.code) || {};
    const box = h("div", { class: `item${place === desk.here ? " here" : ""}`, "data-item": item.code });
    box.addEventListener("click", () => { if (desk.here !== place) { desk.here = place;
      root.querySelector(".item.here")?.classList.remove("here"); box.classList.add("here"); } });
    box.append(h("div", { class: "name" }, item.fatal ? h("span", { class: "fatal", title: w.fatal }, "⬣ ") : "",
      item.text, item.points ? h("span", { class: "muted" }, `  ${item.points}`) : "",
      item.phase ? h("span", { class: "phase" }, item.phase) : ""));
    if (item.guidance && place === desk.here) box.append(h("p", { class: "muted" }, item.guidance));
    if (item.known) { box.append(h("div", { class: "muted" }, `${item.known} · ${w.known}`)); return box; }
    const row = h("div", { class: "row" });
    item.choices.forEach((c, i) => row.append(press([key(i < 9 ? String(i + 1) : ""), c.text], () => choose(item, c.code),
      item.kind === "multi" ? (said.choices || []).includes(c.code) : said.choice === c.code, `o-${item.code}-${c.code}`)));
    if (item.kind === "multi") row.append(press([key("0"), w.none], () => setNone(item), !!said.none));
    if (item.kind === "number" || item.kind === "duration") row.append(field(item.code, said.number,
      (v) => answer(item.code, { number: v === "" ? null : v, not_applicable: false, undetermined: false }), "input", { type: "number", step: "any" }));
    if (item.kind === "text") row.append(field(item.code, said.text, (v) => answer(item.code, { text: v, not_applicable: false, undetermined: false }), "textarea"));
    if (item.kind === "moment") row.append(field(item.code, said.text, (v) => answer(item.code, { text: v, not_applicable: false, undetermined: false }), "input",
      { type: "datetime-local", "data-whole": "1" }));
    if (item.na) row.append(press([key("N"), w.na], () => setNa(item), !!said.not_applicable));
    if (item.undetermined) row.append(press([key("U"), w.undetermined], () => setUndetermined(item), !!said.undetermined));
    box.append(row);
    if (item.failing) box.append(...why(item, said));
    if (place === desk.here || said.comment || item.comment) box.append(h("label", { for: `f-c-${item.code}` }, key("C"),
      item.comment ? w.comment_needed : w.comment),
      field(`c-${item.code}`, said.comment, (v) => answer(item.code, { comment: v }), "textarea"));
    if (item.raised) box.append(...reason(item.code));
    differing(box, item.code);
    return box;
  };

  // Asked only where the answer failed: the root cause, the behaviour, whose fault it was.
  const why = (item, said) => {
    const w = desk.data.words, parts = [];
    const list = (name, id, options, current) => {
      const box = field(`${id}-${item.code}`, current, (v) => answer(item.code, id === "beh"
        ? { behaviours: v ? [v] : [] } : { [id]: v || null }), "select", { "data-whole": "1" });
      box.append(h("option", { value: "" }, "—"), ...options.map(([code, text]) => h("option", { value: code }, text)));
      box.value = current ?? "";
      parts.push(h("label", {}, name), box);
    };
    if (item.causes.length) list(w.cause, "root_cause", item.causes, said.root_cause);
    if (item.behaviours.length) list(w.behaviour, "beh", item.behaviours, (said.behaviours || [])[0]);
    if (item.attributions.length) list(w.attribution, "attribution", item.attributions, said.attribution);
    return parts;
  };

  const reason = (code) => {
    const said = value(`!${code}`) || {}, w = desk.data.words;
    return [h("label", { class: "fatal", for: `f-r-${code}` }, w.reason),
      field(`r-${code}`, said.reason, (v) => push(`!${code}`, { ...said, ...(value(`!${code}`) || {}), reason: v }), "textarea"),
      h("p", { class: "muted" }, desk.data.proven.includes(code) ? `✓ ${w.proven}` : w.unproven)];
  };

  const faults = () => {
    if (!desk.data.faults.length) return "";
    const box = h("div", { class: "card" }, h("h4", { class: "fatal" }, key("X"), desk.data.words.faults));
    for (const fault of desk.data.faults) {
      const said = value(`!${fault.code}`) || {};
      const tick = h("input", { type: "checkbox", id: `f-!${fault.code}` });
      tick.checked = !!said.ticked;
      tick.addEventListener("change", () => push(`!${fault.code}`, { ...said, ticked: tick.checked }));
      box.append(h("label", {}, tick, " ", fault.text));
      if (said.ticked) box.append(...reason(fault.code));
      differing(box, `!${fault.code}`);
    }
    return box;
  };

  // The worst point, the ending, the behaviours: what a customer keeps of a call.
  const after = () => {
    const w = desk.data.words, asked = desk.data.after;
    if (!asked) return "";
    const card = h("div", { class: "card", id: "after" }, h("h4", {}, key("W"), w.after));
    const worst = field("@worst", value("@worst"), (v) => push("@worst", v || null), "select", { "data-whole": "1" });
    worst.append(h("option", { value: "" }, "—"), ...asked.worst.map(([code, text]) => h("option", { value: code }, text)));
    worst.value = value("@worst") ?? "";
    card.append(h("label", { for: "f-@worst" }, w.worst), worst, h("label", {}, w.ending),
      h("div", { class: "row" }, ...asked.endings.map(([code, text]) => press(text,
        () => push("@ending", value("@ending") === code ? null : code), value("@ending") === code, `ending-${code}`))));
    differing(card, "@worst"); differing(card, "@ending");
    if (asked.behaviours.length) {
      const had = value("@behaviours") || [];
      card.append(h("label", {}, w.behaviours), h("div", { class: "row" }, ...asked.behaviours.map(([code, text]) =>
        press(text, () => push("@behaviours", had.includes(code) ? had.filter((c) => c !== code) : [...had, code]),
          had.includes(code), `behaviour-${code}`))));
      differing(card, "@behaviours");
    }
    card.append(h("label", { for: "f-@behaviour" }, w.other),
      field("@behaviour", value("@behaviour"), (v) => push("@behaviour", v || null), "input", { maxlength: "200" }));
    differing(card, "@behaviour");
    return card;
  };

  // Both answers with their authors; choosing one is an answer given having seen both.
  const differing = (box, what) => {
    const found = desk.data.standing[what];
    if (!found || !found.against.length || desk.outbox.some((each) => each.what === what)) return;
    const part = h("div", { class: "differs", "data-differs": what }, h("div", {}, `⚠ ${desk.data.words.differs}`));
    for (const each of [found, ...found.against]) part.append(
      press(`${each.name}: ${each.said}`, () => push(what, each.value), false));
    box.append(part);
  };

  const bar = () => {
    const w = desk.data.words, waits = desk.outbox.filter((each) => each.what !== "$submit").length;
    const box = h("div", { class: "bar" });
    const send = press([w.submit, " ", key("Ctrl+Enter")], submit, false, "submit");
    send.classList.add("primary");
    send.disabled = !desk.data.owned;
    box.append(send, h("span", { class: `saved${waits ? " waiting" : ""}`, id: "saved", role: "status" },
      waits ? w.saving : desk.data.saved), h("span", { class: "muted" }, desk.data.left),
      h("span", { class: "muted", id: "worked" }, worked()), press([key("?"), w.help], help, desk.help));
    if (desk.data.score) box.append(h("strong", {}, desk.data.score));
    if (desk.data.trouble) box.append(h("div", { class: "trouble", role: "alert" }, desk.data.trouble));
    if (desk.help) box.append(h("ul", { class: "keys" }, ...w.keys.map(([k, text]) => h("li", {}, key(k), text))));
    return box;
  };
  const state = () => desk.data.others ? h("div", { class: "muted" }, desk.data.others) : "";
  const worked = () => `${desk.data.words.worked} ${clock(desk.data.seconds + desk.active)}`;
  const help = () => { desk.help = !desk.help; render(); };

  const press = (words, act, on, id) => {
    const box = h("button", { type: "button", class: on ? "on" : "", "aria-pressed": String(!!on),
      id: id || `b-${desk.buttons++}` }); // every one, so that the focus finds it again
    box.append(...[words].flat());
    box.addEventListener("click", (event) => { act(event); });
    return box;
  };

  const onKey = (event) => {
    desk.touched = Date.now();
    const target = event.composedPath()[0];
    const typing = target && (TEXT_INPUTS.has(target.tagName) || target.isContentEditable) && target.type !== "checkbox";
    if (event.isComposing) return;
    if (event.key === "Enter" && event.ctrlKey) return taken(event, submit);
    if (event.key === "Escape" && root.contains(target)) return taken(event, blurred);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const item = items()[desk.here];
    const turn = desk.data.turns.find((t) => t.key.toLowerCase() === event.key.toLowerCase());
    if (turn) return taken(event, () => mark(turn.code));
    switch (event.key.toLowerCase()) {
      case "j": return taken(event, () => step(1));
      case "k": return taken(event, () => step(-1));
      case "?": return taken(event, help);
      case "g": return taken(event, () => root.querySelector(`#${CSS.escape(`f-${desk.data.header[0].what}`)}`)?.focus());
      case "x": return taken(event, () => root.querySelector('input[type="checkbox"]')?.focus());
      case "b": return taken(event, () => { desk.brief = !desk.brief; render(); });
      case "w": return taken(event, () => root.querySelector(`#${CSS.escape("f-@worst")}`)?.focus());
      case "p": return desk.data.promises ? taken(event, () => addPromise("", 24)) : undefined;
      default:
    }
    if (!item) return undefined;
    if (event.key.toLowerCase() === "a") return taken(event, () => fillBest(sectionHere()));
    if (event.key.toLowerCase() === "s") return taken(event, () => fillNa(sectionHere()));
    const box = () => root.querySelector(`#${CSS.escape(`f-${item.code}`)}`);
    if (event.key.toLowerCase() === "c") return taken(event, () => root.querySelector(`#${CSS.escape(`f-c-${item.code}`)}`)?.focus());
    if (item.known) return undefined;
    if (event.key.toLowerCase() === "n" && item.na) return taken(event, () => setNa(item));
    if (event.key.toLowerCase() === "u" && item.undetermined) return taken(event, () => setUndetermined(item));
    if (event.key === "Enter" && box() && target.tagName !== "BUTTON") return taken(event, () => box().focus());
    if (event.key === "0" && item.kind === "multi") return taken(event, () => setNone(item));
    const choice = item.choices[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && choice) return taken(event, () => choose(item, choice.code));
    return undefined;
  };
  const onTouch = () => { desk.touched = Date.now(); };
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("pointerdown", onTouch, true);
  // A tab that is closed under the fingers gives its field no time to say what was typed last.
  const onGone = () => { const at = focused(root); if (at && at.flush) at.flush(); };
  window.addEventListener("pagehide", onGone);
  const ticking = setInterval(() => {
    if (document.visibilityState === "visible" && Date.now() - desk.touched < IDLE_MS) desk.active += 1;
    const at = root.querySelector("#times"), spent = root.querySelector("#worked");
    if (at) at.textContent = times();
    if (spent) spent.textContent = worked();
  }, 1000);

  desk.attach = (parent) => { root = parent.querySelector("#desk") || parent; };
  desk.close = () => {
    clearInterval(ticking);
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("pointerdown", onTouch, true);
    window.removeEventListener("pagehide", onGone);
  };
  desk.heard = (said) => {
    desk.data = said.data;
    desk.send = said.setStateValue;
    const kept = new Set(said.data.kept);
    const before = desk.outbox.length;
    desk.outbox = desk.outbox.filter((each) => !kept.has(each.id));
    if (desk.outbox.length !== before) remember(store, desk.outbox);
    if (!desk.outbox.length && desk.sentAt !== null) {
      root.dataset.savedIn = String(Math.round(performance.now() - desk.sentAt));
      desk.sentAt = null;
    }
    const asked = items();
    if (!desk.begun) desk.here = Math.max(0, asked.findIndex((item) => !item.known && !value(item.code)));
    desk.begun = true;
    desk.here = Math.min(desk.here, Math.max(0, asked.length - 1));
    render();
    if (desk.asked && kept.has(desk.asked)) {
      desk.asked = null;
      if (said.data.trouble && said.data.lack) toLack(said.data.lack);
    }
    // What an earlier tab could not send any more, sent once.
    if (desk.outbox.length && desk.sentAt === null) {
      desk.sentAt = performance.now();
      desk.send("outbox", desk.outbox.slice());
    }
  };
  return desk;
}

function h(tag, attributes, ...parts) {
  const made = document.createElement(tag);
  for (const [name, val] of Object.entries(attributes)) made.setAttribute(name, val);
  made.append(...parts.filter((part) => part !== ""));
  return made;
}
const key = (name) => (name ? h("kbd", {}, name) : "");
const taken = (event, act) => { event.preventDefault(); event.stopImmediatePropagation(); act(); };
const focused = (root) => root.getRootNode().activeElement;
const caret = (box) => { try { return box.selectionStart ?? null; } catch { return null; } };
const clock = (s) => `${String(Math.floor(s / 60)).padStart(2, "0")}:${String(s % 60).padStart(2, "0")}`;
const remembered = (store) => { try { return JSON.parse(localStorage.getItem(store) || "[]").filter((e) => e.what !== "$submit"); } catch { return []; } };
const remember = (store, outbox) => {
  try {
    if (outbox.length) localStorage.setItem(store, JSON.stringify(outbox));
    else localStorage.removeItem(store);
  } catch { /* a browser that keeps nothing still sends */ }
};
// Beijing time of an instant, as a field for dates takes it.
const local = (iso) => (iso ? new Date(new Date(iso).getTime() + 8 * 3600000).toISOString().slice(0, 16) : "");
const zoned = (at) => `${local(at.toISOString())}:00+08:00`;
const ulid = () => {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let time = Date.now(), head = "";
  for (let i = 0; i < 10; i++) { head = letters[time % 32] + head; time = Math.floor(time / 32); }
  return head + Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => letters[b % 32]).join("");
};
