// The copy of what was typed into one entry, in this browser and for one person, until the server has it. The sign-in
// page reads only its time. No page in here: node's runner tests it.

import { plain } from "./numbers.js";

export const isFigure = (name) => name.startsWith("figure-");
export const same = (name, one, other) => one === other || (isFigure(name) && plain(one) === plain(other));

// Fields of the copy that say something else than what stands in them now.
export const differing = (values, now) => Object.keys(now).filter((name) => name in values && !same(name, values[name], now[name]));

// [label, text] of what the copy has and the server has not; stored: field -> [label, text] of the server.
export function missing(values, stored) {
  const names = Object.keys(stored).filter((name) => values[name] && !same(name, values[name], stored[name][1]));
  return names.map((name) => [stored[name][0], values[name]]);
}

// path: of the entry's form; user: whose; storage: a function, because a browser may refuse it when it is asked for.
export function keptCopy(path, user, storage = () => localStorage) {
  const pointer = `papi-draft:${path}`;
  const key = `${pointer}:${user}`;
  return {
    keep(copy) {
      const dated = { saved: new Date().toISOString(), ...copy };
      try {
        storage().setItem(key, JSON.stringify(dated));
        storage().setItem(pointer, JSON.stringify({ saved: dated.saved }));
        return true;
      } catch { return false; }
    },
    drop() {
      try { [key, pointer].forEach((name) => storage().removeItem(name)); } catch { /* storage may be off */ }
    },
    find() {
      try {
        const copy = JSON.parse(storage().getItem(key));
        return copy && copy.values ? copy : null;
      } catch { return null; /* storage is off, or what lies there is not ours */ }
    },
  };
}
