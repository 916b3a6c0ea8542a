// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "./Vm.sol";

/// @notice Base of every test contract: the interpreter and assertions that always carry a text.
///
/// @dev A failed assertion reverts, so a test stops at the first one. Assertions without a text are absent on purpose.
abstract contract Test {
    /// @dev The last 20 bytes of keccak256("hevm cheat code").
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @notice A private key and its address, both from a readable name.
    function makeKey(string memory name) internal returns (address account, uint256 privateKey) {
        privateKey = uint256(keccak256(bytes(name)));
        account = vm.addr(privateKey);
        vm.label(account, name);
    }

    /// @notice An address from a readable name, for parties that never sign.
    function makeAddress(string memory name) internal returns (address account) {
        (account,) = makeKey(name);
    }

    /// @notice Moves the block time forward.
    /// @param time How far (seconds).
    function skip(uint256 time) internal {
        vm.warp(vm.getBlockTimestamp() + time);
    }

    /// @notice Where the code of the P-256 verifier is. It does not compile without the optimizer: when coverage is
    /// measured, it comes from an ordinary build.
    function p256Verifier() internal view returns (string memory) {
        return vm.envOr("P256_VERIFIER", string("P256Verifier.sol:P256Verifier"));
    }

    /// @notice Maps a fuzzed value into [min, max], both inclusive; a value already inside stays as it is.
    function bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        assertLe(min, max, "bound: min above max");
        if (value >= min && value <= max) return value;

        // The size cannot overflow: the full range contains every value and returned above.
        return min + value % (max - min + 1);
    }

    /// @notice Maps a fuzzed value into [min, max], both inclusive; a value already inside stays as it is.
    function bound(int256 value, int256 min, int256 max) internal pure returns (int256) {
        return int256(bound(_shift(value), _shift(min), _shift(max)) ^ (1 << 255));
    }

    function fail(string memory text) internal pure {
        vm.assertTrue(false, text);
    }

    function assertTrue(bool condition, string memory text) internal pure {
        vm.assertTrue(condition, text);
    }

    function assertFalse(bool condition, string memory text) internal pure {
        vm.assertFalse(condition, text);
    }

    function assertEq(bool actual, bool expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertEq(uint256 actual, uint256 expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertEq(int256 actual, int256 expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertEq(address actual, address expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertEq(bytes32 actual, bytes32 expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertEq(bytes memory actual, bytes memory expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertEq(string memory actual, string memory expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertEq(uint256[] memory actual, uint256[] memory expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertEq(address[] memory actual, address[] memory expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertEq(bytes32[] memory actual, bytes32[] memory expected, string memory text) internal pure {
        vm.assertEq(actual, expected, text);
    }

    function assertNotEq(uint256 actual, uint256 refused, string memory text) internal pure {
        vm.assertNotEq(actual, refused, text);
    }

    function assertNotEq(address actual, address refused, string memory text) internal pure {
        vm.assertNotEq(actual, refused, text);
    }

    function assertNotEq(bytes32 actual, bytes32 refused, string memory text) internal pure {
        vm.assertNotEq(actual, refused, text);
    }

    function assertLt(uint256 actual, uint256 limit, string memory text) internal pure {
        vm.assertLt(actual, limit, text);
    }

    function assertLe(uint256 actual, uint256 limit, string memory text) internal pure {
        vm.assertLe(actual, limit, text);
    }

    function assertGt(uint256 actual, uint256 limit, string memory text) internal pure {
        vm.assertGt(actual, limit, text);
    }

    function assertGe(uint256 actual, uint256 limit, string memory text) internal pure {
        vm.assertGe(actual, limit, text);
    }

    function assertApproxEqAbs(uint256 actual, uint256 expected, uint256 maxDelta, string memory text) internal pure {
        vm.assertApproxEqAbs(actual, expected, maxDelta, text);
    }

    /// @dev Keeps the order of signed values in unsigned ones.
    function _shift(int256 value) private pure returns (uint256) {
        return uint256(value) ^ (1 << 255);
    }
}
