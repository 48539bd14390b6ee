// The search page: Pagefind finds, this shows. All words are in the page, all markup too; nothing here is asked of another site.

const finder = document.querySelector("#finder");
const form = finder.querySelector("form");
const list = finder.querySelector(".results");
const status = finder.querySelector("[role=status]");
const more = finder.querySelector(".more button");
const entry = finder.querySelector("template").content;
const { bundle, root, none, one, many, wait, failed } = finder.dataset;
const NARROWING = ["kind", "standard", "phase", "person", "cohort"];
const PORTION = 10;
const PAUSE = 250;

let loading, results = [], latest = 0, shown = 0, timer;

/* Pagefind itself, which weighs more than the page: it is fetched when somebody first looks for something, and again after a failure. */

const engine = () => loading ??= (async () => {
  const pagefind = await import(new URL(bundle, document.baseURI));
  await pagefind.options({ noWorker: true, excerptLength: 40 });
  await pagefind.init();
  return pagefind;
})().catch((error) => { loading = undefined; throw error; });

/* What is asked for, in the form and in the address. */

const asked = () => {
  const given = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...given]) if (!value.trim()) given.delete(name);
  return given;
};

const fill = () => {
  const given = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.name) field.value = given.get(field.name) ?? "";
  for (const name of NARROWING) if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
  if (NARROWING.some((name) => form.elements[name].value)) form.querySelector("details").open = true;
};

const remember = (add) => {
  const query = asked().toString();
  const address = location.pathname + (query && `?${query}`);
  if (address === location.pathname + location.search) return;
  history[add ? "pushState" : "replaceState"](null, "", address);
};

/* What is found. */

const text = (part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const marked = (target, excerpt) => {
  for (const [index, part] of excerpt.split(/<\/?mark>/).entries()) {
    if (index % 2) target.appendChild(document.createElement("mark")).textContent = text(part);
    else target.append(text(part));
  }
};

const item = (found) => {
  const element = entry.cloneNode(true).firstElementChild;
  const { title, kind, by, date, phase, lang } = found.meta;
  const link = element.querySelector("a");
  link.href = root + found.raw_url;
  link.textContent = title;
  marked(element.querySelector(".excerpt"), found.excerpt);
  if (lang) for (const each of [link, element.querySelector(".excerpt")]) Object.assign(each, { lang, dir: "auto" });
  for (const part of [kind, by, date, phase].filter(Boolean)) {
    const fact = document.createElement("span");
    fact.textContent = part;
    element.querySelector(".when").append(fact, " ");
  }
  return element;
};

/* Where no word begins like one that is asked for, Pagefind takes ever fewer of its letters: “foghlam” finds “f”. What it found first tells: some word there has to begin so, or to be alike but for its ending, as words with one stem are. Scripts without spaces between words are left to Pagefind. */

const folded = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const UNSPACED = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u;
const STEM = 3;

const alike = (asked, word) => {
  if (word.startsWith(asked)) return true;
  let same = 0;
  while (same < asked.length && asked[same] === word[same]) same += 1;
  return same >= STEM && 2 * same >= Math.max(asked.length, word.length);
};

const answers = (found, words) => {
  const said = folded([found.content, ...Object.values(found.meta)].join(" "));
  const there = new Set([...said.split(/[^\p{L}\p{N}]+/u), ...said.replace(/[^\p{L}\p{N}\s]/gu, "").split(/\s+/)]);
  return folded(words).split(/[^\p{L}\p{N}'’]+/u).map((each) => each.replace(/['’]/g, "")).every((each) =>
    !each || UNSPACED.test(each) || [...there].some((word) => alike(each, word)));
};

const found = async (words, filters) => {
  const pagefind = await engine();
  if (!words) return (await pagefind.search(null, { filters, sort: { date: "desc" } })).results;
  const { results } = await pagefind.search(words, { filters });
  return results.length && !answers(await results[0].data(), words) ? [] : results;
};

const show = async (until, focus) => {
  const mine = latest;
  const data = await Promise.all(results.slice(shown, until).map((result) => result.data()));
  if (mine !== latest) return;
  const added = data.map(item);
  list.append(...added);
  shown += added.length;
  more.hidden = shown >= results.length;
  history.replaceState({ shown }, "");
  if (focus) added[0]?.querySelector("a").focus();
};

const search = async (until = PORTION) => {
  const mine = ++latest;
  const given = asked();
  const filters = Object.fromEntries(NARROWING.filter((name) => given.has(name)).map((name) => [name, given.get(name)]));
  const words = given.get("q");
  const wanted = words || Object.keys(filters).length;
  if (wanted) status.textContent = wait;
  const answer = wanted ? await found(words, filters) : [];
  if (mine !== latest) return;
  results = answer;
  shown = 0;
  list.replaceChildren();
  await show(until);
  if (mine !== latest) return;
  const count = results.length;
  status.textContent = !wanted ? "" : !count ? none : count === 1 ? one : many.replace("%n", count.toLocaleString(document.documentElement.lang));
  document.body.classList.toggle("searching", Boolean(wanted));
};

const begin = (until) => search(until).catch(() => {
  status.textContent = failed;
  document.body.classList.remove("searching");
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  remember(true);
  begin();
});
form.addEventListener("input", (event) => {
  clearTimeout(timer);
  engine().catch(() => {});
  timer = setTimeout(() => { remember(event.target.name !== "q"); begin(); }, event.target.name === "q" ? PAUSE : 0);
});
more.addEventListener("click", () => show(shown + PORTION, true));
addEventListener("popstate", (event) => { fill(); begin(event.state?.shown); });

finder.hidden = false;
fill();
if (location.search) begin(history.state?.shown);
else if (document.activeElement === document.body) form.elements.q.focus();
