// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Contracts that no session ever calls, wherever the call stands in a batch.
contract SessionKeyModule_Targets_Test is SessionKeyModuleUnitTest {
    SessionEncoder.Terms private _terms;

    function setUp() public override {
        super.setUp();
        _terms = termsOf(routerLeaf(none(), none()));
        relayGrant(_terms);
    }

    function test_RevertWhen_TargetIsTheAccount() public {
        _refuse(_account);
    }

    function test_RevertWhen_TargetIsTheModule() public {
        _refuse(address(_module));
    }

    function test_RevertWhen_TargetIsAHelper() public {
        _refuse(_controlCode);
        _refuse(address(_messages));
        _refuse(address(_renderer));
        _refuse(address(_verifier));
    }

    function test_RevertWhen_TargetIsAnEntryPoint() public {
        _refuse(0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789);
        _refuse(address(ENTRY_POINT_V07));
        _refuse(address(ENTRY_POINT_V08));
        _refuse(address(ENTRY_POINT_V09));
    }

    function test_RevertWhen_TargetIsReserved() public {
        _refuse(address(0));
        for (uint160 precompile = 1; precompile <= 0x11; precompile++) {
            _refuse(address(precompile));
        }
        _refuse(address(0x100));
        _refuse(address(0xffff));
    }

    function test_RevertWhen_TargetIsTheFirstUnreserved() public {
        refuse(
            _terms,
            callOf(address(0x10000), abi.encodePacked(SELECTOR)),
            abi.encodeWithSelector(ISessionKeyModule.CallNotGranted.selector, 0, address(0x10000), SELECTOR)
        );
    }

    /// @dev Alone, with a function and with empty calldata, then first, in the middle and last of a batch.
    function _refuse(address target) private {
        refuse(_terms, callOf(target, abi.encodePacked(SELECTOR)), _forbidden(0, target));
        refuse(_terms, callOf(target, ""), _forbidden(0, target));

        TestCall[] memory calls = new TestCall[](3);
        for (uint256 i = 0; i < 3; i++) {
            for (uint256 j = 0; j < 3; j++) {
                calls[j] = i == j ? callOf(target, abi.encodePacked(SELECTOR)) : routerCall("");
            }
            refuse(_terms, calls, _forbidden(i, target));
        }
    }

    function _forbidden(uint256 index, address target) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TargetForbidden.selector, index, target);
    }
}
