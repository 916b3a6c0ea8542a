// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {OddToken} from "../../mocks/OddToken.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice Amounts that are not what they seem, and operations that fail after they were charged.
abstract contract AmountAttacks is AttackTest {
    uint8 private constant LIFETIME = 0;
    uint8 private constant CALENDAR = 1;
    uint8 private constant ROLLING = 2;

    function test_AC29_TokenMovesAnotherAmountThanAsked() external {
        _spendOf(OddToken.Kind.FeeOnTransfer, 100);
        _spendOf(OddToken.Kind.NoAnswer, 100);
        _spendOf(OddToken.Kind.AnswersFalse, 0);
        _spendOf(OddToken.Kind.RoundsDown, 99);
        _spendOf(OddToken.Kind.Rebases, 550);
    }

    /// @dev A limit that is documented: the module counts what the calldata says, not what the token does. What a token
    /// takes beyond that (a fee on top, a rebase) only a guard, which looks at balances, could see.
    function test_AC35_TokenTakesMoreThanItWasAsked() external {
        _spendOf(OddToken.Kind.FeeOnTop, 110);
    }

    /// @dev A limit that is documented: what a granted target takes by an approval that the session did not give is in
    /// no calldata of the session.
    function test_AC35_TargetUsesAnApprovalOfTheOwner() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.leaves[0] = SessionEncoder.leaf(address(_router), _router.swap.selector, 0, noItems(), noItems());
        relayGrant(terms);
        _router.setRate(address(_token), address(_otherToken), 1e18);
        _otherToken.mint(address(_router), 5_000e6);
        bytes memory data =
            abi.encodeCall(_router.swap, (address(_token), address(_otherToken), 2_000e6, 0, _recipient));

        // Nothing moves by the session alone,
        PackedUserOperation memory userOp = sessionOp(terms, one(callOf(address(_router), data)));
        Outcome memory outcome = send(entryPoint(), userOp);
        assertTrue(outcome.included && !outcome.succeeded, "operation included, failed");
        assertEq(_token.balanceOf(account()), 1_000_000e6, "token balance");
        // and an approval that the session may give is counted.
        bytes4 approve = _token.approve.selector;
        bytes memory uncounted = abi.encodeWithSelector(ISessionKeyModule.SpendRequired.selector, 0, approve, 1);
        SessionEncoder.Terms memory more = defaultTerms();
        more.leaves[0] = SessionEncoder.leaf(address(_token), approve, 0, noItems(), noItems());
        refuseGrant(more, uncounted);

        vm.prank(account());
        _token.approve(address(_router), 2_000e6);
        allow(terms, callOf(address(_router), data));
        assertEq(_token.balanceOf(account()), 998_000e6, "token balance");
        assertEq(usedOf(terms, 0), 0, "counted");
    }

    function test_AC31_CallFailsAfterItWasCharged() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        TestCall[] memory calls = new TestCall[](2);
        calls[0] = transferCall(150e6);
        // The token refuses to send to nobody.
        calls[1] = callOf(address(_token), abi.encodeCall(_token.transfer, (address(0), 150e6)));

        for (uint256 i = 1; i <= 3; i++) {
            Outcome memory outcome = send(entryPoint(), sessionOp(terms, calls));
            assertTrue(outcome.included && !outcome.succeeded, "operation included, failed");
            assertEq(usedOf(terms, 0), 300e6 * i, "charged");
        }
        assertEq(_token.balanceOf(_recipient), 0, "no outflow");
        refuse(terms, calls, exceeded(0, address(_token), 1000e6, 900e6, 300e6, nextDay()));
        allow(terms, transferCall(100e6));
        assertEq(_token.balanceOf(_recipient), 100e6, "outflow");
        assertEq(usedOf(terms, 0), 1000e6, "charged");
    }

    function test_AC33_LimitIsZero() external {
        uint8[3] memory kinds = [LIFETIME, CALENDAR, ROLLING];
        for (uint8 i = 0; i < 3; i++) {
            SessionEncoder.Terms memory terms = _approvalTerms(kinds[i], 0);
            relayGrant(terms);
            refuse(terms, _approval(1), exceeded(0, address(_token), 0, 0, 1, _resetsAt(kinds[i])));
            refuse(
                terms,
                _approval(type(uint128).max),
                exceeded(0, address(_token), 0, 0, type(uint128).max, _resetsAt(kinds[i]))
            );
            allow(terms, _approval(0));
        }
    }

    function test_AC33_SumsDoNotWrapAround() external {
        uint128 highest = type(uint128).max;
        SessionEncoder.Terms memory terms = _approvalTerms(LIFETIME, highest);
        relayGrant(terms);

        TestCall[] memory calls = new TestCall[](3);
        (calls[0], calls[1], calls[2]) = (_approval(highest), _approval(highest), _approval(2));
        refuse(terms, calls, exceeded(0, address(_token), highest, 0, 2 * uint256(highest) + 2, 0));
        allow(terms, _approval(highest - 1));
        refuse(terms, _approval(2), exceeded(0, address(_token), highest, highest - 1, 2, 0));
        refuse(terms, _approval(highest), exceeded(0, address(_token), highest, highest - 1, highest, 0));
        allow(terms, _approval(1));
        refuse(terms, _approval(1), exceeded(0, address(_token), highest, highest, 1, 0));
    }

    function test_AC33_SumsOfAWindowDoNotWrapAround() external {
        uint128 highest = 2 ** 108 - 1;
        SessionEncoder.Terms memory terms = _approvalTerms(CALENDAR, highest + 1);
        refuseGrant(terms, invalid("limit", uint256(highest) + 1, highest));
        terms = _approvalTerms(CALENDAR, highest);
        relayGrant(terms);

        allow(terms, _approval(highest));
        refuse(terms, _approval(1), exceeded(0, address(_token), highest, highest, 1, nextDay()));
        refuse(terms, _approval(highest), exceeded(0, address(_token), highest, highest, highest, nextDay()));

        // Rolling: counted in units of 2^86, and rounded up.
        terms = _approvalTerms(ROLLING, type(uint128).max);
        relayGrant(terms);
        uint256 unit = uint256(type(uint128).max - 1) / (2 ** 42 - 1) + 1;
        uint256 most = type(uint128).max / unit * unit;
        allow(terms, _approval(most - unit));
        allow(terms, _approval(1));
        refuse(terms, _approval(1), exceeded(0, address(_token), type(uint128).max, most, 1, _resetsAt(ROLLING)));
    }

    function test_AC33_AmountIsWiderThanItsType() external {
        SessionEncoder.Terms memory terms = _approvalTerms(LIFETIME, 1000e6);
        relayGrant(terms);

        uint256[4] memory wide = [uint256(2 ** 128), 2 ** 128 + 1, 2 ** 255 + 1, type(uint256).max];
        for (uint256 i = 0; i < wide.length; i++) {
            refuse(
                terms, _approval(wide[i]), abi.encodeWithSelector(ISessionKeyModule.AmountTooWide.selector, 0, wide[i])
            );
        }
        allow(terms, _approval(1000e6));
    }

    /* HELPERS */

    /// @dev A session that may transfer an odd token transfers 100 of 1,000.
    function _spendOf(OddToken.Kind kind, uint256 outflow) private {
        OddToken odd = new OddToken(kind);
        odd.mint(account(), 1_000);
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.budgets[0] = SessionEncoder.budget(CALENDAR, address(odd), 150, 1 days);
        terms.leaves[0] = transferLeaf(address(odd), 0);
        relayGrant(terms);

        TestCall memory call = callOf(address(odd), abi.encodeCall(odd.transfer, (_recipient, 100)));
        allow(terms, call);
        assertEq(1_000 - odd.balanceOf(account()), outflow, "outflow");
        assertEq(usedOf(terms, 0), 100, "counted");
        refuse(terms, call, exceeded(0, address(odd), 150, 100, 100, nextDay()));
    }

    function _approvalTerms(uint8 kind, uint128 limit) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.budgets[0] = SessionEncoder.budget(kind, address(_token), limit, kind == LIFETIME ? 0 : 1 days);
        bytes[] memory spends = items(SessionEncoder.spendWord(0, 1));
        terms.leaves[0] = SessionEncoder.leaf(address(_token), _token.approve.selector, 0, noItems(), spends);
    }

    function _approval(uint256 amount) private view returns (TestCall memory) {
        return callOf(address(_token), abi.encodeCall(_token.approve, (_recipient, amount)));
    }

    function _resetsAt(uint8 kind) private view returns (uint256) {
        if (kind == LIFETIME) return 0;
        return kind == CALENDAR ? nextDay() : (claim() / 6 hours + 1) * 6 hours;
    }
}
