// Writes a file that holds all its mutants. Which one is on, the code reads from PREVRANDAO, which nothing else uses:
// so all of them are compiled once.
import { createHash } from "node:crypto";
import { dirname, relative } from "node:path";
import { parameters } from "./yul.mjs";

export const switchFile = "contracts/src/mutation/Switch.sol";

// Reading the chain's state makes a function no longer pure for the compiler, so it is told otherwise.
export const switchText = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

function mutantId() pure returns (uint256) {
    function() view returns (uint256) read = readMutantId;
    function() pure returns (uint256) pureRead;
    assembly ("memory-safe") {
        pureRead := read
    }
    return pureRead();
}

function mutantIs(uint256 id) pure returns (bool) {
    function(uint256) view returns (bool) read = readMutantIs;
    function(uint256) pure returns (bool) pureRead;
    assembly ("memory-safe") {
        pureRead := read
    }
    return pureRead(id);
}

function readMutantId() view returns (uint256) {
    return block.prevrandao;
}

function readMutantIs(uint256 id) view returns (bool) {
    return block.prevrandao == id;
}
`;

/** The number of a mutant among those of all files; 0 is none. */
export function idOf(path, number) {
  return Number.parseInt(createHash("sha256").update(path).digest("hex").slice(0, 8), 16) * 2 ** 16 + number;
}

/** @param left Numbers of the mutants that are left out. */
export function instrument(path, points, left) {
  const text = points.text;
  const all = points.all();
  const used = new Map(all.map((point) => [point, point.mutants.filter(({ number }) => !left.has(number))]));
  const id = (mutant) => idOf(path, mutant.number);

  /** The source between two positions, with the points inside, the first of which has an index from `next` on. */
  function render(from, to, next) {
    const parts = [];
    let pos = from;
    let index = next;
    while (index < all.length && all[index].start < to) {
      const point = all[index];
      if (point.start < pos) {
        index++;
        continue;
      }
      const end = point.kind === "statement" ? text.indexOf(";", point.end) + 1 : point.end;
      parts.push(block(text, pos, point.start), write(point, index, end));
      pos = end;
      while (index < all.length && all[index].start < pos) index++;
    }
    return parts.join("") + block(text, pos, to);
  }

  function write(point, index, end) {
    const mutants = used.get(point);
    const inner = render(point.start, end, index + 1);
    if (mutants.length === 0) return inner;
    return writers[point.kind](mutants, inner, point, index);
  }

  const writers = {
    expression: (mutants, inner, { cast }) =>
      mutants.reduceRight((rest, mutant) => {
        const [a, b] = cast ? [`${cast}(${mutant.after})`, `${cast}(${rest})`] : [`(${mutant.after})`, `(${rest})`];
        return `(mutantIs(${id(mutant)}) ? ${a} : ${b})`;
      }, inner),
    statement: (mutants, inner) =>
      `{ ${mutants.map((m) => `if (mutantIs(${id(m)})) {${m.after && ` ${m.after}; `}} else `).join("")}{ ${inner} } }`,
    "yul-statement": ([mutant], inner) => `if iszero(eq(mutant_, ${id(mutant)})) { ${inner} }`,
    "yul-literal": ([mutant], inner) => `add(${inner}, eq(mutant_, ${id(mutant)}))`,
    "yul-condition": (mutants, inner) =>
      mutants.reduce((rest, mutant) => {
        const isOn = `eq(mutant_, ${id(mutant)})`;
        return mutant.after === "1" ? `or(${isOn}, ${rest})` : `mul(iszero(${isOn}), ${rest})`;
      }, inner),
    "yul-call": (mutants, inner, point, index) =>
      `mutant_${point.mutants[0].number}(mutant_, ${render(point.first, point.end, index + 1)}`,
  };

  // A block of assembly asks outside, since its functions see nothing but their parameters, which are defined here.
  const blocks = points.blocks;
  function block(source, from, to) {
    let result = "";
    let pos = from;
    for (const edit of edits.filter(({ at }) => from <= at && at < to)) {
      result += source.slice(pos, edit.at) + edit.insert;
      pos = edit.at;
    }
    return result + source.slice(pos, to);
  }
  const edits = blocks.flatMap((assembly) => [
    { at: assembly.start, insert: "{ uint256 mutant_ = mutantId(); " },
    { at: assembly.block.start + 1, insert: functionsIn(assembly) },
    { at: assembly.end, insert: " }" },
  ]);

  function functionsIn({ start, end }) {
    const inside = all.filter((point) => point.kind === "yul-call" && start < point.start && point.end < end);
    return inside
      .filter((point) => used.get(point).length > 0)
      .map((point) => {
        const names = parameters(point.count).join(", ");
        const cases = used.get(point).map((mutant) => `case ${id(mutant)} { r := ${mutant.body} }`).join(" ");
        const original = `default { r := ${point.name}(${names}) }`;
        return ` function mutant_${point.mutants[0].number}(m, ${names}) -> r { switch m ${cases} ${original} }`;
      })
      .join("");
  }

  const pragma = text.indexOf(";", text.indexOf("\npragma ")) + 1;
  let target = relative(dirname(path), switchFile);
  if (!target.startsWith(".")) target = `./${target}`;
  const head = `${text.slice(0, pragma)} import {mutantId, mutantIs} from "${target}";`;
  return head + render(pragma, text.length, 0);
}
