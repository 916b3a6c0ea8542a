// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IApproverMessages} from "../../src/interfaces/IApproverMessages.sol";
import {IEntryPoint} from "../../src/interfaces/IERC4337.sol";
import {ISessionExecutionGuard} from "../../src/interfaces/ISessionExecutionGuard.sol";
import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {ISessionLens} from "../../src/interfaces/ISessionLens.sol";
import {HookedOpenZeppelinAccount} from "../mocks/HookedOpenZeppelinAccount.sol";
import {Reenterer} from "../mocks/Reenterer.sol";
import {TestToken} from "../mocks/TestToken.sol";
import {GuardedOpenZeppelinFixtures} from "../utils/GuardedOpenZeppelinFixtures.sol";
import {GuardedReferenceFixtures} from "../utils/GuardedReferenceFixtures.sol";
import {ReferenceSessionFixtures} from "../utils/ReferenceSessionFixtures.sol";
import {SessionFixtures} from "../utils/SessionFixtures.sol";
import {AccountInvariants} from "./AccountInvariants.sol";
import {IEntryPoint as IOpenZeppelinEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice What both accounts share.
struct SharedWorld {
    ISessionKeyModule module;
    IApproverMessages messages;
    ISessionExecutionGuard guard;
    ISessionLens lens;
    TestToken token;
    TestToken otherToken;
}

/// @notice The actions on one account of the campaign, once it is there.
abstract contract AccountHandler is AccountInvariants {
    function sharedWorld() external view returns (SharedWorld memory) {
        return SharedWorld(_module, _messages, _guard, _lens, _token, _otherToken);
    }

    function accountAddress() external view returns (address) {
        return account();
    }

    /// @notice Who else has an account.
    function meet(AccountHandler peer) external {
        (_peer, _other) = (peer.accountAddress(), peer);
    }

    /// @dev The first sessions, a guardian, and what the owner has allowed a target of its guarded sessions.
    function _begin(string memory guardianName) internal {
        (_book.installed, _book.epoch) = (true, 1);
        (_renewer, _renewerKey) = makeKey("renewer");
        (_guardian, _guardianKey) = makeKey(guardianName);
        asAccount(abi.encodeCall(_module.addGuardian, (_guardian)));
        _book.hasGuardian = true;
        _reenterer = new Reenterer();
        vm.prank(account());
        _token.approve(address(_reenterer), type(uint256).max);
        for (uint256 i = 0; i < 4; i++) {
            watch(relayedGrant(Shape(i)));
        }
        _wealth = wealth();
        _isOwn[bytes32(slotOfAccount(0))] = true;
        _isOwn[bytes32(slotOfAccount(2))] = true;
        _isOwn[bytes32(slotOfSigner(_approver))] = true;
        _isOwn[bytes32(slotOfSigner(makeAddress("another approver")))] = true;
        _isOwn[bytes32(slotOfSigner(_guardian))] = true;
    }
}

contract ReferenceAccountHandler is AccountHandler, GuardedReferenceFixtures {
    constructor(IEntryPoint chosen) {
        deployGuardedSessions(chosen);
        _lens = ISessionLens(vm.deployCode("SessionLens.sol:SessionLens", abi.encode(_module)));
        _begin("guardian of the reference account");
    }

    function encodeCalls(TestCall[] memory calls_)
        internal
        view
        override(SessionFixtures, GuardedReferenceFixtures)
        returns (bytes memory)
    {
        return super.encodeCalls(calls_);
    }
}

contract OpenZeppelinAccountHandler is AccountHandler, GuardedOpenZeppelinFixtures {
    constructor(IEntryPoint chosen, SharedWorld memory world) {
        (_approver, _approverKey) = makeKey("approver");
        (_agent, _agentKey) = makeKey("agent");
        (_module, _messages, _guard) = (world.module, world.messages, world.guard);
        (_lens, _token, _otherToken) = (world.lens, world.token, world.otherToken);
        deployAccount(chosen);
        HookedOpenZeppelinAccount hooked = new HookedOpenZeppelinAccount(IOpenZeppelinEntryPoint(address(chosen)));
        vm.etch(address(_factory.IMPLEMENTATION()), address(hooked).code);
        openAccount(0);
        sendOwnerOperation(guardInstallation());
        _begin("guardian of OpenZeppelin's account");
    }
}
