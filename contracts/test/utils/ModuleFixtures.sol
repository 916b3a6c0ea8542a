// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IApproverMessages} from "../../src/interfaces/IApproverMessages.sol";
import {IGrantTextRenderer} from "../../src/interfaces/IGrantTextRenderer.sol";
import {IP256Verifier} from "../../src/interfaces/IP256Verifier.sol";
import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {Test} from "./Test.sol";

/// @notice The module and its helpers, as they are deployed for everybody.
/// @dev By name, not by `new`: what is deployed compiles in another way than the tests, which see interfaces only.
abstract contract ModuleFixtures is Test {
    IGrantTextRenderer internal _renderer;
    IP256Verifier internal _verifier;
    IApproverMessages internal _messages;
    /// @dev The code that the module runs as its own.
    address internal _controlCode;
    ISessionKeyModule internal _module;

    function deployHelpers() internal {
        _renderer = IGrantTextRenderer(vm.deployCode("GrantTextRenderer.sol:GrantTextRenderer"));
        _verifier = IP256Verifier(vm.deployCode(p256Verifier()));
        bytes memory arguments = abi.encode(_renderer, _verifier);
        _messages = IApproverMessages(vm.deployCode("ApproverMessages.sol:ApproverMessages", arguments));
    }

    function deployModule() internal {
        deployHelpers();
        _module = ISessionKeyModule(vm.deployCode("SessionKeyModule.sol:SessionKeyModule", moduleArguments()));
    }

    /// @notice The arguments of the module's constructor.
    function moduleArguments() internal returns (bytes memory) {
        _controlCode = vm.deployCode("SessionControl.sol:SessionControl", abi.encode(_messages));
        return abi.encode(_messages, _controlCode);
    }

    /// @notice The parts of an account's state that most tests are about.
    function accountStateOf(ISessionKeyModule module, address account)
        internal
        view
        returns (address approver, uint32 epoch, uint16 granted, uint8 nonceShift, uint8 nonceWidth)
    {
        return (
            module.accountState(account).approver(),
            module.accountState(account).epoch(),
            module.accountState(account).granted(),
            module.accountState(account).nonceShift(),
            module.accountState(account).nonceWidth()
        );
    }

    /// @notice The parts of a session's state that most tests are about.
    function sessionStatusOf(ISessionKeyModule module, address account, SessionId id)
        internal
        view
        returns (bool known, bool revoked, uint48 expiresAt, uint16 seat, uint32 epoch)
    {
        return (
            !module.sessionStatus(account, id).isZero(),
            module.sessionStatus(account, id).isRevoked(),
            module.sessionStatus(account, id).expiresAt(),
            module.sessionStatus(account, id).seat(),
            module.sessionStatus(account, id).epoch()
        );
    }
}
