// The mutants of Solidity code. What each operator does stands in contracts/test/mutation/README.md.
import { collectYul } from "./yul.mjs";

const boundaries = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const negations = { "==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<" };
const swaps = {
  "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "**": "*", "<<": ">>", ">>": "<<", "&": "|", "|": "&", "^": "|",
  "++": "--", "--": "++",
};
const jumps = ["Return", "Break", "Continue"];

/** Adds the mutants of a file. */
export function collect(ast, points) {
  new Collector(points).functions(ast);
}

/**
 * What an expression is used for decides how it is damaged. `use` is
 * - "decision": a condition, or what a function with a bool returns; forced both ways
 * - "loop": the condition of a loop; forced false only, since true would never end
 * - "and" or "or": an operand; forced to what makes the other one decide
 * - "value": everything else.
 */
class Collector {
  constructor(points) {
    this.points = points;
  }

  functions(node) {
    if (Array.isArray(node)) return node.forEach((item) => this.functions(item));
    if (node === null || typeof node !== "object") return;
    if (node.nodeType === "FunctionDefinition" || node.nodeType === "ModifierDefinition") {
      const results = node.returnParameters?.parameters ?? [];
      this.returnsBool = results.length === 1 && results[0].typeDescriptions.typeString === "bool";
      if (node.body) this.statement(node.body);
      return;
    }
    Object.values(node).forEach((item) => this.functions(item));
  }

  /* STATEMENTS */

  /** @param isOnly It is all that a condition decides about: without it is what the condition forced false is. */
  statement(node, isOnly = false) {
    if (!node) return;
    const type = node.nodeType;
    if (type === "Block" || type === "UncheckedBlock") {
      const only = isOnly && node.statements.length === 1;
      node.statements.forEach((item) => this.statement(item, only));
    } else if (type === "IfStatement") {
      this.expression(node.condition, "decision");
      this.statement(node.trueBody, !node.falseBody);
      this.statement(node.falseBody);
    } else if (type === "ForStatement" || type === "WhileStatement" || type === "DoWhileStatement") {
      this.statement(node.initializationExpression, true);
      this.expression(node.condition, "loop");
      this.statement(node.body);
    } else if (type === "VariableDeclarationStatement") {
      this.expression(node.initialValue, "value");
    } else if (type === "Return") {
      this.expression(node.expression, this.returnsBool ? "decision" : "value");
    } else if (type === "ExpressionStatement") {
      if (!isOnly) this.remove(node);
      this.expressionStatement(node.expression);
    } else if (type === "EmitStatement" || type === "RevertStatement") {
      if (!isOnly) this.remove(node);
      const call = node.eventCall ?? node.errorCall;
      call.arguments.forEach((item) => this.expression(item, "value"));
    } else if (type === "InlineAssembly") {
      collectYul(node, this.points);
    } else if (type === "TryStatement") {
      this.expression(node.externalCall, "value");
      node.clauses.forEach((clause) => this.statement(clause.block));
    } else if (!jumps.includes(type)) {
      throw new Error(`no rule for the statement ${type} at ${node.src}`);
    }
  }

  expressionStatement(node) {
    if (node.nodeType === "Assignment" && node.operator !== "=") {
      const operator = swaps[node.operator.slice(0, -1)];
      const text = `${this.points.of(node.leftHandSide)} ${operator}= ${this.points.of(node.rightHandSide)}`;
      this.points.add("statement", node, "assignment", text);
    }
    if (node.nodeType === "UnaryOperation" && swaps[node.operator] !== undefined) {
      this.points.add("statement", node, "step", this.points.of(node).replace(node.operator, swaps[node.operator]));
      return this.expression(node.subExpression, "value");
    }
    this.expression(node, "value");
  }

  remove(node) {
    this.points.add("statement", node, "remove", "");
  }

  /* EXPRESSIONS */

  expression(node, use, parent) {
    if (!node) return;
    const rule = this[node.nodeType];
    if (node.nodeType === "Literal") return this.literal(node, use, parent);
    if (isConstant(node)) return;
    this.force(node, use);
    if (rule !== undefined) rule.call(this, node, use);
  }

  expressions(nodes, parent) {
    nodes.forEach((node) => this.expression(node, "value", parent));
  }

  force(node, use) {
    const operator = node.nodeType === "BinaryOperation" ? node.operator : "";
    if (node.nodeType === "TupleExpression" || node.nodeType === "Literal") return;
    // An operand that is forced damages less, and in the same way.
    if (use === "decision" && operator !== "&&") this.replace(node, "condition", "true");
    if (use === "decision" && operator !== "||") this.replace(node, "condition", "false");
    if (use === "loop" && operator !== "||") this.replace(node, "condition", "false");
    if (use === "and" && operator !== "&&") this.replace(node, "operand", "true");
    if (use === "or" && operator !== "||") this.replace(node, "operand", "false");
  }

  replace(node, operator, after, more) {
    this.points.add("expression", node, operator, after, more);
  }

  BinaryOperation(node, use) {
    const { operator, leftExpression: left, rightExpression: right } = node;
    const write = (other) => `${this.points.of(left)} ${other} ${this.points.of(right)}`;
    if (operator === "&&" || operator === "||") {
      const operand = operator === "&&" ? "and" : "or";
      this.expression(left, operand);
      this.expression(right, operand);
      return;
    }
    if (boundaries[operator] !== undefined) this.replace(node, "boundary", write(boundaries[operator]));
    if (negations[operator] !== undefined && use === "value") this.replace(node, "negate", write(negations[operator]));
    if (negations[operator] === undefined) this.replace(node, "operator", write(swaps[operator]));
    this.expressions([left, right], node);
  }

  UnaryOperation(node, use) {
    const { operator, subExpression: sub } = node;
    if (operator === "!" && use === "value") this.replace(node, "negate", this.points.of(sub));
    if (operator === "~") this.replace(node, "operator", this.points.of(sub));
    if (swaps[operator] !== undefined && operator.length === 2) {
      this.replace(node, "step", this.points.of(node).replace(operator, swaps[operator]));
    }
    // A comparison below a `!` that is forced anyway needs no negation of its own.
    this.expression(sub, operator === "!" ? "negated" : "value", node);
  }

  Conditional(node) {
    this.expression(node.condition, "decision");
    this.expressions([node.trueExpression, node.falseExpression], node);
  }

  TupleExpression(node, use) {
    const parts = node.components.filter(Boolean);
    if (parts.length === 1 && !node.isInlineArray) this.expression(parts[0], use, node);
    else this.expressions(parts, node);
  }

  FunctionCall(node) {
    const isCheck = ["require", "assert"].includes(node.expression.name);
    node.arguments.forEach((item, i) => this.expression(item, isCheck && i === 0 ? "decision" : "value", node));
    this.expression(node.expression, "value", node);
  }

  FunctionCallOptions(node) {
    this.expressions([node.expression, ...node.options], node);
  }

  Assignment(node) {
    this.expression(node.rightHandSide, "value", node);
    this.expression(node.leftHandSide, "value", node);
  }

  MemberAccess(node) {
    this.expression(node.expression, "value", node);
  }

  IndexAccess(node) {
    this.expressions([node.baseExpression, node.indexExpression], node);
  }

  IndexRangeAccess(node) {
    this.expressions([node.baseExpression, node.startExpression, node.endExpression], node);
  }

  /* LITERALS */

  literal(node, use, parent) {
    if (node.kind === "bool") return this.replace(node, "literal", node.value === "true" ? "false" : "true");
    if (node.kind !== "number" || node.subdenomination || !/^t_rational/.test(typeOf(node))) return;
    const value = node.value.replaceAll("_", "");
    if (!/^(0x[0-9a-f]{1,39}|[0-9]+)$/i.test(value)) return;
    if (parent?.kind === "typeConversion" && !/^uint/.test(typeName(parent))) return;

    // Beside a comparison, in the direction in which its boundary does not move already.
    const isRight = parent?.nodeType === "BinaryOperation" && parent.rightExpression === node;
    const isDown = isRight && [">=", "<"].includes(parent.operator) && BigInt(value) > 0n;
    const number = BigInt(value) + (isDown ? -1n : 1n);
    const other = isRight ? parent.leftExpression : parent?.rightExpression;
    if (other !== undefined && typeName(other) === "bytes4") {
      return this.replace(node, "literal", `0x${number.toString(16).padStart(8, "0")}`, { cast: "bytes4" });
    }
    // A number takes the widest type if it is shifted or raised, but what stands instead of it is of its own type.
    const isBase = parent?.leftExpression === node && ["<<", ">>", "**"].includes(parent.operator);
    const isPart = parent?.nodeType === "TupleExpression";
    this.replace(node, "literal", String(number), isBase || isPart ? { cast: "uint256" } : {});
  }
}

function typeOf(node) {
  return node.typeDescriptions?.typeIdentifier ?? "";
}

function typeName(node) {
  return node.typeDescriptions?.typeString ?? "";
}

/** Compile-time numbers, whose parts have no size of their own. */
function isConstant(node) {
  return /^t_rational/.test(typeOf(node)) || /^t_stringliteral/.test(typeOf(node));
}
