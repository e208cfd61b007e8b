// Saving while typing: what the server has, what it may have, and when to try again. It knows the page only by what it
// is given, so that node's runner tests the book it keeps.

import { plain } from "./numbers.js";
import { isFigure, same } from "./kept_copy.js";

export const PAUSE = 900; // ms after the last key
const AFTER_SENDING = 30000; // ms until a form sent without an answer is taken for lost, and autosave goes on
const AGAIN = [3000, 5000, 10000, 20000, 30000]; // ms between tries while the line is down
const MOST_UNSURE = 20; // values of one field sent without an answer that are worth telling
const ANSWERS_WITHIN = 20000; // ms

export const wait = (tries) => AGAIN[Math.min(tries, AGAIN.length - 1)];
const asKept = (name, value) => (isFigure(name) ? plain(value) : value);

// base: what the server last acknowledged, as it keeps it; safe: the same as typed; unsure: sent without an answer.
export class Book {
  constructor(base, typed) {
    this.base = base;
    this.safe = { ...typed };
    this.unsure = {};
  }

  changed(typed) { return Object.keys(typed).some((name) => !same(name, typed[name], this.safe[name])); }

  // Every value of a field that the server may hold without it being another person's.
  known() {
    const sure = (name) => [name, [this.base[name] ?? null, ...(this.unsure[name] || [])]];
    return JSON.stringify(Object.fromEntries(Object.keys(this.safe).map(sure)));
  }

  unanswered(sent) {
    Object.entries(sent).forEach(([name, value]) => {
      const values = [...(this.unsure[name] || []), asKept(name, value)];
      this.unsure[name] = [...new Set(values)].slice(-MOST_UNSURE);
    });
  }

  // told: the server's answer; fields with an error were not stored.
  stored(sent, told) {
    this.unsure = {};
    Object.keys(sent).filter((name) => !(told.errors || {})[name]).forEach((name) => {
      this.base[name] = asKept(name, sent[name]);
      this.safe[name] = sent[name];
    });
    if (told.base) this.base = JSON.parse(told.base);
  }

  restored(copy, typed) {
    this.base = copy.base;
    this.unsure = copy.unsure || {};
    this.safe = { ...typed };
  }
}

// page: read, put, say, sayWithLink, showErrors, asked, token, version, isOffline of the form (entry_form.js).
export class Autosave {
  constructor(page, book, kept) {
    Object.assign(this, { page, book, kept, running: null, timer: 0, tries: 0 });
    this.handed = null; // what the whole form carried when it was sent: an autosave now would only race with it
  }

  changed() { return this.book.changed(this.page.read()); }

  keepHere() {
    if (!this.changed()) { this.kept.drop(); return false; }
    const { base, unsure } = this.book;
    const values = this.page.read();
    return this.kept.keep({ version: this.page.version(), base, unsure, values, sent: JSON.stringify(values) === this.handed });
  }

  touched() {
    this.keepHere();
    if (!this.page.isOffline()) this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause || wait(this.tries++));
  }

  now() {
    this.tries = 0;
    return this.save();
  }

  save() {
    clearTimeout(this.timer);
    if (this.running) return this.running.then(() => (this.changed() ? this.save() : undefined));
    if (!this.changed()) return Promise.resolve();
    if (this.handed) { this.later(AFTER_SENDING); return Promise.resolve(); }
    this.page.say("saving", "Đang lưu…");
    this.running = this.send(this.page.read()).finally(() => { this.running = null; });
    return this.running;
  }

  async send(sent) {
    const body = new URLSearchParams({ ...sent, version: this.page.version(), base: this.book.known() });
    let answer;
    try {
      answer = await fetch(this.page.address, { ...this.page.asked(body), signal: AbortSignal.timeout(ANSWERS_WITHIN) });
    } catch { return this.lineIsDown(sent); }
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return this.stored(sent, told);
    this.keepHere();
    return this.refused(answer.status, told);
  }

  lineIsDown(sent) {
    this.book.unanswered(sent);
    this.keepHere();
    this.page.say("offline", "Mất mạng: đang giữ trên máy này", "· sẽ tự gửi khi có mạng");
    this.later();
  }

  stored(sent, told) {
    const wrong = told.errors || {};
    this.tries = 0;
    this.book.stored(sent, told);
    this.takeMerged(sent, told.values || {});
    this.page.acknowledge(told, this.book.base);
    const kept = this.keepHere();
    if (Object.keys(wrong).length) this.page.say("failed", "Đã lưu phần đúng", "· ô có lỗi đang giữ trên máy này");
    else this.page.say("saved", `Đã lưu lúc ${told.saved_at}`, kept ? "· máy chủ, phần đang gõ ở máy này" : "· máy chủ và máy này");
    const typed = this.page.read();
    if (Object.keys(typed).some((name) => !wrong[name] && !same(name, typed[name], this.book.safe[name]))) this.later(PAUSE);
  }

  // Somebody else changed other fields: show them, but never in a field that was edited since.
  takeMerged(sent, values) {
    Object.entries(values).forEach(([name, value]) => {
      if (this.page.read()[name] !== sent[name]) return;
      this.page.put(name, value);
      this.book.safe[name] = value;
    });
  }

  refused(status, told) {
    const { page } = this;
    if (status === 401) return page.sayWithLink("failed", "Hết phiên làm việc: nội dung đang giữ trên máy này.", "Đăng nhập lại", page.signIn());
    if (told.reason === "clash") return page.sayWithLink("failed", told.message, "Xem cả hai bản", "", () => page.submitWhole("save"));
    if (told.reason === "moved") {
      return page.sayWithLink("failed", `${told.message} Phần vừa gõ đang giữ trên máy này.`, "Xem bản đã gửi", location.pathname);
    }
    if (status === 503) {
      page.say("failed", `Chưa lưu được: ${told.message || "máy chủ tạm thời không trả lời."}`, "· đang giữ trên máy này, sẽ tự gửi lại");
      return this.later();
    }
    if (told.message) return page.say("failed", `Chưa lưu được: ${told.message}`, "· đang giữ trên máy này");
    page.sayWithLink("failed", "Chưa lưu được: máy chủ gặp lỗi.", "Thử lại", "", () => this.save());
    return this.later();
  }

  // The whole form goes now; without an answer for long, autosave goes on.
  leave() {
    this.handed = JSON.stringify(this.page.read());
    this.keepHere();
    setTimeout(() => this.back(), AFTER_SENDING);
  }

  back() { this.handed = null; }
}
