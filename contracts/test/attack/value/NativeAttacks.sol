// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {CallTarget} from "../../mocks/CallTarget.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice Native value: the sum over all its ways stays within the budget.
abstract contract NativeAttacks is AttackTest {
    address private constant NATIVE = address(0);

    function test_AC36_ValueIsSpreadOverCalls() external {
        SessionEncoder.Terms memory terms = _nativeTerms();
        relayGrant(terms);
        TestCall[] memory calls = new TestCall[](3);
        for (uint256 i = 0; i < 3; i++) {
            calls[i] = _pay(0.4 ether);
        }

        refuse(terms, calls, exceeded(0, NATIVE, 1 ether, 0, 1.2 ether, 0));
        if (isErc6900()) {
            bytes memory within = bytes.concat(IAccountExecute.executeUserOp.selector, encodeCalls(calls));
            refuse(opWithCallData(terms, within, 3), exceeded(0, NATIVE, 1 ether, 0, 1.2 ether, 0));
        }
        calls[2] = _pay(0.2 ether);
        allow(terms, calls);
        refuse(terms, _pay(1), exceeded(0, NATIVE, 1 ether, 1 ether, 1, 0));
        assertEq(_recipient.balance, 1 ether, "outflow");
    }

    function test_AC36_ValueIsSpreadOverCapabilities() external {
        CallTarget target = new CallTarget();
        SessionEncoder.Terms memory terms = _nativeTerms();
        (uint8 pay, uint8 echo) = setLeaves(
            terms,
            SessionEncoder.leaf(_recipient, 0, 0.6 ether, noItems(), noItems()),
            SessionEncoder.leaf(address(target), CallTarget.echo.selector, 0.6 ether, noItems(), noItems())
        );
        relayGrant(terms);
        TestCall[] memory calls = new TestCall[](2);
        (calls[0], calls[1]) = (_pay(0.6 ether), callOf(address(target), abi.encodeCall(CallTarget.echo, (1))));
        (calls[0].leafIndex, calls[1].leafIndex, calls[1].value) = (pay, echo, 0.4 ether + 1);

        refuse(terms, calls, exceeded(0, NATIVE, 1 ether, 0, 1 ether + 1, 0));
        calls[1].value = 0.6 ether + 1;
        refuse(terms, calls, _aboveMaximum(1, 0.6 ether + 1, 0.6 ether));
        calls[1].value = 0.4 ether;
        allow(terms, calls);
        assertEq(_recipient.balance + address(target).balance, 1 ether, "outflow");
    }

    function test_AC36_ValueThatNoCapabilityAllows() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        TestCall memory call = transferCall(1);

        uint256[3] memory values = [uint256(1), 2 ** 128, type(uint256).max];
        for (uint256 i = 0; i < values.length; i++) {
            call.value = values[i];
            refuse(terms, call, _aboveMaximum(0, values[i], 0));
        }
        call.value = 0;
        allow(terms, call);

        // A maximum without a budget is no grant.
        terms.leaves[0] = SessionEncoder.leaf(_recipient, 0, 1, noItems(), noItems());
        refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.NativeBudgetMissing.selector, 0));
        // 2^128 + 1 is no 1.
        terms = _nativeTerms();
        relayGrant(terms);
        refuse(terms, _pay(2 ** 128 + 1), _aboveMaximum(0, 2 ** 128 + 1, 1 ether));
        allow(terms, _pay(1));
    }

    function test_AC36_EveryNativeBudgetCounts() external {
        SessionEncoder.Terms memory terms = _nativeTerms();
        terms.budgets = items(terms.budgets[0], SessionEncoder.budget(1, NATIVE, 0.3 ether, 1 days));
        relayGrant(terms);

        for (uint256 day = 0; day < 3; day++) {
            allow(terms, _pay(0.3 ether));
            refuse(terms, _pay(0.1 ether), exceeded(1, NATIVE, 0.3 ether, 0.3 ether, 0.1 ether, nextDay()));
            skip(1 days);
        }
        refuse(terms, _pay(0.2 ether), exceeded(0, NATIVE, 1 ether, 0.9 ether, 0.2 ether, 0));
        allow(terms, _pay(0.1 ether));
        assertEq(_recipient.balance, 1 ether, "outflow");
    }

    function test_AC37_LimitIsSpentAgain() external {
        SessionEncoder.Terms memory terms = _nativeTerms();
        relayGrant(terms);

        // In one bundle both are validated before either is executed.
        PackedUserOperation[] memory bundle =
            bundleOf(opInLane(terms, _pay(0.6 ether), 0), opInLane(terms, _pay(0.6 ether), 1));
        uint256 before = account().balance + entryPoint().balanceOf(account());
        Outcome[] memory outcomes = sendBundle(entryPoint(), bundle);
        assertReverted(outcomes[1], exceeded(0, NATIVE, 1 ether, 0.6 ether, 0.6 ether, 0));
        assertEq(account().balance + entryPoint().balanceOf(account()), before, "native balance and deposit");

        allow(bundle[0]);
        refuse(bundle[1], exceeded(0, NATIVE, 1 ether, 0.6 ether, 0.6 ether, 0));
        skip(20 days);
        refuse(terms, _pay(0.6 ether), exceeded(0, NATIVE, 1 ether, 0.6 ether, 0.6 ether, 0));
        allow(terms, _pay(0.4 ether));
    }

    /* HELPERS */

    function _nativeTerms() private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.budgets[0] = SessionEncoder.budget(0, NATIVE, 1 ether, 0);
        terms.leaves[0] = SessionEncoder.leaf(_recipient, 0, 1 ether, noItems(), noItems());
    }

    function _pay(uint256 value) private view returns (TestCall memory call) {
        call = callOf(_recipient, "");
        call.value = value;
    }

    function _aboveMaximum(uint256 callIndex, uint256 value, uint256 maximum) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.ValueAboveMaximum.selector, callIndex, value, maximum);
    }
}
