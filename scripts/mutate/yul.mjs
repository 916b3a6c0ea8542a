// The mutants of inline assembly.
const calls = {
  lt: ([a, b]) => ["boundary", `iszero(gt(${a}, ${b}))`],
  gt: ([a, b]) => ["boundary", `iszero(lt(${a}, ${b}))`],
  slt: ([a, b]) => ["boundary", `iszero(sgt(${a}, ${b}))`],
  sgt: ([a, b]) => ["boundary", `iszero(slt(${a}, ${b}))`],
  eq: ([a, b]) => ["negate", `iszero(eq(${a}, ${b}))`],
  iszero: ([a]) => ["negate", `iszero(iszero(${a}))`],
  not: ([a]) => ["operator", a],
  add: ([a, b]) => ["operator", `sub(${a}, ${b})`],
  sub: ([a, b]) => ["operator", `add(${a}, ${b})`],
  mul: ([a, b]) => ["operator", `div(${a}, ${b})`],
  div: ([a, b]) => ["operator", `mul(${a}, ${b})`],
  mod: ([a, b]) => ["operator", `mul(${a}, ${b})`],
  and: ([a, b]) => ["operator", `or(${a}, ${b})`],
  or: ([a, b]) => ["operator", `and(${a}, ${b})`],
  xor: ([a, b]) => ["operator", `or(${a}, ${b})`],
  shl: ([a, b]) => ["operator", `shr(${a}, ${b})`],
  shr: ([a, b]) => ["operator", `shl(${a}, ${b})`],
  calldataload: ([a]) => ["offset", `calldataload(add(${a}, 1))`],
};
const negated = { lt: "negate", gt: "negate", slt: "negate", sgt: "negate" };
const kept = ["revert", "return", "invalid", "stop", "pop"];

/** Adds the mutants of a block of assembly. The block itself is a point, if it has any. */
export function collectYul(assembly, points) {
  const block = points.range(assembly.AST);
  let found = 0;

  function add(kind, node, operator, after, more) {
    found++;
    points.add(kind, node, operator, after, more);
  }

  function statement(node) {
    const type = node.nodeType;
    if (type === "YulBlock") node.statements.forEach(statement);
    else if (type === "YulExpressionStatement") {
      if (kept.includes(node.expression.functionName.name)) return;
      add("yul-statement", node, "remove", "");
      expression(node.expression);
    } else if (type === "YulAssignment") {
      add("yul-statement", node, "remove", "");
      expression(node.value);
    } else if (type === "YulVariableDeclaration") {
      if (node.value) expression(node.value);
    } else if (type === "YulIf") {
      condition(node.condition, true);
      statement(node.body);
    } else if (type === "YulForLoop") {
      statement(node.pre);
      condition(node.condition, false);
      statement(node.body);
    } else if (type === "YulSwitch") {
      expression(node.expression);
      for (const { body } of node.cases) statement(body);
    }
    // A function of the block itself cannot see which mutant is on.
  }

  function condition(node, both) {
    add("yul-condition", node, "condition", "0");
    if (both) add("yul-condition", node, "condition", "1");
    expression(node, true);
  }

  function expression(node, isForced = false) {
    if (node.nodeType === "YulLiteral" && node.kind === "number") {
      return add("yul-literal", node, "literal", String(BigInt(node.value) + 1n));
    }
    if (node.nodeType !== "YulFunctionCall") return;
    const name = node.functionName.name;
    const rule = calls[name];
    const count = node.arguments.length;
    if (rule !== undefined) {
      const more = { name, count, first: points.range(node.arguments[0]).start };
      const [operator, after] = rule(node.arguments.map((item) => points.of(item)));
      const [, body] = rule(parameters(count));
      if (!(isForced && operator === "negate")) add("yul-call", node, operator, after, { ...more, body });
      if (negated[name] !== undefined && !isForced) {
        add("yul-call", node, "negate", `iszero(${points.of(node)})`, { ...more, body: `iszero(${name}(a0, a1))` });
      }
    }
    node.arguments.forEach((item) => expression(item));
  }

  statement(assembly.AST);
  if (found > 0) points.blocks.push({ ...points.range(assembly), block });
}

export function parameters(count) {
  return Array.from({ length: count }, (_, i) => `a${i}`);
}
