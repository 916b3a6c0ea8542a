// Which tests judge the mutants of a file: stages, the most telling and fastest first. A mutant that survives one stage
// goes to the next.
const unit = "contracts/test/unit";
const vectors = "contracts/test/vectors";
const attack = "contracts/test/attack";

const ofModule = (...names) => names.map((name) => `${unit}/SessionKeyModule/${name}.t.sol`);
const ofVectors = (...names) => names.map((name) => `${vectors}/${name}Vectors.t.sol`);
const ofText = (...names) => names.map((name) => `${unit}/GrantTextRenderer/${name}.t.sol`);
const ofLibrary = (...names) => names.map((name) => `${unit}/libraries/${name}.t.sol`);
const ofType = (...names) => names.map((name) => `${unit}/types/${name}.t.sol`);
const ofAttack = (...names) => names.map((name) => `${attack}/${name}Attacks.t.sol`);

// Most of the module's tests: without those of forms, which take half of the time, and of stubs.
const module = ofModule("[!gs]*", "gasBudget", "grace", "grant", "guard", "schedule", "set*", "storage*");
const terms = ofModule("grant*", "caps", "rules", "sets", "ratios", "fixedSpends", "targets");
const messages = [`${unit}/ApproverMessages/*.t.sol`];
const texts = ofText("*");
const guard = [`${unit}/SessionExecutionGuard/*.t.sol`];
const lens = [`${unit}/SessionLens/*.t.sol`];
const budgets = ofModule("budgets", "rollingBudgets", "gasBudget", "grace", "storageBudgets");
const policy = ofModule("rules", "caps", "sets", "ratios", "fixedSpends", "calls7579", "leaves");
const control = ofModule(
  "*Guardian", "approvers", "loosenMode", "tightenMode", "onInstall", "onUninstall", "pause", "reattest*", "reinstall",
  "resume", "revoke*", "set*", "storage", "views", "who*",
);
const renderer = [texts, ofVectors("Revocation", "Control"), messages];
const core = "contracts/src";

/** Path below contracts/src, without its ending → stages of paths, in which a * stands for any part of a name. */
export const stages = {
  "types/RollingWindow": [ofType("RollingWindow"), budgets],
  "types/CalendarWindow": [ofType("CalendarWindow"), budgets],
  "types/AccountState": [ofType("AccountState"), control],
  "types/SessionStatus": [ofType("SessionStatus"), module],
  "types/SessionId": [ofLibrary("SessionIdLib"), guard],
  "types/SessionUse": [ofType("SessionUse"), budgets, module],
  "types/Schedule": [ofType("Schedule"), ofModule("schedule")],
  "types/Words": [ofType("Words"), policy],
  "types/CallCursor": [ofLibrary("CallLib"), module],
  "types/Grant": [messages, module],
  "types/Watch": [guard, ofModule("guard"), ofAttack("guard/Guard")],
  "libraries/BudgetLib": [budgets, ofModule("fixedSpends", "caps", "paymaster"), ofVectors("Verdict")],
  "libraries/BudgetCheckLib": [ofModule("grantBudgets", "grantGroups"), terms, ofVectors("Refusal")],
  "libraries/BudgetTermsLib": [budgets, ofModule("grantBudgets")],
  "libraries/BudgetReportLib": [ofModule("views", "budgets", "rollingBudgets", "gasBudget"), lens, module],
  "libraries/CapabilityCheckLib": [ofModule("grantCapabilities", "grantSpends"), terms, ofVectors("Refusal")],
  "libraries/CapabilityLib": [ofLibrary("CapabilityLib"), policy, terms],
  "libraries/CapabilityListLib": [ofLibrary("CapabilityListLib"), terms],
  "libraries/PolicyLib": [policy, module, ofVectors("Verdict")],
  "libraries/RuleLib": [ofLibrary("CapabilityLib"), policy, terms, lens],
  "libraries/SpendLib": [ofLibrary("CapabilityLib"), policy, terms, lens],
  "libraries/TargetLib": [ofLibrary("TargetLib"), ofModule("targets"), terms],
  "libraries/TokenFunctionLib": [ofLibrary("TokenFunctionLib"), terms],
  "libraries/GrantCheckLib": [
    ofModule("grantCore", "grantGroups"),
    terms,
    ofModule("replaces", "guard"),
    ofVectors("Refusal"),
  ],
  "libraries/GrantLib": [ofModule("grant", "grantCanonical", "replaces"), terms, module, [...texts, ...messages]],
  "libraries/GrantHashLib": [ofLibrary("GrantHashLib"), messages],
  "libraries/SegmentLib": [ofModule("segment", "grace", "times"), ofVectors("Segment"), module],
  "libraries/SessionUseLib": [ofType("SessionUse"), ofModule("times", "grace", "segment"), module],
  "libraries/SessionIdLib": [ofLibrary("SessionIdLib"), module],
  "libraries/SlotLib": [ofLibrary("SlotLib"), budgets],
  "libraries/AddressLib": [ofLibrary("AddressLib"), ofModule("targets")],
  "libraries/CallLib": [ofLibrary("CallLib"), ofModule("calls*"), ofVectors("CallData"), ofAttack("decoding/Decoding")],
  "libraries/CalldataLib": [ofLibrary("CalldataLib"), policy],
  "libraries/MerkleLib": [ofLibrary("MerkleLib"), ofModule("leaves", "sets")],
  "libraries/SignatureLib": [ofLibrary("SignatureLib"), ofModule("sessionSignature", "approvers", "p256*"), module],
  "libraries/OperationLib": [ofModule("paymaster", "initCode", "gasBudget", "segment"), module],
  "libraries/EnvelopeLib": [
    ofModule("nonces", "paymaster", "times", "idleTimeout", "schedule", "renew*", "guard"),
    module,
    guard,
    [...texts, ...messages],
  ],
  "libraries/CompactEnvelopeLib": [ofLibrary("SessionIdLib"), module],
  "libraries/RouteLib": [ofModule("dispatch", "validateUserOp", "grant"), module],
  "libraries/GuardLib": [ofModule("guard"), guard, ofAttack("guard/Guard")],
  "libraries/AllowanceLib": [guard, ofAttack("guard/Guard")],
  "libraries/PriceLib": [guard, ofAttack("guard/Guard")],
  "libraries/CharacterLib": [ofLibrary("CharacterLib"), ofModule("grantCore", "grantCapabilities")],
  "libraries/FunctionNameLib": [ofModule("grantCapabilities"), terms, texts],
  "libraries/TermsViewLib": [messages, lens, terms],
  "libraries/TypedGrantLib": [messages, ofModule("grant"), ofVectors("Grant")],
  ...Object.fromEntries(
    ["TextLib", "DecimalTextLib", "HexTextLib", "DateTextLib", "GrantTextLib", "EnvelopeTextLib", "CapabilityTextLib"]
      .concat(["ControlTextLib"])
      .map((name) => [`libraries/${name}`, renderer]),
  ),
  "libraries/TokenTextLib": [ofText("tokenNames"), texts],
  ApproverMessages: [messages, ofVectors("Control", "Revocation"), module],
  GrantTextRenderer: renderer,
  P256Verifier: [ofModule("p256*"), ofVectors("P256")],
  SessionControl: [control, module, lens],
  SessionState: [[`${unit}/SessionState/*.t.sol`], control, module],
  SessionKeyModule: [
    ofModule("times", "leaves", "targets", "nonces", "guard", "idleTimeout", "renew*", "segment", "grant", "dispatch"),
    module,
    ofModule("grant*", "sessionSignature", "stub*"),
  ],
  SessionExecutionGuard: [guard, ofAttack("guard/Guard")],
};

/** The stages of a core file. */
export function stagesOf(path) {
  const found = stages[path.slice(core.length + 1, -".sol".length)];
  if (found === undefined) throw new Error(`${path} has mutants, but scripts/mutate/tests.mjs names no tests for it`);
  return found;
}
