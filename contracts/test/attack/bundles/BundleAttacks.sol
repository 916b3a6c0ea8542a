// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice All operations of a bundle are validated before the first one runs: what they may do together is decided
/// then.
abstract contract BundleAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint128 private constant LIMIT = 100e6;

    function test_AC80_TwoOperationsOverTheBudget() external {
        for (uint8 kind = 0; kind < 3; kind++) {
            SessionEncoder.Terms memory terms = otherTerms(kind);
            terms.budgets[0] = SessionEncoder.budget(kind, address(_token), LIMIT, kind == 0 ? 0 : 1 days);
            relayGrant(terms);
            uint256 received = _token.balanceOf(_recipient);

            bytes memory refusal = abi.encodeWithSelector(
                ISessionKeyModule.BudgetExceeded.selector, 0, address(_token), LIMIT, 60e6, 60e6, _resetsAt(kind)
            );
            _refuseSecond(
                bundleOf(opInLane(terms, transferCall(60e6), 0), opInLane(terms, transferCall(60e6), 1)), refusal
            );
            assertEq(_token.balanceOf(_recipient), received, "received");
            assertEq(_module.budgetSlot(account(), sessionIdOf(terms), 0), 0, "charged");

            _allowBoth(bundleOf(opInLane(terms, transferCall(60e6), 0), opInLane(terms, transferCall(40e6), 1)));
            assertEq(_token.balanceOf(_recipient), received + 100e6, "received");
        }
    }

    /// @dev The number of operations is a budget like any other.
    function test_AC80_TwoOperationsWhereOneIsLeft() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.budgets = items(terms.budgets[0], SessionEncoder.budget(0, address(1), 1, 0));
        relayGrant(terms);

        _refuseSecond(
            bundleOf(opInLane(terms, transferCall(1), 0), opInLane(terms, transferCall(1), 1)),
            abi.encodeWithSelector(ISessionKeyModule.BudgetExceeded.selector, 1, address(1), 1, 1, 1, 0)
        );
        allow(opInLane(terms, transferCall(1), 0));
    }

    /// @dev What all operations of a bundle can cost is charged before the first one runs.
    function test_AC80_TwoOperationsOverTheGasBudget() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        PackedUserOperation memory sample = unsignedOp(terms, one(transferCall(1)), 0);
        uint256 cost =
            (sample.preVerificationGas
                    + (uint256(sample.accountGasLimits) >> 128)
                    + uint128(uint256(sample.accountGasLimits))) * uint128(uint256(sample.gasFees));
        terms.features = 0;
        terms.budgets = items(terms.budgets[0], SessionEncoder.budget(0, address(2), uint128(2 * cost - 1), 0));
        relayGrant(terms);

        _refuseSecond(
            bundleOf(opInLane(terms, transferCall(1), 0), opInLane(terms, transferCall(1), 1)),
            abi.encodeWithSelector(
                ISessionKeyModule.BudgetExceeded.selector, 1, address(2), 2 * cost - 1, cost, cost, 0
            )
        );
        allow(opInLane(terms, transferCall(1), 0));
    }

    /// @dev The grant may come in each operation of the bundle: it is one session with one budget.
    function test_AC80_TwoOperationsThatBothCarryTheGrant() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.budgets[0] = SessionEncoder.budget(0, address(_token), LIMIT, 0);
        bytes memory refusal =
            abi.encodeWithSelector(ISessionKeyModule.BudgetExceeded.selector, 0, address(_token), LIMIT, 60e6, 60e6, 0);

        _refuseSecond(bundleOf(_enablingInLane(terms, 60e6, 0), _enablingInLane(terms, 60e6, 1)), refusal);
        assertTrue(_module.sessionStatus(account(), sessionIdOf(terms)).isZero(), "session unknown");
        _allowBoth(bundleOf(_enablingInLane(terms, 60e6, 0), _enablingInLane(terms, 40e6, 1)));
        assertEq(_module.accountState(account()).granted(), 1, "seats");
    }

    /// @dev The owner's operation beside the session's: neither is judged or charged as the other.
    function test_AC81_OwnerAndSessionInOneBundle() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory owners = ownerOperation(encodeCalls(one(transferCall(Defaults.DAILY_LIMIT + 1))));

        _allowBoth(bundleOf(owners, opInLane(terms, transferCall(7), 0)));

        assertEq(spentOf(terms), 7, "spent");
        assertEq(_token.balanceOf(_recipient), Defaults.DAILY_LIMIT + 8, "received");
        owners = ownerOperation(encodeCalls(one(transferCall(1))));
        bytes memory refusal = abi.encodeWithSelector(
            ISessionKeyModule.RuleViolated.selector,
            0,
            0,
            1,
            2,
            uint256(Defaults.CALL_LIMIT) + 1,
            uint256(Defaults.CALL_LIMIT)
        );
        _refuseSecond(bundleOf(owners, opInLane(terms, transferCall(Defaults.CALL_LIMIT + 1), 0)), refusal);
        assertEq(spentOf(terms), 7, "spent");
    }

    /// @dev The documented limit, for each way to stop: what was validated in the bundle still runs, nothing after it.
    function test_AC87_StateChangedBetweenValidationAndExecution() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes[4] memory stops = [
            abi.encodeCall(_module.pause, (account(), sessionIdOf(terms), 0, 0, TYPED, "")),
            abi.encodeCall(_module.revokeAll, (account(), TYPED, "")),
            abi.encodeCall(_module.setApprover, (_recipient)),
            abi.encodeWithSignature("onUninstall(bytes)", "")
        ];
        bytes[4] memory refusals = [
            sessionIsPaused(sessionIdOf(terms)),
            epochPassed(1, 2),
            epochPassed(1, 2),
            abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, account())
        ];

        for (uint256 i = 0; i < stops.length; i++) {
            uint256 snapshot = vm.snapshotState();
            PackedUserOperation memory owners = ownerOperation(encodeCalls(one(callOf(address(_module), stops[i]))));
            _allowBoth(bundleOf(owners, opInLane(terms, transferCall(7), 0)));

            assertEq(_token.balanceOf(_recipient), 7, "received");
            refuse(smallOp(terms), refusals[i]);
            vm.revertToState(snapshot);
        }
    }

    /// @dev The other order is refused as a whole: an operation of a dead session takes its bundle with it.
    function test_AC87_StateChangedBeforeValidation() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory waiting = opInLane(terms, transferCall(7), 1);
        relay(revocation(_approverKey, sessionIdOf(terms)));
        PackedUserOperation memory owners = ownerOperation(encodeCalls(one(transferCall(5))));

        _refuseSecond(bundleOf(owners, waiting), sessionIsRevoked(sessionIdOf(terms)));
        assertEq(_token.balanceOf(_recipient), 0, "received");
        allow(owners);
    }

    /* HELPERS */

    function _refuseSecond(PackedUserOperation[] memory bundle, bytes memory refusal) private {
        Outcome[] memory outcomes = sendBundle(entryPoint(), bundle);

        assertReverted(outcomes[1], refusal);
        assertFalse(outcomes[0].included, "first operation included");
        assertEq(outcomes[0].reason, "", "the first operation is not to blame");
    }

    function _allowBoth(PackedUserOperation[] memory bundle) private {
        Outcome[] memory outcomes = sendBundle(entryPoint(), bundle);

        assertSucceeded(outcomes[0]);
        assertSucceeded(outcomes[1]);
    }

    function _enablingInLane(SessionEncoder.Terms memory terms, uint256 amount, uint256 lane)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = one(transferCall(amount));
        userOp = unsignedOp(terms, calls, lane);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, TYPED, approve(terms, TYPED)), calls));
    }

    function _resetsAt(uint8 kind) private view returns (uint256) {
        uint256 window = kind == 1 ? 1 days : 6 hours;
        return kind == 0 ? 0 : (uint256(claim()) / window + 1) * window;
    }
}
