// The copy in this browser: what it says against what stands in the form, and a storage that refuses.
import assert from "node:assert/strict";
import { test } from "node:test";

import { differing, keptCopy, missing, same } from "../../static/js/kept_copy.js";

const PATH = "/tien-do/7/";

function storage() {
  const rows = new Map();
  return { rows, getItem: (key) => rows.get(key) ?? null, setItem: (key, text) => rows.set(key, text), removeItem: (key) => rows.delete(key) };
}

function closed() { throw new Error("denied"); }

test("a figure is the same however it is grouped, a text is not", () => {
  assert.ok(same("figure-3", "1.284", "1284"));
  assert.ok(!same("figure-3", "1.284", "1285"));
  assert.ok(!same("result", "1.284", "1284"));
});

test("only fields of the form that say something else differ", () => {
  const now = { result: "Họp 3 thôn", "figure-1": "1284", level: "done" };
  const values = { result: "Họp 4 thôn", "figure-1": "1.284", level: "done", gone: "x" };
  assert.deepEqual(differing(values, now), ["result"]);
  assert.deepEqual(differing({}, now), []);
});

test("what the server lacks is told with its label, nothing typed is nothing lost", () => {
  const stored = { result: ["Kết quả", "Họp"], difficulties: ["Khó khăn", ""], "figure-1": ["Số hộ", "12"] };
  const values = { result: "Họp 3 thôn", difficulties: "", "figure-1": "12" };
  assert.deepEqual(missing(values, stored), [["Kết quả", "Họp 3 thôn"]]);
});

test("a copy is found by whose it is, and the sign-in page reads its time only", () => {
  const store = storage();
  const mine = keptCopy(PATH, "5", () => store);
  assert.ok(mine.keep({ version: "2", values: { result: "Họp" } }));
  const { saved, ...copy } = mine.find();
  assert.deepEqual(copy, { version: "2", values: { result: "Họp" } });
  assert.deepEqual(JSON.parse(store.rows.get(`papi-draft:${PATH}`)), { saved });
  assert.ok(Math.abs(new Date(saved) - Date.now()) < 60000);
  assert.equal(keptCopy(PATH, "6", () => store).find(), null);
  mine.drop();
  assert.equal(store.rows.size, 0);
});

test("what is no copy of ours is none", () => {
  const store = storage();
  for (const text of ["no JSON", "null", '{"saved": "2024-01-24"}', '"text"']) {
    store.setItem(`papi-draft:${PATH}:5`, text);
    assert.equal(keptCopy(PATH, "5", () => store).find(), null);
  }
});

test("a browser that keeps nothing stops nobody", () => {
  const refused = keptCopy(PATH, "5", closed);
  assert.equal(refused.keep({ values: {} }), false);
  assert.equal(refused.find(), null);
  refused.drop();
});
