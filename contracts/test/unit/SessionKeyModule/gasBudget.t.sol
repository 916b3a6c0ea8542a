// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Gas is charged at the operation's maximum: all its gas fields at its highest price.
contract SessionKeyModule_GasBudget_Test is SessionKeyModuleUnitTest {
    struct Gas {
        uint256 preVerification;
        uint128 verification;
        uint128 call;
        uint128 price;
    }

    function test_RevertWhen_CostIsAboveTheLimit() public {
        uint128 cost = (1 + 20 + 300) * 7;
        SessionEncoder.Terms memory terms = _limited(cost, 0);
        SessionId id = relayGrant(terms);

        _refuse(terms, Gas(2, 20, 300, 7), "", cost, 0, cost + 7);
        _refuse(terms, Gas(1, 21, 300, 7), "", cost, 0, cost + 7);
        _refuse(terms, Gas(1, 20, 301, 7), "", cost, 0, cost + 7);
        _refuse(terms, Gas(1, 20, 300, 8), "", cost, 0, cost + 321);
        assertEq(uint160(validate(_op(terms, Gas(1, 20, 300, 7), ""))), 0, "exactly");
        assertEq(_module.budgetSlot(_account, id, 0), cost, "charged");
        _refuse(terms, Gas(1, 0, 0, 1), "", cost, cost, 1);
    }

    function test_WhenAPaymasterTakesPart() public {
        uint128 cost = (1 + 20 + 300 + 4_000 + 50_000) * 7;
        SessionEncoder.Terms memory terms = _limited(cost, 0x20);
        SessionId id = relayGrant(terms);
        address paymaster = makeAddress("paymaster");

        _refuse(
            terms, Gas(1, 20, 300, 7), abi.encodePacked(paymaster, uint128(4_001), uint128(50_000)), cost, 0, cost + 7
        );
        _refuse(
            terms, Gas(1, 20, 300, 7), abi.encodePacked(paymaster, uint128(4_000), uint128(50_001)), cost, 0, cost + 7
        );
        bytes memory data = abi.encodePacked(paymaster, uint128(4_000), uint128(50_000), "whatever follows");
        assertEq(uint160(validate(_op(terms, Gas(1, 20, 300, 7), data))), 0, "exactly");
        assertEq(_module.budgetSlot(_account, id, 0), cost, "charged");
    }

    function test_WhenEverythingIsFree() public {
        SessionEncoder.Terms memory terms = _limited(0, 0);
        SessionId id = relayGrant(terms);

        assertEq(uint160(validate(_op(terms, Gas(1, 20, 300, 0), ""))), 0, "price 0");
        assertEq(_module.budgetSlot(_account, id, 0), 0, "charged");
        _refuse(terms, Gas(1, 0, 0, 1), "", 0, 0, 1);
    }

    /// @dev The EntryPoints let no field above 120 bits pass.
    function test_RevertWhen_EveryFieldIsAtItsMaximum() public {
        SessionEncoder.Terms memory terms = _limited(type(uint128).max, 0x20);
        relayGrant(terms);
        uint128 most = 2 ** 120 - 1;
        bytes memory data = abi.encodePacked(makeAddress("paymaster"), most, most);

        _refuse(terms, Gas(most, most, most, most), data, type(uint128).max, 0, 5 * uint256(most) * most);
    }

    function test_WhenWindowsAreDaily() public {
        SessionEncoder.Terms memory terms = _limited(0, 0);
        terms.budgets[0] = SessionEncoder.budget(1, address(2), 1000, 1 days);
        SessionId id = relayGrant(terms);
        uint256 window = uint256(Defaults.NOW) / 1 days;

        assertEq(uint160(validate(_op(terms, Gas(100, 200, 300, 1), ""))), 0, "first");
        assertEq(_module.budgetSlot(_account, id, 0), window << 216 | 600 << 108, "charged");
        refuse(
            _op(terms, Gas(100, 200, 101, 1), ""),
            abi.encodeWithSelector(
                ISessionKeyModule.BudgetExceeded.selector, 0, address(2), 1000, 600, 401, (window + 1) * 1 days
            )
        );
    }

    function test_WhenFeesAreNotLimited() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), none()));
        SessionId id = relayGrant(terms);

        assertEq(uint160(validate(_op(terms, Gas(2 ** 120, 2 ** 120, 2 ** 120, 2 ** 120), ""))), 0, "any cost");
        assertEq(_module.budgetSlot(_account, id, 0), 0, "the token's budget");
    }

    function test_WhenOnePaymasterPays() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), none()));
        address paymaster = makeAddress("paymaster");
        terms.features = 0x10;
        terms.groups = abi.encodePacked(paymaster);
        relayGrant(terms);

        bytes memory data = abi.encodePacked(paymaster, uint128(2 ** 120), uint128(2 ** 120));
        assertEq(uint160(validate(_op(terms, Gas(2 ** 120, 2 ** 120, 2 ** 120, 2 ** 120), data))), 0, "any cost");
    }

    /* HELPERS */

    /// @dev One gas budget for the whole lifetime, and calls that spend nothing.
    function _limited(uint128 limit, uint8 features) private view returns (SessionEncoder.Terms memory terms) {
        terms = termsOf(routerLeaf(none(), none()));
        terms.features = features;
        terms.budgets[0] = SessionEncoder.budget(0, address(2), limit, 0);
    }

    /// @dev The priority fee is above the highest price: it plays no part.
    function _op(SessionEncoder.Terms memory terms, Gas memory gas, bytes memory paymasterAndData)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = one(routerCall(""));
        userOp = unsignedOp(terms, calls, 0);
        userOp.preVerificationGas = gas.preVerification;
        userOp.accountGasLimits = bytes32(abi.encodePacked(gas.verification, gas.call));
        userOp.gasFees = bytes32(abi.encodePacked(type(uint128).max, gas.price));
        userOp.paymasterAndData = paymasterAndData;
        sign(userOp, bodyOf(terms, calls));
    }

    function _refuse(
        SessionEncoder.Terms memory terms,
        Gas memory gas,
        bytes memory paymasterAndData,
        uint256 limit,
        uint256 spent,
        uint256 requested
    ) private {
        refuse(
            _op(terms, gas, paymasterAndData),
            abi.encodeWithSelector(ISessionKeyModule.BudgetExceeded.selector, 0, address(2), limit, spent, requested, 0)
        );
    }
}
