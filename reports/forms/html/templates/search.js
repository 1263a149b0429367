const MOST = 100, LINES = 3, WIDTH = 240;
const box = document.getElementById("search"), said = box.dataset;
const query = document.getElementById("query"), count = document.getElementById("count");
const results = document.getElementById("results");

const best = (titles, words) => titles
  .map(at => [words.filter(word => has(fold(pages[at][1]), word)).length, at])
  .sort((one, other) => other[0] - one[0] || one[1] - other[1]).map(([, at]) => at);

const element = (name, kind, text) => {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
};

// Where a folded word stands in the line as it is written: letter by letter, for one letter may become two.
const spans = (line, words) => {
  let text = "";
  const from = [];
  Array.from(line.normalize("NFC")).reduce((at, sign) => {
    for (const part of fold(sign)) { text += part; from.push(at); }
    return at + sign.length;
  }, 0);
  from.push(line.length);
  return words.map(word => [place(text, word), word.length]).filter(([at]) => at >= 0)
    .map(([at, length]) => [from[at], from[at + length] ?? line.length]).sort((one, other) => one[0] - other[0]);
};

const marked = (line, words) => {
  const written = line.normalize("NFC"), places = spans(written, words), shown = element("p", "line");
  let at = places.length && places[0][1] > WIDTH ? Math.max(0, places[0][0] - 60) : 0;
  const end = Math.min(written.length, at + WIDTH);
  if (at) shown.append("… ");
  for (const [from, until] of places) {
    if (from < at || until > end) continue;
    shown.append(written.slice(at, from), element("mark", "", written.slice(from, until)));
    at = until;
  }
  shown.append(written.slice(at, end), end < written.length ? " …" : "");
  return shown;
};

const snippet = (whole, words) => {
  const lines = whole.split("\n"), texts = fold(whole).split("\n");
  const scored = texts.map((text, place) => [words.filter(word => has(text, word)).length, place]);
  const best = scored.filter(([hits]) => hits).sort((one, other) => other[0] - one[0] || one[1] - other[1]);
  const most = best.length ? best[0][0] : 0;
  return best.filter(([hits]) => hits === most).slice(0, LINES).map(([, place]) => marked(lines[place], words));
};

const item = (at, words) => {
  const [address, title, kind, company] = pages[at], made = element("li");
  const link = element("a", "", title);
  link.href = address;
  made.append(link, element("p", "kind", company ? `${kind} · ${company}` : kind));
  if (words.length)
    whenSeen(made, () => textOf(at).then(text => made.append(...snippet(text, words)), failed));
  return made;
};

const sentence = (text, hits, shown) => text.replace("{count}", hits).replace("{shown}", shown);

const failed = () => { count.textContent = said.failed; };
let turn = 0;
const show = async () => {
  const own = ++turn, words = fold(query.value).split(/\s+/).filter(Boolean);
  let hits = pages.map((_, at) => at);
  try {
    if (words.length) hits = best(await holding(words), words);
  } catch {
    if (own === turn) { results.replaceChildren(); failed(); }
    return;
  }
  if (own !== turn) return;  // something else has been typed since
  const shown = hits.slice(0, MOST);
  count.textContent = !words.length ? sentence(said.all, hits.length)
    : hits.length > MOST ? sentence(said.first, hits.length, MOST)
    : hits.length > 1 ? sentence(said.many, hits.length)
    : hits.length ? said.one : said.none;
  results.replaceChildren(...shown.map(at => item(at, words)));
};

const read = () => {
  const given = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
  if (given === query.value.trim()) return;
  query.value = given;
  show();
};
const keep = () => {
  const hash = query.value.trim() ? `#${new URLSearchParams({ q: query.value.trim() })}` : "#";
  try { history.replaceState(null, "", hash); } catch { location.replace(hash); }
};

// Arrow keys walk from the field through the results and back; Escape clears.
const walk = event => {
  const links = [query, ...results.querySelectorAll("a")], at = links.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Enter" && at === 0 && links.length > 1) links[1].focus();
  else if (event.key === "Escape") { query.value = ""; query.focus(); show(); keep(); }
  else if (step && at >= 0 && links[at + step]) links[at + step].focus();
  else return;
  event.preventDefault();
};

let waiting = 0;
query.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { show(); keep(); }, 120);
});
box.addEventListener("keydown", walk);
window.addEventListener("hashchange", read);
box.hidden = false;
read();
show();
query.focus();
