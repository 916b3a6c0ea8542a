// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule as Module} from "../../src/interfaces/ISessionKeyModule.sol";
import {AccountHandler} from "./AccountHandlers.sol";
import {SessionCampaign} from "./SessionCampaign.sol";

/// @notice That the campaign is about something: each action goes through, and each refusal is met, again and again.
/// @dev forge forgets what was counted with each run, so these runs are made here, all from one beginning.
abstract contract CallDistribution is SessionCampaign {
    uint256 private constant RUNS = 30;
    uint256 private constant DEPTH = 100;

    bytes32[] private _actions = [
        bytes32("operation"),
        "outflow",
        "grace",
        "allowance",
        "drain",
        "batch",
        "broken batch",
        "bundle",
        "strike",
        "strike undone",
        "lending",
        "lending undone",
        "call back",
        "renewal",
        "grant",
        "grant in operation",
        "grant again",
        "replacement",
        "pause",
        "revocation",
        "stop in time",
        "stop too late",
        "mode",
        "revocation of all",
        "approver",
        "installation",
        "loosening",
        "resumption",
        "attestation",
        "awakening",
        "limit",
        "guardian",
        "guardian stops",
        "guardian tries",
        "attack",
        "forgery",
        "end passed",
        "replay",
        "lens allows",
        "lens refuses",
        "time"
    ];

    /// @dev The EntryPoint's own: out of time, wrong signature, wrong nonce.
    bytes4[] private _refusals = [
        bytes4("AA22"),
        "AA24",
        "AA25",
        Module.ApproverSignatureInvalid.selector,
        Module.AttestationInFuture.selector,
        Module.BudgetExceeded.selector,
        Module.CallNotGranted.selector,
        Module.CapabilityNotEssential.selector,
        Module.EpochPassed.selector,
        Module.ForeignNonceDomain.selector,
        Module.ModeForbids.selector,
        Module.ModeNotLooser.selector,
        Module.ModeNotTighter.selector,
        Module.NotAuthorized.selector,
        Module.NotInstalled.selector,
        Module.RenewalExtendsNothing.selector,
        Module.RenewerDeadlinePassed.selector,
        Module.ReplacedNotLive.selector,
        Module.SessionDormant.selector,
        Module.SessionEvicted.selector,
        Module.SessionExpired.selector,
        Module.SessionIsPaused.selector,
        Module.SessionIsRevoked.selector,
        Module.TargetForbidden.selector,
        Module.TighteningsChanged.selector,
        Module.ValueAboveMaximum.selector,
        Module.WindowPassed.selector
    ];

    function test_EveryActionAndEveryRefusalIsMet() external {
        vm.pauseGasMetering();
        (uint256 actionCount, uint256 refusalCount) = (_actions.length, _refusals.length);
        uint256[] memory met = new uint256[](actionCount + refusalCount);
        for (uint256 run = 0; run < RUNS; run++) {
            uint256 beginning = vm.snapshotState();
            _play(run);
            for (uint256 i = 0; i < met.length; i++) {
                for (uint256 j = 0; j < 2; j++) {
                    AccountHandler handler = _handlers[j];
                    met[i] += i < actionCount ? handler.done(_actions[i]) : handler.refused(_refusals[i - actionCount]);
                }
            }
            vm.revertToStateAndDelete(beginning);
        }

        for (uint256 i = 0; i < actionCount; i++) {
            assertGe(met[i], 3, string.concat("went through: ", string(abi.encodePacked(_actions[i]))));
        }
        for (uint256 i = 0; i < refusalCount; i++) {
            assertGe(met[actionCount + i], 1, string.concat("refused: ", vm.toString(_refusals[i])));
        }
    }

    function _play(uint256 run) private {
        bytes4[] memory selectors = actions();
        for (uint256 i = 0; i < DEPTH; i++) {
            uint256 seed = uint256(keccak256(abi.encode(run, i)));
            bytes memory message = abi.encodeWithSelector(selectors[seed / 2 % selectors.length], seed);
            (bool played,) = address(_handlers[seed % 2]).call(message);
            assertTrue(played, "an action never reverts");
        }
    }
}
