// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

contract SessionKeyModule_InitCode_Test is SessionKeyModuleUnitTest {
    function setUp() public override {
        super.setUp();
        relayGrant(defaultTerms());
    }

    function test_RevertWhen_SomethingStandsBehindTheMark() public {
        refuse(_with(new bytes(21)), refusal(ISessionKeyModule.InitCodeNotAllowed.selector, 21, 20));
        refuse(_with(new bytes(1000)), refusal(ISessionKeyModule.InitCodeNotAllowed.selector, 1000, 20));
    }

    function test_WhenThereIsTheMarkAtMost() public {
        assertEq(uint160(validate(_with(""))), 0, "none");
        assertEq(uint160(validate(_with(hex"7702"))), 0, "two bytes");
        assertEq(uint160(validate(_with(abi.encodePacked(bytes20(bytes2(0x7702)))))), 0, "the mark");
    }

    function _with(bytes memory initCode) private view returns (PackedUserOperation memory userOp) {
        TestCall[] memory calls = one(transferCall(1));
        userOp = unsignedOp(defaultTerms(), calls, 0);
        userOp.initCode = initCode;
        sign(userOp, bodyOf(defaultTerms(), calls));
    }
}
