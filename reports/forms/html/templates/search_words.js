// Capitals, accents and the three Danish letters however they are typed: Ø, ø and oe are one.
const spelled = { "æ": "ae", "ø": "oe", "å": "aa", "ß": "ss" };
const fold = text => text.normalize("NFC").toLowerCase().replace(/[æøåß]/g, sign => spelled[sign])
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u00a0\u202f]/g, " ");
const digit = sign => sign >= "0" && sign <= "9";

// A word may stand anywhere in another; one that ends with a digit is whole: NB-12 is not NB-123.
const place = (text, word) => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const whole = !/[0-9]$/.test(word) || !digit(text[at + word.length] || "");
    if (whole && (!digit(word[0]) || !digit(text[at - 1] || ""))) return at;
  }
  return -1;
};
const has = (text, word) => place(text, word) >= 0;
