// The text of a file, as the editor gives it back. It writes a text in forms of its own as soon as it shows it
// (`*so*` as `_so_`), and loses what it does not know. So what nobody changed is taken from the file:
// a paragraph is changed where it differs from what the editor made of the file before anybody typed.
(() => {
  "use strict";
  const MOST = 2e7, read = new Set(), normal = new Map(), touched = new WeakSet();
  const COMMENT = /^\s*#/, ROW = /^\s*(?:\||[-+*]\s|\d+[.)]\s)/;
  const PARAGRAPHS = /\n(?:[ \t]*\n)+/g, LINES = /\n+/g;

  const cut = (text, between) => {
    const found = [];
    let from = 0, before = "";
    for (const { 0: gap, index } of text.matchAll(between)) {
      found.push({ text: text.slice(from, index), before });
      [from, before] = [index + gap.length, between === LINES ? "\n" : gap];
    }
    return [...found, { text: text.slice(from), before }];
  };
  const joined = (pieces) => pieces.map(({ text, before }, at) => (at ? before : "") + text).join("");
  const trimmed = (text) => text.replace(/^\s*\n/, "").trimEnd();
  const letters = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "") || text.trim();

  // The longest common subsequence of two lists of texts, as pairs of places.
  function common(first, second) {
    const names = new Map(), found = [], end = [];
    const [one, other] = [first, second].map((texts) => Uint32Array.from(texts, (text) => {
      if (!names.has(text)) names.set(text, names.size);
      return names.get(text);
    }));
    let from = 0, to = one.length, last = other.length;
    while (from < Math.min(to, last) && one[from] === other[from]) found.push([from, from++]);
    while (Math.min(to, last) > from && one[to - 1] === other[last - 1]) end.unshift([--to, --last]);
    const height = to - from, width = last - from + 1;
    if (height * width > MOST) return [...found, ...end];
    const best = new Uint16Array((height + 1) * width), at = (i, k) => (i - from) * width + k - from;
    for (let i = to - 1; i >= from; i--) {
      for (let k = last - 1; k >= from; k--) {
        best[at(i, k)] = one[i] === other[k] ? best[at(i + 1, k + 1)] + 1
          : Math.max(best[at(i + 1, k)], best[at(i, k + 1)]);
      }
    }
    for (let i = from, k = from; i < to && k < last;) {
      if (one[i] === other[k]) found.push([i++, k++]);
      else if (best[at(i + 1, k)] >= best[at(i, k + 1)]) i++;
      else k++;
    }
    return [...found, ...end];
  }

  // Parts of the file, each with what the editor made of it. Neither side of one is empty.
  function parts(was, now) {
    const found = [];
    let early = { was: [], now: [] }, i = 0, k = 0;
    const add = (old, made) => {
      if (old.length && made.length) {
        found.push({ was: [...early.was, ...old], now: [...early.now, ...made] });
        early = { was: [], now: [] };
      } else {
        const part = found.at(-1) ?? early;
        part.was.push(...old);
        part.now.push(...made);
      }
    };
    // Where one side has two pieces and the other one with the same letters, they are a part.
    const refine = (old, made) => {
      let one = "", other = "", from = 0, to = 0;
      for (let a = 0, b = 0; a < old.length || b < made.length;) {
        if (b >= made.length || (a < old.length && one.length <= other.length)) one += letters(old[a++].text);
        else other += letters(made[b++].text);
        if (one === other) {
          add(old.slice(from, a), made.slice(to, b));
          [one, other, from, to] = ["", "", a, b];
        }
      }
      add(old.slice(from), made.slice(to));
    };
    const same = common(was.map(({ text }) => letters(text)), now.map(({ text }) => letters(text)));
    for (const [one, other] of [...same, [was.length, now.length]]) {
      refine(was.slice(i, one), now.slice(k, other));
      if (one < was.length) add([was[one]], [now[other]]);
      [i, k] = [one + 1, other + 1];
    }
    return found;
  }

  // A changed table or list is merged line by line: each of its lines stands for itself.
  function rows(part, saved) {
    const [was, made] = ["was", "now"].map((side) => joined(part.flatMap((each) => each[side])));
    const each_is_one = [was, made, saved].every(
      (text) => text.split("\n").every((line) => !line.trim() || ROW.test(line)));
    return each_is_one ? merged(was, made, saved, LINES) : saved;
  }

  // What was saved, with each unchanged part (`starts`, by the place of its first piece) as the file has it.
  function merged(original, made, saved, between = PARAGRAPHS) {
    if (saved === made) return original;
    const found = parts(cut(original, between), cut(made, between)), pieces = cut(saved, between);
    const places = new Map(common(
      found.flatMap(({ now }) => now.map((each) => each.text)), pieces.map((each) => each.text)));
    const starts = new Map();
    let place = 0;
    found.forEach(({ now }, number) => {
      const first = places.get(place);
      if (now.every((_, further) => places.get(place + further) === first + further)) starts.set(first, number);
      place += now.length;
    });
    let text = "", done = 0, changed = [];
    const add = (before, more) => { text += (text && before) + more; };
    const flush = (until) => {
      const part = found.slice(done, until), old = part.flatMap(({ was }) => was);
      const comments = between === LINES ? old.filter((each) => COMMENT.test(each.text)) : [];
      if (comments.length && old.length - comments.length === changed.length) {  // each line in its place
        for (const each of old) add("\n", comments.includes(each) ? each.text : changed.shift().text);
      } else {
        if (comments.length) add("\n", joined(comments));
        const whole = joined(changed);
        if (changed.length) add(changed[0].before, between === PARAGRAPHS && part.length ? rows(part, whole) : whole);
      }
      changed = [];
    };
    for (let at = 0; at < pieces.length;) {
      const number = starts.get(at);
      if (number === undefined) changed.push(pieces[at++]);
      else {
        const { was, now } = found[number], follows = number === done && !changed.length;
        flush(number);
        add(follows ? was[0].before : pieces[at].before, joined(was));
        done = number + 1;
        at += now.length;
      }
    }
    flush(found.length);
    return text;
  }

  // The first that the editor says of a text, before anybody has typed, is what it makes of it.
  document.addEventListener("beforeinput", ({ target }) => touched.add(target), true);
  document.addEventListener("Update", ({ target, detail }) => {
    const given = target.parentElement?.querySelector("textarea")?.value;
    if (!touched.has(target) && !normal.has(given) && read.has(given)) normal.set(given, trimmed(detail.value));
    touched.delete(target);
  }, true);

  window.enquiryText = {
    read: (text) => { read.add(text); return text; },
    written: (original, given) => {
      const made = normal.get(original), saved = trimmed(given);
      return made === undefined || saved === original ? saved : merged(original, made, saved);
    },
    merged,
    lines: (original, made, saved) => merged(original.trimEnd(), made.trimEnd(), saved.trimEnd(), LINES) + "\n",
  };
})();
