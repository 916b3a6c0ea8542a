// Where a file is damaged, and how. A point is a piece of the source with one or more mutants; points may lie in each
// other.

/** What is collected from one file. */
export class Points {
  #points = new Map();

  constructor(text) {
    this.text = text;
    /** The blocks of assembly that have mutants. */
    this.blocks = [];
  }

  /** The piece of the source that a node of the syntax tree is. */
  range({ src }) {
    const [start, length] = src.split(":").map(Number);
    return { start, end: start + length };
  }

  of(node) {
    const { start, end } = this.range(node);
    return this.text.slice(start, end);
  }

  /**
   * @param kind "expression", "statement", "yul-call", "yul-condition", "yul-literal" or "yul-statement".
   * @param after The text that stands there instead; "" removes a statement.
   * @param more What the kind needs to be written.
   */
  add(kind, node, operator, after, more = {}) {
    const { start, end } = this.range(node);
    const name = `${kind} ${start} ${end}`;
    const point = this.#points.get(name) ?? { kind, start, end, mutants: [], ...more };
    this.#points.set(name, point);
    const before = this.text.slice(start, end);
    if (point.mutants.some((mutant) => mutant.after === after) || before === after) return;
    point.mutants.push({ operator, before, after, ...more });
  }

  /** Outer points first; their mutants are numbered from 1. */
  all() {
    const points = [...this.#points.values()].filter(({ mutants }) => mutants.length > 0);
    const rank = ({ kind }) => (kind.endsWith("statement") ? 0 : kind === "yul-condition" ? 1 : 2);
    points.sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
    let number = 0;
    for (const point of points) for (const mutant of point.mutants) mutant.number = ++number;
    return points;
  }
}
