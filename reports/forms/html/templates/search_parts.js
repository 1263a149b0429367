// The page knows titles; words and texts lie beside it in small scripts, loaded when a search needs them.
const site = JSON.parse(document.getElementById("pages").textContent);
const pages = [], begins = [];
for (const [company, own] of site.rollouts) {
  begins.push(pages.length);
  for (const [address, title, kind] of own) pages.push([address, title, site.kinds[kind], company]);
}
const arrived = new Map(), asked = new Map();
window.rolloutSearch = (name, data) => arrived.set(name, data);

// A script works from a disk, where fetch does not. What failed is asked for again by the next search.
const load = file => {
  if (!asked.has(file)) asked.set(file, new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = file;
    script.onload = () => arrived.has(file) ? done(arrived.get(file)) : failed(new Error(file));
    script.onerror = () => failed(new Error(file));
    document.head.append(script);
  }).catch(error => { asked.delete(file); throw error; }));
  return asked.get(file);
};
// Words of another state of the site would point to other pages.
const loadWords = async name => {
  const [stamp, data] = await load(`search-${name}.js`);
  if (stamp !== site.stamp) throw new Error(name);
  return data;
};

const bucket = term => {
  let sum = 7;
  for (const sign of term) sum = (sum * 31 + sign.codePointAt(0)) % 65521;
  return sum % site.files;
};
// Where a word can be: a number is always whole, so its own file has it; letters may stand in any word there is.
const filesOf = async word => {
  const runs = word.match(/[0-9]+/g);
  if (runs) return [bucket(runs.reduce((one, other) => other.length > one.length ? other : one))];
  const known = (await loadWords("words")).split(" ");
  return [...new Set(known.filter(term => term.includes(word)).map(bucket))];
};
const collect = (chunk, begin, word, into) => {
  const terms = chunk.split(" ");
  for (let at = 0; at + 1 < terms.length; at += 2) {
    if (!has(terms[at], word)) continue;
    const mask = terms[at + 1];
    for (let place = 0; place < mask.length; place++) {
      const four = parseInt(mask[mask.length - 1 - place], 16);
      for (let bit = 0; bit < 4; bit++) if (four >> bit & 1) into.add(begin + place * 4 + bit);
    }
  }
};
const pagesWith = async word => {
  const found = new Set(), files = await filesOf(word);
  for (const chunks of await Promise.all(files.map(loadWords)))
    chunks.forEach((chunk, rollout) => collect(chunk, begins[rollout], word, found));
  return found;
};
const holding = async words => {
  const sets = await Promise.all(words.map(pagesWith));
  const beside = pages.map(([, title, kind, company]) => fold([title, kind, company].join("\n")));
  return pages.map((_, at) => at)
    .filter(at => words.every((word, place) => sets[place].has(at) || has(beside[at], word)));
};
const textOf = at => load(pages[at][0].replace(/\.html$/, ".js"));

// A page's text is loaded when its result comes into sight.
const seen = new WeakMap();
const watch = new IntersectionObserver(entries => entries.forEach(({ isIntersecting, target }) => {
  if (!isIntersecting) return;
  watch.unobserve(target);
  seen.get(target)();
}));
const whenSeen = (made, then) => { seen.set(made, then); watch.observe(made); };
