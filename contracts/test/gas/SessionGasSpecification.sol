// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../src/types/SessionId.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {OwnerGasFixtures} from "./OwnerGasFixtures.sol";

/// @notice The rows of the table that operations, grants and revocations make.
abstract contract SessionGasSpecification is OwnerGasFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    function test_Transfer() external {
        TestCall[] memory calls = one(transferCall(TRANSFER));
        uint256 owner = ownerGas(calls);
        uint256 session = sessionGas(transferTerms(1), calls);

        record("W0", owner);
        record("W1", session);
        record("W1-W0", session - owner);
    }

    function test_Native() external {
        SessionEncoder.Terms memory terms = transferTerms(1);
        terms.budgets[0] = SessionEncoder.budget(0, address(0), 1 ether, 0);
        terms.leaves[0] = SessionEncoder.leaf(_recipient, 0, 1 ether, new bytes[](0), new bytes[](0));
        TestCall[] memory calls = one(callOf(_recipient, ""));
        calls[0].value = 1 gwei;
        vm.deal(_recipient, 1);
        uint256 owner = ownerGas(calls);
        uint256 session = sessionGas(terms, calls);

        record("W0n", owner);
        record("W2", session);
        record("W2-W0n", session - owner);
    }

    function test_Batch() external {
        TestCall[] memory calls = new TestCall[](3);
        for (uint256 i = 0; i < 3; i++) {
            calls[i] = transferCall(TRANSFER);
        }
        uint256 owner = ownerGas(calls);
        uint256 session = sessionGas(transferTerms(1), calls);

        record("W0b", owner);
        record("W7", session);
        record("W7-W0b", session - owner);
    }

    function test_GrantAndFirstUse() external {
        _token.mint(_recipient, 1);
        SessionEncoder.Terms memory terms = transferTerms(1);
        record("W6", sendAsBundler(enablingOp(terms, one(transferCall(TRANSFER)), TYPED)));

        terms.salt = 8;
        terms.nonceDomain = "session:other";
        record("W6text", sendAsBundler(enablingOp(terms, one(transferCall(TRANSFER)), TEXT)));
    }

    function test_RelayedGrant() external {
        uint256 first = _relayGas(transferTerms(1), TYPED);
        uint256 two = _relayGas(transferTerms(2), TYPED);
        uint256 ten = _relayGas(transferTerms(10), TYPED);
        uint256 text = _relayGas(transferTerms(2), TEXT);

        record("relayedGrant", first);
        record("perCapability", (ten - two) / 8);
        record("textGrant-typedGrant", text - two);
    }

    /// @dev A transaction may use 2^24 gas (EIP-7825): the largest grant stays far below.
    function test_LargestRelayedGrant() external {
        assertLt(_relayGas(transferTerms(1000), TYPED), 5_000_000, "1,000 capabilities");
    }

    function test_Revoke() external {
        SessionId id = relayGrant(transferTerms(1));
        bytes memory none = "";
        TestCall memory revoke = callOf(address(_module), abi.encodeCall(_module.revoke, (account(), id, TYPED, none)));
        TestCall memory revokeAll =
            callOf(address(_module), abi.encodeCall(_module.revokeAll, (account(), TYPED, none)));
        ownerGas(one(transferCall(TRANSFER)));

        record("revokeOne", sendAsBundler(ownerYardstickOp(one(revoke))));
        record("revokeAll", sendAsBundler(ownerYardstickOp(one(revokeAll))));
    }

    /// @dev The dearer of a calendar and a rolling one.
    function test_FurtherBudget() external {
        uint256 oneBudget = sessionGas(transferTerms(1), one(transferCall(TRANSFER)));
        uint256 calendar = _gasWithFurtherBudget(1) - oneBudget;
        uint256 rolling = _gasWithFurtherBudget(2) - oneBudget;

        record("perBudget", calendar > rolling ? calendar : rolling);
    }

    function _gasWithFurtherBudget(uint8 kind) private returns (uint256) {
        SessionEncoder.Terms memory terms = transferTerms(1);
        terms.salt = 9 + kind;
        bytes memory first = terms.budgets[0];
        terms.budgets = new bytes[](2);
        terms.budgets[0] = first;
        terms.budgets[1] = SessionEncoder.budget(kind, address(_token), LIFETIME_LIMIT, 1 days);
        return sessionGas(terms, one(transferCall(TRANSFER)));
    }

    function _relayGas(SessionEncoder.Terms memory terms, uint8 form) private returns (uint256) {
        terms.salt += uint64(form) * 1000;
        bytes memory signature = approve(terms, form);
        _module.grant(account(), route(), terms.packed(), form, signature);
        return vm.lastCallGas().gasTotalUsed;
    }
}
