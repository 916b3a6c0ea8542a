// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "./Test.sol";
import {Vm} from "./Vm.sol";

/// @notice A failed assertion of {Test} must revert, or every other test proves nothing.
contract TestUtilitiesTest is Test {
    uint256 private _slot;

    function test_FailedAssertion_Reverts() public {
        bytes4[6] memory selectors = [
            this.failsEqual.selector,
            this.failsText.selector,
            this.failsTrue.selector,
            this.failsLess.selector,
            this.failsGreater.selector,
            this.failsArray.selector
        ];

        for (uint256 i = 0; i < selectors.length; i++) {
            (bool succeeded,) = address(this).call(abi.encodeWithSelector(selectors[i]));
            assertFalse(succeeded, "a failed assertion did not revert");
        }
    }

    function test_StateDiff_NamesSlotsAndValues() public {
        vm.startStateDiffRecording();
        this.write(7);
        Vm.AccountAccess[] memory accesses = vm.stopAndReturnStateDiff();

        // Before the call itself stands the compiler's look at the callee's code size.
        assertEq(uint256(accesses[0].kind), uint256(Vm.AccountAccessKind.Extcodesize), "kind of first access");
        assertEq(uint256(accesses[1].kind), uint256(Vm.AccountAccessKind.Call), "kind of second access");
        assertEq(accesses[1].account, address(this), "callee");
        assertEq(accesses[1].data, abi.encodeCall(this.write, (7)), "calldata");
        Vm.StorageAccess memory written = accesses[1].storageAccesses[accesses[1].storageAccesses.length - 1];
        assertTrue(written.isWrite, "last access is the write");
        assertEq(written.newValue, bytes32(uint256(7)), "new value");
    }

    function test_MakeKey_SignsForItsAddress() public {
        (address account, uint256 privateKey) = makeKey("somebody");

        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, keccak256("message"));

        assertEq(ecrecover(keccak256("message"), v, r, s), account, "recovered signer");
    }

    function test_LastCallGas_IsPlausible() public {
        this.write(9);

        assertGt(vm.lastCallGas().gasTotalUsed, 20_000, "a fresh storage write costs more than 20,000 gas");
    }

    function testFuzz_Bound_StaysInside(uint256 value) public pure {
        uint256 bounded = bound(value, 10, 20);

        assertGe(bounded, 10, "lower bound is inclusive");
        assertLe(bounded, 20, "upper bound is inclusive");
    }

    function testFuzz_SignedBound_StaysInside(int256 value) public pure {
        int256 bounded = bound(value, -10, 20);

        assertTrue(bounded >= -10 && bounded <= 20, "both bounds are inclusive");
    }

    function test_Bound_OfFullRange_ChangesNothing() public pure {
        assertEq(bound(type(uint256).max, 0, type(uint256).max), type(uint256).max, "unsigned");
        assertEq(bound(type(int256).min, type(int256).min, type(int256).max), type(int256).min, "signed");
    }

    function write(uint256 value) external {
        _slot = value;
    }

    function failsEqual() external pure {
        assertEq(uint256(1), uint256(2), "meant to fail");
    }

    function failsText() external pure {
        assertEq(string("a"), string("b"), "meant to fail");
    }

    function failsTrue() external pure {
        assertTrue(false, "meant to fail");
    }

    function failsLess() external pure {
        assertLt(2, 2, "meant to fail");
    }

    function failsGreater() external pure {
        assertGt(2, 2, "meant to fail");
    }

    function failsArray() external pure {
        assertEq(new uint256[](1), new uint256[](2), "meant to fail");
    }
}
