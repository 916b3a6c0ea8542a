// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../src/types/SessionId.sol";
import {ControlFixtures} from "../utils/ControlFixtures.sol";
import {GuardFixtures} from "../utils/GuardFixtures.sol";
import {SegmentFixtures} from "../utils/SegmentFixtures.sol";

/// @notice What really happened to one account, kept beside the module and never asked of it: what was granted and
/// stopped, and what left the account, by balances and allowances.
abstract contract SessionBook is SegmentFixtures, ControlFixtures, GuardFixtures {
    enum Shape {
        Calendar,
        Rolling,
        Native,
        Guarded
    }

    struct BudgetTerms {
        uint8 kind;
        address asset;
        uint128 limit;
        uint32 period;
    }

    struct Session {
        Shape shape;
        SessionId id;
        /// Where the module keeps its status; the budgets follow.
        uint256 slot;
        uint32 epoch;
        uint16 seat;
        /// In force, and the last that renewals lead to.
        uint48 expiresAt;
        uint48 lastExpiry;
        uint32 ttl;
        uint32 idleTimeout;
        uint48 lastActivity;
        uint16 renewals;
        /// The session that it replaces, or MAX_SESSIONS.
        uint256 replaced;
        bool revoked;
        bool paused;
        /// Of this session only.
        address recipient;
        address spender;
        uint192 nonceKey;
        /// Where the leaf stands that transfers (or sends), the one that approves, and that of the guarded which strikes.
        uint8 leaf;
        uint8 approvalLeaf;
        uint8 strikeLeaf;
        /// Token base units that left by a transfer, and through the allowance.
        uint256 transferred;
        uint256 drained;
        BudgetTerms[] budgets;
        bytes envelope;
        bytes granted;
        bytes packed;
    }

    /// @notice What the account stands at, by what was done to it.
    struct Account {
        bool installed;
        uint32 epoch;
        uint16 granted;
        uint16 floor;
        uint8 limit;
        uint8 mode;
        bool hasGuardian;
        uint32 tightenings;
    }

    struct Outflow {
        uint48 time;
        bool late;
        uint256 amount;
    }

    /// @dev The assets of budgets that are none.
    address internal constant NATIVE = address(0);
    address internal constant OPERATIONS = address(1);
    address internal constant GAS = address(2);

    uint256 internal constant MAX_SESSIONS = 20;

    Session[] internal _sessions;
    Account internal _book;
    mapping(uint256 session => mapping(address asset => Outflow[])) internal _outflows;

    /// @dev The module's slots that are this account's.
    mapping(bytes32 slot => bool) internal _isOwn;

    /// @notice How often each action went through, and each refusal was met.
    mapping(bytes32 action => uint256) public done;
    mapping(bytes4 refusal => uint256) public refused;

    /// @notice What was seen that must not be, by the number of the invariant.
    mapping(uint256 number => string) internal _seen;

    function note(uint256 number, string memory text) internal {
        _seen[number] = string.concat("INV-", number < 10 ? "0" : "", vm.toString(number), ": ", text);
    }

    function countRefusal(bytes4 refusal) internal {
        refused[refusal]++;
    }

    function count(bytes32 action) internal {
        done[action]++;
    }

    /// @notice Books what an operation took from an asset; nothing is not booked.
    function bookOutflow(uint256 session, address asset, uint256 amount, bool late) internal {
        if (amount == 0) return;
        _outflows[session][asset].push(Outflow(uint48(vm.getBlockTimestamp()), late, amount));
    }

    /// @notice Why nothing of a session may validate now; empty if it may.
    function deathOf(uint256 index) internal view returns (string memory) {
        Session storage session = _sessions[index];
        uint256 time = vm.getBlockTimestamp();
        if (!_book.installed) return "uninstalled";
        if (_book.mode == 2) return "halted";
        if (_book.mode == 1) return "restricted";
        if (session.epoch != _book.epoch) return "of an earlier epoch";
        if (session.revoked) return "revoked";
        if (session.paused) return "paused";
        if (session.seat < _book.floor) return "evicted";
        if (time > session.expiresAt) return "expired";
        if (session.idleTimeout != 0 && time > session.lastActivity + session.idleTimeout) return "dormant";
        return "";
    }

    function isLive(uint256 index) internal view returns (bool) {
        return bytes(deathOf(index)).length == 0;
    }

    /* BOOKINGS */

    /// @param activation When it began.
    /// @param replaced The session whose seat it took, or MAX_SESSIONS.
    function bookGrant(uint256 index, uint48 activation, uint256 replaced) internal {
        Session storage session = _sessions[index];
        session.expiresAt = session.lastExpiry;
        if (session.ttl != 0 && activation + session.ttl < session.lastExpiry) {
            session.expiresAt = activation + session.ttl;
        }
        session.lastActivity = activation;
        if (replaced == MAX_SESSIONS) {
            session.seat = _book.granted++;
            bookFloor();
        } else {
            session.seat = _sessions[replaced].seat;
            session.paused = _sessions[replaced].paused;
            _sessions[replaced].revoked = true;
        }
        count("grant");
    }

    function bookFloor() internal {
        if (_book.limit == 0 || _book.granted <= _book.limit) return;
        uint16 least = _book.granted - _book.limit;
        if (least > _book.floor) _book.floor = least;
    }

    function bookEpoch() internal {
        _book.epoch++;
        (_book.granted, _book.floor) = (0, 0);
    }

    function bookMode(uint8 mode) internal {
        if (mode > _book.mode) _book.tightenings++;
        _book.mode = mode;
    }

    function bookPause(uint256 index) internal {
        _sessions[index].paused = true;
        _book.tightenings++;
    }

    /* THE MODULE'S SLOTS */

    function load(uint256 slot) internal view returns (uint256) {
        return uint256(vm.load(address(_module), bytes32(slot)));
    }

    function accountWord() internal view returns (uint256) {
        return load(slotOfAccount(0));
    }

    function controlWord() internal view returns (uint256) {
        return load(slotOfAccount(2));
    }

    /// @param position Of the mapping: 0 the account's state, 2 its installations and tightenings.
    function slotOfAccount(uint256 position) internal view returns (uint256) {
        return uint256(keccak256(abi.encode(account(), position)));
    }

    function slotOfSigner(address signer) internal view returns (uint256) {
        return uint256(keccak256(abi.encode(account(), keccak256(abi.encode(signer, uint256(3))))));
    }

    function slotOf(SessionId id) internal view returns (uint256) {
        return uint256(keccak256(abi.encode(account(), keccak256(abi.encode(id, uint256(1))))));
    }
}
