// The page /write/: asks once who writes, then opens the editor with that person's collections.
// Files are read and written here, and not by the editor, so that 3.10 stays 3.10, and what nobody changed
// keeps its order, its spelling and its comments.
(() => {
  "use strict";
  window.CMS_MANUAL_INIT = true;
  const form = document.getElementById("who-writes"), said = document.getElementById("not-opened");
  const select = document.getElementById("writer"), given = form.dataset;
  const KEPT = "enquiry-writer", FILE = "_file", KEY = "_key", WRITER = "{person}", NOW = "{{now}}";
  const asked = new URLSearchParams(location.search);

  const today = () => {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };

  // Settings, as a form has them and as a file has them.
  const settings = (text) => (/^\s*[^\s#]/m.test(text) && jsyaml.load(text, { schema: jsyaml.FAILSAFE_SCHEMA })) || {};
  const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
  const sorted = (value) =>
    Array.isArray(value) ? value.map(sorted)
      : value && typeof value === "object"
        ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
        : value;
  const isList = (field) => field.widget === "string" && String(field.pattern?.[0]).includes(", ");
  const isUsual = (field) => field.widget === "boolean" && typeof field.default === "boolean";
  const object = (value) => value && typeof value === "object" && !Array.isArray(value);
  const named = (fields, from) => (Object.fromEntries(fields.flatMap((field) =>
    from[field.name] === undefined || from[field.name] === null ? [] : [[field.name, field]])));

  // A record may be named by the end of its name alone, where no other ends so.
  function choice(value, options) {
    if (options.some((each) => each.value === value)) return value;
    const found = options.filter((each) => each.value.endsWith(`/${value}`));
    return found.length === 1 ? found[0].value : value;
  }
  function shown(value, field) {
    if (isList(field)) return Array.isArray(value) ? value.join(", ") : value;
    if (field.widget === "boolean") return /^(true|yes|on)$/i.test(String(value));
    if (field.widget === "object") return object(value) ? form_of(value, field.fields) : value;
    if (field.widget === "select") {
      if (field.multiple) return (Array.isArray(value) ? value : [value]).map((each) => choice(each, field.options));
      return choice(value, field.options);
    }
    if (field.widget !== "list") return value;
    const table = field.fields?.[0]?.name === KEY;
    if (object(value) && (table || !field.fields?.some((each) => each.name in value))) {
      value = Object.entries(value).map(([key, each]) => item(each, field, key));
    } else value = (Array.isArray(value) ? value : [value]).map((each) => item(each, field));
    return value;
  }
  function item(value, field, key) {
    if (!field.fields) return value;
    const [first, second] = field.fields.map((each) => each.name);
    if (key !== undefined) return { [first]: key, ...(object(value) ? form_of(value, field.fields) : { [second]: value }) };
    if (!object(value)) return { [first]: value, ...(second === "url" ? { [second]: value } : {}) };
    const [only, ...more] = Object.keys(value);
    return more.length || field.fields.some((each) => each.name === only)
      ? form_of(value, field.fields) : { [first]: only, [second]: value[only] };
  }
  function form_of(value, fields) {
    const known = named(fields, value), found = Object.fromEntries(
      Object.entries(value).filter(([, each]) => each !== null && each !== "").map(
        ([key, each]) => [key, known[key] ? shown(each, known[key]) : each]));
    for (const field of fields) if (isUsual(field) && !(field.name in found)) found[field.name] = field.default;
    return found;
  }
  function written(value, field) {
    if (isList(field)) return String(value).includes(", ") ? String(value).split(/,\s*/) : value;
    if (field.widget === "boolean") return value ? "yes" : "no";
    if (field.widget === "object") return file_of(value ?? {}, field.fields);
    if (field.widget !== "list" || !field.fields) return value;
    const items = (value ?? []).map((each) => file_of(each, field.fields));
    if (field.fields[0].name !== KEY) return items;
    return Object.fromEntries(items.map(({ [KEY]: key, ...rest }) => {
      const names = Object.keys(rest), first = field.fields[1];
      return [key, names.length === 1 && names[0] === first.name && first.name === "role" ? rest[first.name] : rest];
    }));
  }
  function file_of(value, fields) {
    const known = named(fields, value);
    return Object.fromEntries(Object.entries(value)
      .map(([key, each]) => [key, known[key] ? written(each, known[key]) : each])
      .filter(([key, each]) => !(known[key] && isUsual(known[key]) && value[key] === known[key].default)
        && each !== undefined && each !== null && each !== ""
        && !(object(each) && !Object.keys(each).length) && !(Array.isArray(each) && !each.length)));
  }

  // The lines of a file, setting by setting: a comment belongs to what follows it.
  function blocks(text) {
    const found = new Map();
    let before = "", last = "";
    for (const line of text.split(/(?<=\n)/)) {
      const key = /^(["']?)([A-Za-z_][\w-]*)\1\s*:(?:\s|$)/.exec(line)?.[2];
      if (key) { last = key; found.set(key, before + line); before = ""; }
      else if (/^\s*(#|$)/.test(line)) before += line;
      else { found.set(last, (found.get(last) ?? "") + before + line); before = ""; }
    }
    return [found, before];
  }
  const dumped = (key, value, like = "") => jsyaml.dump({ [key]: value }, {
    lineWidth: -1, indent: /^( +)\S/m.exec(like)?.[1].length ?? 2, seqNoIndent: /^- /m.test(like),
  }).replace(/^(\s*(?:- )?(?:[\w-]+: )?)'(\d{4}-\d\d-\d\d|yes|no)'$/gm, "$1$2");
  const ONE_LINE = /^[^:#\n]+:(?: +(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s"'#|>[{&*!](?:[^\n#]|(?<=\S)#)*?))?([ \t]+#[^\n]*)?\n$/;
  const BESIDE = /^(\s*(?:- +)*(?:[^\s:#"'-][^:#]*:(?= |$))?) *(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[[{][^#]*|[^\s"'#|>[{&*!](?:[^#]|(?<=\S)#)*?)?([ \t]+#.*)?$/;
  const beside = (line) => (/^\s*#/.test(line) ? "" : BESIDE.exec(line)?.[2] ?? "");
  const bare = (line) => line.slice(0, line.length - beside(line).length);
  // A comment beside a value within a setting stays beside it, or beside the value that comes in its place.
  function commented(own, text) {
    const lines = text.split("\n"), left = new Map();
    for (const line of own.split("\n")) {
      const place = BESIDE.exec(line)?.[1];
      if (place?.trim()) left.set(place, [...(left.get(place) ?? []), line]);
    }
    const open = lines.map((line, at) => ({ line, at, old: left.get(BESIDE.exec(line)?.[1]) })).filter(
      ({ line, at, old }) => {
        const same = old?.findIndex((each) => bare(each) === line) ?? -1;
        if (same >= 0) [lines[at]] = old.splice(same, 1);
        return old && same < 0 && !beside(line);
      });
    for (const { at, old } of open) {
      if (old.length === open.filter((each) => each.old === old && each.at >= at).length) lines[at] += beside(old.shift());
    }
    return lines.join("\n");
  }
  // A setting that was changed keeps its comments, and the spelling of those of its lines that stay.
  function changed(key, was, wanted, block) {
    const [, above, own] = /^((?:[ \t]*(?:#[^\n]*)?\n)*)([\s\S]*)$/.exec(block);
    const plain = dumped(key, wanted, own), beside = ONE_LINE.exec(own)?.[1] ?? "";
    if (plain.indexOf("\n") === plain.length - 1 && ONE_LINE.test(own)) return above + plain.replace("\n", `${beside}\n`);
    const text = enquiryText.lines(own.split("\n").map(bare).join("\n"), dumped(key, was, own), plain);
    for (const each of [commented(own, text), text, commented(own, plain)]) {
      try { if (same(settings(each), settings(plain))) return above + each; } catch { /* then in another way */ }
    }
    return above + plain;
  }
  function front(original, value, fields) {
    const was = original ? form_of(settings(original), fields) : {}, wanted = file_of(value, fields);
    const [old, rest] = blocks(original), made = file_of(was, fields);
    const kept = (key) => key in was && old.has(key) && same(was[key], value[key]);
    const keys = [...new Set([...Object.keys(was), ...Object.keys(value)])].filter(
      (key) => key in wanted || kept(key));
    const line = (key) => kept(key) ? old.get(key).replace(/\n?$/, "\n")
      : old.has(key) ? changed(key, made[key] ?? "", wanted[key], old.get(key).replace(/\n?$/, "\n"))
        : dumped(key, wanted[key]);
    const text = keys.map(line).join("") + rest.replace(/.$/, "$&\n");
    const whole = () => Object.entries(wanted).map(([key, each]) => dumped(key, each)).join("");
    try { return same(form_of(settings(text), fields), form_of(settings(whole()), fields)) ? text : whole(); }
    catch { return whole(); }
  }
  // Lines that were there end as they did, and new ones as most do.
  function ended(original, text) {
    const known = new Map(), often = {};
    for (const [, line, end] of original.matchAll(/([^\r\n]*)(\r\n?|\n)/g)) {
      known.set(line, [...(known.get(line) ?? []), end]);
      often[end] = (often[end] ?? 0) + 1;
    }
    const [usual] = Object.keys(often).sort((one, other) => often[other] - often[one]);
    if (Object.keys(often).every((end) => end === "\n")) return text;
    return text.replace(/([^\n]*)\n/g, (_, line) => line + (known.get(line)?.shift() ?? usual));
  }
  // The settings of a file, its text, and what is between them.
  const parts = (text, marked) => {
    const whole = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    if (!marked) return [whole, "", ""];
    const found = /^---\n([\s\S]*?\n)?---[ \t]*(?:\n|$)((?:[ \t]*\n)*)([\s\S]*)$/.exec(whole);
    return found ? [found[1] ?? "", found[3].trimEnd(), found[2]] : ["", whole.trimEnd(), "\n"];
  };
  function register({ format, extension, fields }) {
    const marked = extension !== "yaml";
    CMS.registerCustomFormat(format, extension, {
      fromFile: (text) => {
        const [head, body] = parts(text, marked);
        return { ...form_of(settings(head), fields), ...(marked ? { body: enquiryText.read(body) } : {}), [FILE]: text };
      },
      toFile: ({ body, [FILE]: file, ...value }) => {
        const [head, was, between] = parts(file ?? "", marked), text = front(head, value, fields);
        const whole = marked ? `---\n${text}---\n${was ? between : "\n"}${enquiryText.written(was, body ?? "")}\n` : text;
        return (/^\uFEFF/.exec(file)?.[0] ?? "") + ended(file ?? "", whole);
      },
    });
  }

  // Fields that offer the same share one list: the editor reads each list once, and there may be thousands of names.
  const lists = new Map();
  function shared(options) {
    const text = JSON.stringify(options);
    if (!lists.has(text)) lists.set(text, options);
    return lists.get(text);
  }
  // The collections of one writer, and the way to the one that is asked for.
  const placed = (value, writer) =>
    Array.isArray(value) ? value.map((each) => placed(each, writer))
      : !object(value) ? value
        : Object.fromEntries(Object.entries(value).map(([key, each]) => [key,
          ["folder", "file", "media_folder"].includes(key) ? each.replace(WRITER, writer)
            : key === "options" ? shared(each)
            : key === "default" && each === NOW && value.widget === "string" ? today()
            : key === "files" || key === "fields" ? placed(each, writer) : each]));
  function way(config) {
    if (asked.has("new")) {
      const rest = new URLSearchParams(asked);
      ["new", "as"].forEach((each) => rest.delete(each));
      return `#/collections/${asked.get("new")}/new?${rest}`.replace(/\?$/, "").replace(/\+/g, "%20");
    }
    const path = asked.get("edit");
    if (!path) return location.hash.startsWith("#/") ? location.hash : "#/collections/" + config.collections[0].name;
    const whole = config.media_folder.replace(/media$/, "") + path, cut = whole.lastIndexOf("/");
    for (const each of config.collections) {
      const file = each.files?.find((one) => one.file === whole);
      if (file) return `#/collections/${each.name}/entries/${file.name}`;
      if (each.folder === whole.slice(0, cut)) {
        return `#/collections/${each.name}/entries/${encodeURIComponent(whole.slice(cut + 1).replace(/\.[^.]*$/, ""))}`;
      }
    }
    return "#/collections/" + config.collections[0].name;
  }
  const fetched = async (name) => {
    const answer = await fetch(name);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };
  const loaded = (source) => new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: source, onload: done, onerror: failed });
    document.head.append(script);
  });
  async function letters() {
    const faces = [
      ["Material Symbols Outlined", given.icons, { weight: "100 700", display: "block" }],
      ["Source Sans 3", given.letters, { weight: "200 900", sizeAdjust: "110%" }],
    ];
    for (const [family, file, how] of faces) {
      const face = new FontFace(family, `url(${JSON.stringify(new URL(file, document.baseURI).href)})`, how);
      document.fonts.add(face);
      await face.load();
    }
  }

  // The editor forbids to zoom on small screens; those who need it may.
  function zoomable() {
    new MutationObserver(() => {
      for (const each of document.querySelectorAll('meta[name="viewport"]')) {
        if (/maximum-scale|user-scalable/.test(each.content)) {
          each.content = each.content.replace(/,?\s*(maximum-scale|user-scalable)=[^,]*/g, "");
        }
      }
    }).observe(document.head, { subtree: true, childList: true, attributes: true, attributeFilter: ["content"] });
  }

  async function open(writer, name) {
    try {
      const [config, general] = await Promise.all([
        ...[name, given.general].map((each) => (each ? fetched(each) : undefined)),
        letters(), loaded(given.yaml), loaded(given.script)]);
      const own = placed(config.collections, writer), own_first = general
        ? [...own, { divider: true }, ...placed(general.collections, writer)] : own;
      const whole = { ...config, collections: own_first };
      const kinds = new Map();
      for (const each of own_first) {
        for (const one of each.files ?? (each.fields ? [each] : [])) {
          kinds.set(one.format, { extension: one.file?.split(".").pop() ?? each.extension, ...one });
        }
      }
      kinds.forEach(register);
      if (!asked.has("code") && !asked.has("error")) {
        history.replaceState(null, "", location.pathname + way({ ...whole, collections: own_first.filter((each) => each.name) }));
      }
      document.querySelectorAll('link[rel="stylesheet"]').forEach((each) => each.remove());
      document.body.className = "";
      document.body.replaceChildren(Object.assign(document.createElement("main"), { id: "nc-root" }));
      zoomable();
      CMS.init({ config: whole });
    } catch (error) {
      console.error(error);
      form.hidden = false;
      said.textContent = given.failed;
    }
  }

  function known(writer) {
    return [...select.options].find((each) => each.value && each.value === writer);
  }
  let remembered = "";
  try { remembered = localStorage.getItem(KEPT) ?? ""; } catch { /* a browser that keeps nothing */ }
  const owner = /^participants\/([^/]+)\//.exec(asked.get("edit") ?? "")?.[1];
  const deep = asked.has("new") || asked.has("edit") || asked.has("code") || location.hash.startsWith("#/");
  const claimed = asked.get("as"), unsure = known(remembered) && known(claimed) && claimed !== remembered;
  const writer = known(claimed ?? owner ?? remembered);
  if (deep && writer && !unsure) open(writer.value, writer.dataset.configuration);
  else {
    if (known(remembered)) select.value = remembered;
    form.hidden = false;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = known(select.value);
    if (!chosen) return;
    try { localStorage.setItem(KEPT, chosen.value); } catch { /* then it is asked again */ }
    form.hidden = true;
    open(chosen.value, chosen.dataset.configuration);
  });
})();
