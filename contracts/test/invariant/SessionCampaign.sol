// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint} from "../../src/interfaces/IERC4337.sol";
import {EntryPointFixtures} from "../utils/EntryPointFixtures.sol";
import {AccountHandler, OpenZeppelinAccountHandler, ReferenceAccountHandler} from "./AccountHandlers.sol";

/// @notice Random actions on an account of each standard that share module, guard, token and keys.
abstract contract SessionCampaign is EntryPointFixtures {
    /// @dev As forge reads it.
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    AccountHandler[2] internal _handlers;

    function deployCampaign(IEntryPoint chosen) internal {
        _handlers[0] = new ReferenceAccountHandler(chosen);
        _handlers[1] = new OpenZeppelinAccountHandler(chosen, _handlers[0].sharedWorld());
        _handlers[0].meet(_handlers[1]);
        _handlers[1].meet(_handlers[0]);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](2);
        (targets[0], targets[1]) = (address(_handlers[0]), address(_handlers[1]));
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](2);
        for (uint256 i = 0; i < 2; i++) {
            targets[i] = FuzzSelector(address(_handlers[i]), actions());
        }
    }

    /// @notice All invariants of README.md, of both accounts.
    function invariant_01_to_18() external view {
        _handlers[0].assertInvariants();
        _handlers[1].assertInvariants();
    }

    /// @dev A run has hardly begun when forge shrinks a failing one.
    function afterInvariant() external view {
        uint256 calls = _handlers[0].calls() + _handlers[1].calls();
        uint256 operations = _handlers[0].done("operation") + _handlers[1].done("operation");
        assertGe(operations * 10 + 50, calls, "operations taken in a run");
    }

    function actions() internal view returns (bytes4[] memory selectors) {
        AccountHandler handler = _handlers[0];
        selectors = new bytes4[](26);
        selectors[0] = handler.spend.selector;
        selectors[1] = handler.spendWhatTheLensAllows.selector;
        selectors[2] = handler.spendMuch.selector;
        selectors[3] = handler.spendAroundAnEdge.selector;
        selectors[4] = handler.openAllowance.selector;
        selectors[5] = handler.drainAllowance.selector;
        selectors[6] = handler.spendInABatch.selector;
        selectors[7] = handler.spendInABundle.selector;
        selectors[8] = handler.strikeFromInside.selector;
        selectors[9] = handler.renew.selector;
        selectors[10] = handler.grantSession.selector;
        selectors[11] = handler.stopOne.selector;
        selectors[12] = handler.stopInTheSameBundle.selector;
        selectors[13] = handler.stopAll.selector;
        selectors[14] = handler.loosen.selector;
        selectors[15] = handler.reattest.selector;
        selectors[16] = handler.configure.selector;
        selectors[17] = handler.guard.selector;
        selectors[18] = handler.guardianReachesFurther.selector;
        selectors[19] = handler.attackTheModule.selector;
        selectors[20] = handler.attackByOperation.selector;
        selectors[21] = handler.replay.selector;
        selectors[22] = handler.grantAgain.selector;
        selectors[23] = handler.claimWhatHasPassed.selector;
        selectors[24] = handler.passTime.selector;
        selectors[25] = handler.strikeBesideAnApproval.selector;
    }
}
