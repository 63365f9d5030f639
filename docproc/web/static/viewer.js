// The scan of one page at a time in an SVG whose user units are the page's own pixels, so a box needs no scaling.
// Zooming and panning change the viewBox and nothing else.

const CLOSEST = 12; // times the whole page
const MARGIN = 1.12; // how much more than an approached box is shown
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export class Viewer {
  constructor(frame) {
    this.frame = frame;
    this.stage = frame.querySelector("[data-stage]");
    this.sheets = [...frame.querySelectorAll("svg[data-page]")];
    this.thumbs = [...frame.querySelectorAll("a[data-page]")];
    this.label = frame.querySelector("[data-page-label]");
    this.moving = 0;
    this.fingers = new Map();
    this.select(this.sheets.find((sheet) => !sheet.hasAttribute("hidden")) ?? this.sheets[0]);
    this.listen();
  }

  listen() {
    for (const thumb of this.thumbs) {
      thumb.addEventListener("click", (event) => {
        event.preventDefault();
        this.turnTo(Number(thumb.dataset.page));
      });
    }
    const act = {
      in: () => this.zoom(1.5),
      out: () => this.zoom(1 / 1.5),
      fit: () => this.fit(),
      previous: () => this.turn(-1),
      next: () => this.turn(1),
    };
    for (const button of this.frame.querySelectorAll("[data-act]")) {
      button.addEventListener("click", act[button.dataset.act]);
    }
    this.stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.stage.addEventListener("pointerdown", (event) => this.grab(event));
    this.stage.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) {
      this.stage.addEventListener(name, (event) => this.fingers.delete(event.pointerId));
    }
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("pointerover", (event) => this.tell(event, false));
    this.stage.addEventListener("click", (event) => this.tell(event, true));
    new ResizeObserver(() => this.view && this.set(this.view)).observe(this.stage);
  }

  get size() {
    return { width: Number(this.sheet.dataset.width), height: Number(this.sheet.dataset.height) };
  }

  select(sheet) {
    this.sheet = sheet;
    for (const other of this.sheets) other.toggleAttribute("hidden", other !== sheet);
    const picture = sheet.querySelector("image");
    if (!picture.hasAttribute("href")) picture.setAttribute("href", picture.dataset.href);
    const number = sheet.dataset.page;
    for (const thumb of this.thumbs) {
      if (thumb.dataset.page === number) thumb.setAttribute("aria-current", "page");
      else thumb.removeAttribute("aria-current");
    }
    if (this.label) this.label.textContent = sheet.dataset.label;
    this.fit();
  }

  turnTo(number) {
    const sheet = this.sheets.find((one) => Number(one.dataset.page) === number);
    if (sheet && sheet !== this.sheet) this.select(sheet);
  }

  turn(step) {
    const next = this.sheets[this.sheets.indexOf(this.sheet) + step];
    if (next) this.select(next);
  }

  // The whole page where the stage is about as tall as a page, else its upper part at full width.
  fit() {
    const { width, height } = this.size;
    const stage = this.stage.getBoundingClientRect();
    const shown = stage.width ? (width * stage.height) / stage.width : height;
    const narrow = stage.width < 600;
    this.set({ x: 0, y: 0, width, height: narrow ? Math.min(height, shown) : height });
  }

  show(key) {
    for (const sheet of this.sheets) {
      for (const mark of sheet.querySelectorAll("[data-mark]")) {
        mark.classList.toggle("pointed", mark.dataset.mark === key);
      }
    }
    const mark = key && this.mark(key);
    if (!mark) return;
    const sheet = mark.closest("svg");
    if (sheet !== this.sheet) this.select(sheet);
    this.include(this.boxOf(mark));
  }

  // Zooms so far that the box can be read: as near as it fits, but no nearer than half a page's width.
  approach(key) {
    const mark = this.mark(key);
    if (!mark) return;
    const box = this.boxOf(mark);
    const page = this.size;
    const stage = this.stage.getBoundingClientRect();
    const shape = stage.height / stage.width;
    const wanted = Math.max(box.width * MARGIN, (box.height * MARGIN) / shape, page.width / 2.2);
    const width = Math.min(page.width, wanted);
    const height = width * shape;
    this.glide({ x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height });
  }

  mark(key) {
    const held = (sheet) => [...sheet.querySelectorAll("[data-mark]")].find((mark) => mark.dataset.mark === key);
    return held(this.sheet) ?? this.sheets.map(held).find(Boolean);
  }

  boxOf(mark) {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(mark.getAttribute(name)));
    return { x, y, width, height };
  }

  include(box) {
    const seen = this.seen();
    const pad = Math.min(seen.width, seen.height) * 0.04;
    let { x, y } = this.view;
    if (box.x - pad < seen.x) x -= seen.x - box.x + pad;
    else if (box.x + box.width + pad > seen.x + seen.width) x += box.x + box.width + pad - seen.x - seen.width;
    if (box.y - pad < seen.y) y -= seen.y - box.y + pad;
    else if (box.y + box.height + pad > seen.y + seen.height) y += box.y + box.height + pad - seen.y - seen.height;
    if (x !== this.view.x || y !== this.view.y) this.glide({ ...this.view, x, y });
  }

  // What the stage really shows: the viewBox and what lies beside it where the shapes differ.
  seen() {
    const stage = this.stage.getBoundingClientRect();
    const scale = Math.max(this.view.width / stage.width, this.view.height / stage.height);
    const [width, height] = [stage.width * scale, stage.height * scale];
    const x = this.view.x + (this.view.width - width) / 2;
    const y = this.view.y + (this.view.height - height) / 2;
    return { x, y, width, height, scale };
  }

  set({ x, y, width, height }) {
    const page = this.size;
    const least = page.width / CLOSEST;
    if (width < least) [width, height] = [least, (least * height) / width];
    x = width >= page.width ? (page.width - width) / 2 : Math.min(Math.max(x, 0), page.width - width);
    y = height >= page.height ? (page.height - height) / 2 : Math.min(Math.max(y, 0), page.height - height);
    this.view = { x, y, width, height };
    this.sheet.setAttribute("viewBox", [x, y, width, height].map((edge) => edge.toFixed(1)).join(" "));
  }

  glide(to) {
    cancelAnimationFrame(this.moving);
    if (STILL.matches) {
      this.set(to);
      return;
    }
    const from = this.view;
    const start = performance.now();
    const step = (now) => {
      const done = Math.min(1, (now - start) / 180);
      const eased = 1 - (1 - done) ** 3;
      const between = (name) => from[name] + (to[name] - from[name]) * eased;
      this.set({ x: between("x"), y: between("y"), width: between("width"), height: between("height") });
      if (done < 1) this.moving = requestAnimationFrame(step);
    };
    this.moving = requestAnimationFrame(step);
  }

  zoom(factor, at = null) {
    const seen = this.seen();
    const page = this.size;
    const centre = at ?? { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
    const width = Math.min(seen.width / factor, Math.max(page.width, (page.height * seen.width) / seen.height));
    const share = width / seen.width;
    this.set({
      x: centre.x - (centre.x - seen.x) * share,
      y: centre.y - (centre.y - seen.y) * share,
      width,
      height: seen.height * share,
    });
  }

  point(event) {
    const stage = this.stage.getBoundingClientRect();
    const seen = this.seen();
    return {
      x: seen.x + (event.clientX - stage.left) * seen.scale,
      y: seen.y + (event.clientY - stage.top) * seen.scale,
    };
  }

  wheel(event) {
    // Without a modifier the page scrolls, as everywhere else; pinching on a touchpad comes with ctrlKey.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 300), this.point(event));
  }

  grab(event) {
    cancelAnimationFrame(this.moving);
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.dragged = 0;
  }

  drag(event) {
    const last = this.fingers.get(event.pointerId);
    if (!last) return;
    const before = this.spread();
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.dragged += Math.abs(dx) + Math.abs(dy);
    const after = this.spread();
    if (before && after) this.zoom(after / before);
    const { scale } = this.seen();
    const share = 1 / this.fingers.size;
    this.set({ ...this.view, x: this.view.x - dx * scale * share, y: this.view.y - dy * scale * share });
  }

  spread() {
    const [one, other] = [...this.fingers.values()];
    return other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  }

  key(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) {
      const { x, y, width, height } = this.view;
      this.set({ x: x + (step[0] * width) / 10, y: y + (step[1] * height) / 10, width, height });
    } else if (event.key === "+" || event.key === "=") this.zoom(1.3);
    else if (event.key === "-") this.zoom(1 / 1.3);
    else if (event.key === "0") this.fit();
    else if (event.key === "PageDown") this.turn(1);
    else if (event.key === "PageUp") this.turn(-1);
    else return;
    event.preventDefault();
  }

  tell(event, chosen) {
    const mark = event.target.closest?.("[data-mark]");
    if (!mark || (chosen && this.dragged > 6)) return;
    this.frame.dispatchEvent(new CustomEvent("spot", { detail: { key: mark.dataset.mark, chosen } }));
  }
}
