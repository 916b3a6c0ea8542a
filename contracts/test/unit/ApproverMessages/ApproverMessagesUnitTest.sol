// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IApproverMessages} from "../../../src/interfaces/IApproverMessages.sol";
import {IGrantTextRenderer} from "../../../src/interfaces/IGrantTextRenderer.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {GrantContext} from "../../../src/types/Grant.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {PlainTypedGrant} from "../../utils/PlainTypedGrant.sol";
import {RandomTerms} from "../../utils/RandomTerms.sol";

/// @notice The messages as they are deployed for everybody, asked by nobody in particular.
abstract contract ApproverMessagesUnitTest is PlainTypedGrant {
    uint8 internal constant TEXT = 0;
    uint8 internal constant TYPED = 1;
    uint40 internal constant ROUTE = 1 << 32 | 7;

    IApproverMessages internal _messages;
    IGrantTextRenderer internal _renderer;
    address internal _module = makeAddress("module");
    address internal _account = makeAddress("account");

    function setUp() public virtual {
        _renderer = IGrantTextRenderer(vm.deployCode("GrantTextRenderer.sol:GrantTextRenderer"));
        bytes memory arguments = abi.encode(_renderer, makeAddress("verifier"));
        _messages = IApproverMessages(vm.deployCode("ApproverMessages.sol:ApproverMessages", arguments));
        vm.mockCall(RandomTerms.TOKEN, hex"95d89b41", abi.encode("TUSD"));
        vm.mockCall(RandomTerms.TOKEN, hex"313ce567", abi.encode(6));
    }

    /// @notice A relayed grant, activated now.
    function relayed(uint8 form) internal returns (GrantContext memory context) {
        context.module = _module;
        context.account = _account;
        context.approver = makeAddress("approver");
        context.nonceWidth = 152;
        context.activation = Defaults.NOW;
        context.route = ROUTE;
        context.form = form;
    }

    /// @notice The same in an operation; its form stands behind the terms.
    function inOperation() internal returns (GrantContext memory context) {
        context = relayed(255);
        context.inOperation = true;
    }

    function termInvalid(bytes32 term, uint256 actual, uint256 allowed) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TermInvalid.selector, term, actual, allowed);
    }

    function lengthMismatch(uint256 parsed, uint256 length) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TermsLengthMismatch.selector, parsed, length);
    }

    function expectFormRefused(uint8 form) internal {
        vm.expectRevert(termInvalid("form", form, TYPED));
    }
}
