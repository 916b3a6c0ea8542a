// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ClaimUnitTest} from "./ClaimUnitTest.sol";

/// @notice Sessions that spend the token by word 0 of a call to the router, within budgets on it.
abstract contract BudgetUnitTest is ClaimUnitTest {
    uint8 internal constant LIFETIME = 0;
    uint8 internal constant CALENDAR = 1;
    uint8 internal constant ROLLING = 2;

    uint256 internal constant GRACE_SECONDS = 120;

    SessionEncoder.Terms internal _terms;
    SessionId internal _id;

    function grantWith(bytes memory budget) internal {
        grantWith(list(budget));
    }

    function grantWith(bytes[] memory budgets) internal {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), list(SessionEncoder.spendWord(0, 0))));
        terms.budgets = budgets;
        _terms = terms;
        _id = relayGrant(terms);
    }

    function tokenBudget(uint8 kind, uint128 limit, uint256 period) internal view returns (bytes memory) {
        return SessionEncoder.budget(kind, address(_token), limit, uint32(period));
    }

    function spendOp(uint256 amount, uint256 claimedAt, uint8 flags)
        internal
        view
        returns (PackedUserOperation memory)
    {
        return opWith(_terms, routerCall(abi.encode(amount)), claimedAt, flags);
    }

    /// @notice Spends, until these bounds.
    function spend(uint256 amount, uint256 claimedAt, uint8 flags, uint256 validUntil) internal {
        assertBounds(spendOp(amount, claimedAt, flags), claimedAt, validUntil);
    }

    function refuseSpend(uint256 amount, uint256 claimedAt, uint8 flags, bytes memory refused) internal {
        refuse(spendOp(amount, claimedAt, flags), refused);
    }

    function exceeded(uint256 index, uint256 limit, uint256 spent, uint256 requested, uint256 resetsAt)
        internal
        view
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            ISessionKeyModule.BudgetExceeded.selector, index, address(_token), limit, spent, requested, resetsAt
        );
    }

    function windowPassed(uint256 index, uint256 charged, uint256 claimed) internal pure returns (bytes memory) {
        return refusal(ISessionKeyModule.WindowPassed.selector, index, charged, claimed);
    }
}
