// The book of an autosave: what the server has and what it may have, so that nobody's own letters look like another's.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Book, wait } from "../../static/js/autosave.js";

const typed = (result, figure = "") => ({ result, "figure-1": figure });
const known = (book) => JSON.parse(book.known());

test("a field is changed when it says something else, not when a figure is grouped", () => {
  const book = new Book({}, typed("Họp", "1284"));
  assert.ok(!book.changed(typed("Họp", "1.284")));
  assert.ok(book.changed(typed("Họp", "1285")));
  assert.ok(book.changed(typed("Họp.", "1284")));
});

test("what is stored becomes the base, figures as the server keeps them", () => {
  const book = new Book({ result: "" }, typed(""));
  book.stored(typed("Họp", "1.284,5"), {});
  assert.deepEqual(book.base, { result: "Họp", "figure-1": "1284.5" });
  assert.ok(!book.changed(typed("Họp", "1.284,5")));
});

test("a field with an error stays as the server has it", () => {
  const book = new Book({ result: "", "figure-1": null }, typed(""));
  book.stored(typed("Họp", "mười"), { errors: { "figure-1": ["Không phải số."] } });
  assert.deepEqual(book.base, { result: "Họp", "figure-1": null });
  assert.ok(book.changed(typed("Họp", "mười")));
});

test("the server's own word about what it has goes before ours", () => {
  const book = new Book({}, typed(""));
  book.stored(typed("Họp"), { base: '{"result": "Họp, ghi chung với người khác"}' });
  assert.equal(book.base.result, "Họp, ghi chung với người khác");
});

test("values sent without an answer are told each time, once, until an answer comes", () => {
  const book = new Book({ result: "a" }, typed("a"));
  ["b", "b", "c"].forEach((text) => book.unanswered(typed(text, "1.284")));
  assert.deepEqual(known(book), { result: ["a", "b", "c"], "figure-1": [null, "1284"] });
  book.stored(typed("c", "1284"), {});
  assert.deepEqual(known(book), { result: ["c"], "figure-1": ["1284"] });
});

test("of many values without an answer the last twenty are told", () => {
  const book = new Book({}, typed(""));
  for (let n = 1; n <= 25; n += 1) book.unanswered(typed(`lần ${n}`));
  assert.equal(book.unsure.result.length, 20);
  assert.deepEqual([book.unsure.result[0], book.unsure.result[19]], ["lần 6", "lần 25"]);
});

test("a copy put back can be taken away again, also after it was saved", () => {
  const before = typed("trên máy chủ");
  const book = new Book({ result: "trên máy chủ" }, before);
  book.restored({ base: { result: "cũ" }, unsure: { result: ["x"] } }, before);
  assert.ok(book.changed(typed("đang gõ")) && !book.changed(before));
  assert.deepEqual(known(book).result, ["cũ", "x"]);
  book.stored(typed("đang gõ"), {});
  assert.equal(before.result, "trên máy chủ");
  assert.ok(book.changed(before));
});

test("tries grow apart and stay at half a minute", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 99].map(wait), [3000, 5000, 10000, 20000, 30000, 30000, 30000]);
});
