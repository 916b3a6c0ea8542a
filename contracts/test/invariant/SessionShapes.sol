// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../src/types/SessionId.sol";
import {Reenterer} from "../mocks/Reenterer.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {SessionBook} from "./SessionBook.sol";

/// @notice The sessions of the campaign. Windows of an hour, so that a run of some hours meets many edges.
abstract contract SessionShapes is SessionBook {
    using SessionEncoder for SessionEncoder.Terms;

    uint128 internal constant TOKEN_LIMIT = 1_000e6;
    uint128 internal constant LIFETIME_LIMIT = 6_000e6;
    uint128 internal constant NATIVE_LIMIT = 0.05 ether;
    uint128 internal constant GAS_LIMIT = 0.06 ether;
    uint128 internal constant OPERATIONS_LIMIT = 6;
    uint32 internal constant WINDOW = 1 hours;
    uint32 internal constant IDLE = 1 hours;
    uint32 internal constant TTL = 4 hours;
    uint16 internal constant MAX_RENEWALS = 5;

    Reenterer internal _reenterer;
    address internal _renewer;
    uint256 internal _renewerKey;

    /// @notice Writes down a session that is not granted yet; it has its own recipient, spender and salt.
    /// @param replaced The session that it replaces, or MAX_SESSIONS.
    function addSession(Shape shape, uint256 replaced) internal returns (uint256 index) {
        index = _sessions.length;
        Session storage session = _sessions.push();
        session.shape = shape;
        session.replaced = replaced;
        session.epoch = _book.epoch;
        uint160 own = uint160(uint256(keccak256(abi.encode(account(), index)))) | 1 << 159;
        (session.recipient, session.spender) = (address(own), address(own ^ 1));

        SessionEncoder.Terms memory terms = _terms(session);
        if (replaced != MAX_SESSIONS) (terms.detailFlags, terms.replaces) = (2, idOf(replaced));
        session.lastExpiry = terms.expiresAt;
        session.id = sessionIdOf(terms);
        session.slot = slotOf(session.id);
        for (uint256 i = 0; i < 9; i++) {
            _isOwn[bytes32(session.slot + i)] = true;
        }
        session.envelope = envelopeOf(terms);
        session.granted = grantedPart(terms);
        session.packed = terms.packed();
        (uint8 shift, uint8 width) = nonceLayout();
        session.nonceKey = uint192((terms.nonce(shift, width, 0) | nonceSelection()) >> 64);
        for (uint256 i = 0; i < terms.budgets.length; i++) {
            session.budgets.push(_read(terms.budgets[i]));
        }
    }

    function idOf(uint256 index) internal view returns (bytes32) {
        return SessionId.unwrap(_sessions[index].id);
    }

    function _terms(Session storage session) private returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        uint48 time = uint48(vm.getBlockTimestamp());
        terms.epoch = session.epoch;
        terms.validAfter = time - 300;
        terms.expiresAt = time + 12 hours;
        terms.grantDeadline = time + 1 hours;
        terms.salt = uint64(_sessions.length);
        if (session.shape == Shape.Calendar) _setCalendar(terms, session);
        else if (session.shape == Shape.Rolling) _setRolling(terms, session);
        else if (session.shape == Shape.Native) _setNative(terms, session);
        else _setGuarded(terms, session);
    }

    /// @dev Three budgets at once: an hour's, the life's, and a number of operations.
    function _setCalendar(SessionEncoder.Terms memory terms, Session storage session) private {
        terms.nonceDomain = "session:calendar";
        terms.budgets = new bytes[](3);
        terms.budgets[0] = SessionEncoder.budget(1, address(_token), TOKEN_LIMIT, WINDOW);
        terms.budgets[1] = SessionEncoder.budget(0, address(_token), LIFETIME_LIMIT, 0);
        terms.budgets[2] = SessionEncoder.budget(1, OPERATIONS, OPERATIONS_LIMIT, WINDOW);
        _setTokenLeaves(terms, session);
    }

    /// @dev Renewed by another key; its gas is limited for life.
    function _setRolling(SessionEncoder.Terms memory terms, Session storage session) private {
        terms.nonceDomain = "session:rolling";
        terms.features = 0;
        terms.budgets = new bytes[](2);
        terms.budgets[0] = SessionEncoder.budget(2, address(_token), TOKEN_LIMIT, WINDOW);
        terms.budgets[1] = SessionEncoder.budget(0, GAS, GAS_LIMIT, 0);
        terms.addTtl(TTL, MAX_RENEWALS);
        terms.addRenewer(_renewer);
        session.ttl = TTL;
        _setTokenLeaves(terms, session);
    }

    /// @dev Sends native value, its gas is limited by the hour, and it sleeps.
    function _setNative(SessionEncoder.Terms memory terms, Session storage session) private {
        terms.nonceDomain = "session:native";
        terms.features = 0;
        terms.budgets = new bytes[](2);
        terms.budgets[0] = SessionEncoder.budget(1, NATIVE, NATIVE_LIMIT, WINDOW);
        terms.budgets[1] = SessionEncoder.budget(1, GAS, GAS_LIMIT / 2, WINDOW);
        terms.addIdleTimeout(IDLE);
        session.idleTimeout = IDLE;
        terms.leaves[0] = SessionEncoder.leaf(session.recipient, 0, NATIVE_LIMIT, _none(), _none());
    }

    /// @dev May call a target that does whatever it likes, with what the owner has allowed it.
    function _setGuarded(SessionEncoder.Terms memory terms, Session storage session) private {
        terms.nonceDomain = "session:guarded";
        terms.budgets = new bytes[](2);
        terms.budgets[0] = SessionEncoder.budget(1, address(_token), TOKEN_LIMIT, WINDOW);
        terms.budgets[1] = SessionEncoder.budget(2, address(_token), TOKEN_LIMIT, WINDOW);
        terms.addGuard(address(_guard), 0, 0, 0);
        bytes memory strike = SessionEncoder.leaf(
            address(_reenterer), Reenterer.strike.selector, 0, _none(), _one(SessionEncoder.spendWord(0, 0))
        );
        bytes[] memory leaves = new bytes[](3);
        (leaves[0], leaves[1]) = (_leafOf(_token.transfer.selector, 1), _leafOf(_token.approve.selector, 1));
        leaves[2] = strike;
        session.strikeLeaf = _setLeaves(terms, session, leaves)[2];
    }

    function _setTokenLeaves(SessionEncoder.Terms memory terms, Session storage session) private {
        bytes[] memory leaves = new bytes[](2);
        (leaves[0], leaves[1]) = (_leafOf(_token.transfer.selector, 1), _leafOf(_token.approve.selector, 1));
        _setLeaves(terms, session, leaves);
    }

    /// @return places Where each leaf stands in the order that a grant demands.
    function _setLeaves(SessionEncoder.Terms memory terms, Session storage session, bytes[] memory leaves)
        private
        returns (uint8[] memory places)
    {
        places = new uint8[](leaves.length);
        terms.leaves = new bytes[](leaves.length);
        terms.ids = new string[](leaves.length);
        for (uint256 i = 0; i < leaves.length; i++) {
            for (uint256 j = 0; j < leaves.length; j++) {
                if (bytes24(leaves[j]) < bytes24(leaves[i])) places[i]++;
            }
            terms.leaves[places[i]] = leaves[i];
            terms.ids[i] = vm.toString(i);
        }
        (session.leaf, session.approvalLeaf) = (places[0], places[1]);
    }

    function _leafOf(bytes4 selector, uint8 word) private view returns (bytes memory) {
        return SessionEncoder.leaf(address(_token), selector, 0, _none(), _one(SessionEncoder.spendWord(0, word)));
    }

    function _one(bytes memory first) private pure returns (bytes[] memory items) {
        items = new bytes[](1);
        items[0] = first;
    }

    function _none() private pure returns (bytes[] memory items) {}

    /// @dev kind 1 ‖ asset 20 ‖ limit 16 ‖ period 4.
    function _read(bytes memory budget) private pure returns (BudgetTerms memory terms) {
        uint256 head = uint256(bytes32(budget));
        terms.kind = uint8(head >> 248);
        terms.asset = address(uint160(head >> 88));
        uint256 tail;
        assembly ("memory-safe") {
            tail := mload(add(budget, 41)) // the last 32 bytes of 41
        }
        terms.limit = uint128(tail >> 32);
        terms.period = uint32(tail);
    }
}
