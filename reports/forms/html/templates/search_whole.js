// All texts stand in the page itself.
const pages = JSON.parse(document.getElementById("pages").textContent);
let folded = null;
const prepared = () => folded ??= pages.map(([, title, kind, company, lines]) =>
  fold([title, kind, company, lines].join("\n")));
const holding = async words => {
  const texts = prepared();
  return pages.map((_, at) => at).filter(at => words.every(word => has(texts[at], word)));
};
const textOf = async at => pages[at][4];
const whenSeen = (_, then) => then();
