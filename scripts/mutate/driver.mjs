// The contract that judges many mutants in one process of forge: each in a test of its own, so none knows of another.

export const driverFile = "contracts/test/MutantDriver.t.sol";
export const driverSize = 48;

// The tests of others are deployed by name and called from outside. What the driver keeps, it keeps in memory: its
// storage goes back with everything else.
const head = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

interface DriverVm {
    function envString(string calldata name, string calldata delimiter) external view returns (string[] memory);
    function envBytes(string calldata name, string calldata delimiter) external view returns (bytes[] memory);
    function envUint(string calldata name, string calldata delimiter) external view returns (uint256[] memory);
    function getCode(string calldata artifact) external view returns (bytes memory);
    function prevrandao(bytes32 value) external;
    function snapshotState() external returns (uint256);
    function revertToState(uint256 id) external returns (bool);
    function toString(uint256 value) external pure returns (string memory);
}

contract MutantDriver {
    DriverVm private constant vm = DriverVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    uint256 private constant GAS = 2_000_000_000;
    bytes32 private constant ASSUME = keccak256("FOUNDRY::ASSUME");

    /// Without a mutant, every test to its end: reverts with the list of those that fail.
    function test_baseline() external {
        string memory failed = _run(0, false);
        if (bytes(failed).length > 0) revert(failed);
    }

    function _judge(uint256 index) private {
        uint256[] memory ids = vm.envUint("MUTANT_IDS", ",");
        if (index >= ids.length) return;
        string memory failed = _run(ids[index], true);
        if (bytes(failed).length > 0) revert(failed);
    }

    function _run(uint256 id, bool stops) private returns (string memory failed) {
        string[] memory suites = vm.envString("MUTANT_SUITES", ",");
        uint256 clean = vm.snapshotState();
        for (uint256 i; i < suites.length; ++i) {
            failed = string.concat(failed, _runSuite(id, i, suites[i], stops));
            if (stops && bytes(failed).length > 0) return failed;
            vm.revertToState(clean);
        }
    }

    function _runSuite(uint256 id, uint256 suite, string memory artifact, bool stops)
        private
        returns (string memory failed)
    {
        vm.prevrandao(bytes32(id));
        address target = _deploy(vm.getCode(artifact));
        if (target == address(0)) return _name(suite, "new");
        // Without a function of this name, nothing is to be set up; what is not there fails for every mutant alike.
        (bool ready,) = target.call{gas: GAS}(abi.encodeWithSignature("setUp()"));
        bytes[] memory calls = vm.envBytes(string.concat("MUTANT_CALLS_", vm.toString(suite)), ",");
        if (!ready && bytes1(calls[0]) != 0) return _name(suite, "setUp");

        uint256 snapshot = vm.snapshotState();
        for (uint256 i = 1; i < calls.length; ++i) {
            (bool passed, bytes memory reason) = target.call{gas: GAS}(calls[i]);
            if (!passed && keccak256(reason) != ASSUME) {
                failed = string.concat(failed, _name(suite, vm.toString(i - 1)));
                if (stops) return failed;
            }
            vm.revertToState(snapshot);
        }
    }

    function _deploy(bytes memory code) private returns (address target) {
        assembly ("memory-safe") {
            target := create(0, add(code, 0x20), mload(code))
        }
    }

    function _name(uint256 suite, string memory call) private pure returns (string memory) {
        return string.concat("<", vm.toString(suite), ":", call, ">");
    }
`;

export function driverText() {
  const tests = Array.from({ length: driverSize }, (_, i) => `    function test_m${i}_() external { _judge(${i}); }\n`);
  return `${head}\n${tests.join("")}}\n`;
}
