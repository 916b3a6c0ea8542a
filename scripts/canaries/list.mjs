// What is broken, one thing after another, and by which gate it must be noticed. Each gate of scripts/build.sh and
// scripts/test.sh, by the words that they say, has at least one.
const forgeTest = (path) => `"$FORGE" test --isolate --match-path '${path}'`;
const dotnetTest = (project, filter) =>
  `dotnet build tests/${project} -v quiet -nologo -clp:ErrorsOnly >/dev/null && dotnet test tests/${project} --no-build --nologo -v quiet --filter 'FullyQualifiedName~${filter}'`;

/**
 * gate: what the script says before it; file: what is broken, there `replace` becomes `by`, or the file is written new
 * as `by`; command: the gate, or the part of it that is concerned; says: what it must answer.
 */
export const canaries = [
  {
    gate: "tracked files name no package registry and no path of this machine",
    file: "docs/canary.md",
    by: `The build is in ${"/ho"}${"me/canary/build"}.\n`,
    command: "git add -f docs && node scripts/check-tracked.mjs; code=$?; git reset -q; exit $code",
    says: /docs\/canary\.md:1: names an absolute path/,
  },
  {
    gate: "trees say what the unit tests of the contracts test",
    file: "contracts/test/unit/libraries/SlotLib.t.sol",
    replace: "function testFuzz_",
    by: "function testFuzz_Untold",
    command: "node scripts/check-trees.mjs",
    says: /SlotLib/,
  },
  {
    gate: "dotnet build (warnings are errors)",
    file: "src/SessionKeys/Canary.cs",
    by: "namespace SessionKeys;\n\npublic static class Canary\n{\n    public static int Undocumented => 1;\n}\n",
    command: "dotnet build src/SessionKeys -warnaserror -v quiet -nologo -clp:NoSummary",
    says: /CS1591/,
  },
  {
    gate: "dotnet build (warnings are errors)",
    file: "src/SessionKeys/Canary.cs",
    by: "namespace SessionKeys;\n\ninternal static class Canary\n{\n    public static DateTime Now => DateTime.UtcNow;\n}\n",
    command: "dotnet build src/SessionKeys -warnaserror -v quiet -nologo -clp:NoSummary",
    says: /RS0030/,
  },
  {
    gate: "dotnet format",
    file: "src/SessionKeys/Canary.cs",
    by: "namespace SessionKeys;\n\ninternal static class Canary\n{\n      internal const int One = 1;\n}\n",
    command: "dotnet format whitespace . --folder --include src/ --verify-no-changes",
    says: /Canary\.cs/,
  },
  {
    gate: "forge fmt",
    file: "contracts/src/libraries/SlotLib.sol",
    replace: "library SlotLib {",
    by: "library   SlotLib {",
    command: '"$FORGE" fmt --check contracts',
    says: /SlotLib/,
  },
  {
    gate: "forge build (production profile), contract sizes and gas",
    file: "contracts/snapshots/sizes.json",
    replace: '"SessionKeyModule": ',
    by: '"SessionKeyModule": 1',
    command: "node scripts/check-sizes.mjs",
    says: /SessionKeyModule/,
  },
  {
    gate: "forge build (production profile), contract sizes and gas",
    file: "scripts/check-sizes.mjs",
    replace: "const limit = 24_000;",
    by: "const limit = 22_000;",
    command: "node scripts/check-sizes.mjs",
    says: /SessionKeyModule/,
  },
  {
    gate: "forge build (production profile), contract sizes and gas",
    file: "contracts/snapshots/ReferenceAccount.json",
    replace: '"W1-W0": "1',
    by: '"W1-W0": "2',
    command: "scripts/gas.sh --check",
    says: /W1-W0 is .* must be at most/,
  },
  {
    gate: "forge build without the optimizer",
    file: "contracts/src/libraries/SlotLib.sol",
    replace: "library SlotLib {",
    by: "library SlotLib {\n    uint256 private constant BROKEN = address(1);\n",
    command: 'FOUNDRY_PROFILE=lite "$FORGE" build --quiet contracts/src',
    says: /SlotLib/,
  },
  {
    gate: "committed ABIs",
    file: "contracts/abi/ISessionKeyModule.json",
    replace: '"name": "revokeAll"',
    by: '"name": "revokeNone"',
    command: "scripts/abi.sh --check",
    says: /ISessionKeyModule/,
  },
  {
    gate: "the module's errors in the C# library",
    file: "src/SessionKeys/Generated/ModuleErrors.g.cs",
    replace: "SessionExpired(",
    by: "SessionEnded(",
    command: "node scripts/generate-errors.mjs --check",
    says: /ModuleErrors/,
  },
  {
    gate: "the shared vectors and the README's code",
    file: "tests/vectors/userop-hash.json",
    replace: '"hash": "0x',
    by: '"hash": "0x0',
    command: "scripts/vectors.sh --check",
    says: /userop-hash/,
  },
  {
    gate: "the shared vectors and the README's code",
    file: "README.md",
    replace: "```csharp\n",
    by: "```csharp\nusing Canary;\n",
    command: "node scripts/check-readme.mjs",
    says: /README\.md/,
  },
  {
    gate: "the gas of docs/envelope.md",
    file: "contracts/snapshots/Terms.json",
    replace: '"renewal": "',
    by: '"renewal": "1',
    command: "node scripts/check-envelope-gas.mjs",
    says: /renewal/,
  },
  {
    gate: "forge test",
    file: "contracts/src/account/SingleOwnerValidationModule.sol",
    replace: "if (sender != owner) revert SenderNotOwner(sender, owner);",
    by: "if (sender == address(0)) revert SenderNotOwner(sender, owner);",
    command: forgeTest("contracts/test/unit/SingleOwnerValidationModule/*"),
    says: /FAIL.*test_RevertWhen_SomebodyElseCalls/,
  },
  {
    gate: "forge test",
    file: "contracts/snapshots/Terms.json",
    replace: '"renewal": "',
    by: '"renewal": "1',
    command: `FORGE_SNAPSHOT_CHECK=true ${forgeTest("contracts/test/gas/TermGas.t.sol")}`,
    says: /renewal/,
  },
  {
    gate: "forge test, without optimizer and intermediate representation",
    file: "contracts/src/account/SingleOwnerValidationModule.sol",
    replace: "failure == ECDSA.RecoverError.NoError && signer == owner",
    by: "failure == ECDSA.RecoverError.NoError || signer == owner",
    command: `FOUNDRY_PROFILE=lite ${forgeTest("contracts/test/unit/SingleOwnerValidationModule/*")}`,
    says: /FAIL.*test_WhenSomebodyElseHasSigned/,
  },
  {
    gate: "forge test, ERC-7562",
    file: "contracts/src/SessionKeyModule.sol",
    replace: "function _requireTime(SessionUse use) private pure {",
    by: "function _requireTime(SessionUse use) private view {\n        if (block.timestamp == 0) return;",
    command: `"$FORGE" test --isolate -vvv --match-path 'contracts/test/erc7562/*' | grep -E "FAIL|passed"; exit "\${PIPESTATUS[0]}"`,
    says: /FAIL/,
  },
  {
    gate: "mutants of the contracts ($mutants)",
    file: "contracts/test/mutants/canary.patch",
    by: `Mutant: Nothing is changed but a comment.
Test: contracts/test/unit/libraries/SlotLib.t.sol testFuzz_StoreAndLoad

--- a/contracts/src/libraries/SlotLib.sol
+++ b/contracts/src/libraries/SlotLib.sol
@@ -1,2 +1,3 @@
 // SPDX-License-Identifier: MIT
 pragma solidity ^0.8.28;
+// canary
`,
    command: "if [[ -e contracts/test/mutants/canary.patch ]]; then scripts/mutants.sh canary; else scripts/mutants.sh value-is-cut; fi",
    says: /survived canary/,
  },
  {
    gate: "proofs",
    file: "contracts/proofs/Casts.sol",
    replace: "uint256 newUsed = used + amount;",
    by: "uint256 newUsed = used + amount + 1;",
    command: "node scripts/prove.mjs Casts",
    says: /FAIL Casts/,
  },
  {
    gate: "verdicts on the generated mutants",
    file: "contracts/test/mutation/results/RollingWindow.json",
    replace: '"key": "',
    by: '"key": "0',
    command: "scripts/mutate.sh --check RollingWindow",
    says: /changed since its mutants were judged/,
  },
  {
    gate: "verdicts on the generated mutants",
    file: "contracts/test/mutation/reasons.json",
    replace: '"equivalent: from 5 buckets on',
    by: '"because from 5 buckets on',
    command: "scripts/mutate.sh --check RollingWindow",
    says: /survives without a reason/,
  },
  {
    gate: "coverage of the contracts",
    file: "artifacts/coverage/canary.lcov",
    by: "SF:contracts/src/libraries/SlotLib.sol\nDA:9,1\nDA:10,0\nend_of_record\n",
    command: "if [[ -e artifacts/coverage/canary.lcov ]]; then node scripts/coverage.mjs artifacts/coverage/canary.lcov; fi",
    says: /FAIL without the account: less than 100 % of the lines/,
  },
  {
    gate: "dotnet test $project",
    file: "src/SessionKeys/Policy/ModuleValidation.Calls.cs",
    replace: "if (call.Value > capability.MaxValue)",
    by: "if (call.Value > capability.MaxValue && call.Value.IsZero)",
    command: dotnetTest("SessionKeys.Tests", ".VerdictVectorTests."),
    says: /VerdictVectorTests\..*\[FAIL\]/,
  },
  {
    gate: "dotnet test $project",
    file: "src/Bundler.Client/Sending/OperationLimits.cs",
    replace: "cost > most)",
    by: "cost > most + 1UL)",
    command: dotnetTest("Bundler.Client.Tests", ".LyingServerTests."),
    says: /LyingServerTests\.Cost_above_the_callers_bound.*\[FAIL\]/,
  },
  {
    gate: "dotnet test $project",
    file: "src/SessionKeys.Ledger/Protocol/DerivationPath.cs",
    replace: "parts.Length > MaxLength + 1",
    by: "parts.Length > MaxLength + 2",
    command: dotnetTest("SessionKeys.Ledger.Tests", ".DerivationPathTests."),
    says: /DerivationPathTests\..*\[FAIL\]/,
  },
];
