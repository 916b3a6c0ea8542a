// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PlayedOperations} from "./PlayedOperations.sol";

/// @notice What all actions have in common: the state before and after them, and the choice of a session.
abstract contract Actions is PlayedOperations {
    /// @notice Whose action it was.
    enum Actor {
        None,
        Owner,
        SessionKey,
        Guardian,
        Attacker,
        Time
    }

    /// @dev Before the last action.
    Actor internal _actor;
    uint256 internal _accountBefore;
    uint256[] internal _statusesBefore;
    /// @dev What the account has, after its own last action.
    uint256 internal _wealth;
    /// @dev Whether the last action was one of this account.
    bool internal _acted;
    Actions internal _other;

    /// @notice How many actions there were.
    uint256 public calls;

    modifier actionOf(Actor actor) {
        calls++;
        _actor = actor;
        _accountBefore = accountWord();
        if (actor == Actor.Guardian) _keepStatuses();
        (_paid, _charged, _acted) = (0, 0, true);
        _other.rest();
        vm.record();
        _;
        _noteStrangeWrites();
        _wealth = wealth();
    }

    /// @notice The other account acts.
    function rest() external {
        _acted = false;
    }

    function wealth() internal view returns (uint256) {
        return uint256(
            keccak256(abi.encode(account().balance, entryPoint().balanceOf(account()), _token.balanceOf(account())))
        );
    }

    /// @notice What an action takes its random choices from.
    function draw(uint256 seed, uint256 number, uint256 below) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, number))) % below;
    }

    /// @notice Everything that is this account's: its state in the module, its sessions, its wealth.
    function digest() internal view returns (bytes32 result) {
        result = keccak256(abi.encode(accountWord(), controlWord(), wealth()));
        for (uint256 i = 0; i < _sessions.length; i++) {
            uint256 slot = _sessions[i].slot;
            result = keccak256(abi.encode(result, load(slot), load(slot + 1), load(slot + 2), load(slot + 3)));
        }
    }

    /* CHOICES */

    /// @notice A session that most of the time lives; one is granted if none does.
    function pick(uint256 seed, Shape shape) internal returns (uint256) {
        bool any = draw(seed, 100, 8) == 0;
        if (draw(seed, 103, 4) != 0) wake();
        uint256 first = draw(seed, 101, _sessions.length);
        for (uint256 i = 0; i < _sessions.length; i++) {
            uint256 index = (first + i) % _sessions.length;
            if (_sessions[index].shape == shape && (any || isLive(index))) return watch(index);
        }
        return watch(_sessions.length < MAX_SESSIONS ? relayedGrant(shape) : first);
    }

    function pick(uint256 seed) internal returns (uint256) {
        return pick(seed, Shape(draw(seed, 102, 4)));
    }

    /// @notice The account lifts what stops all of its sessions.
    function wake() internal {
        if (_book.mode == 0) return;
        asAccount(abi.encodeCall(_module.loosenMode, (account(), 0, 0, 0, 0, TYPED, "")));
        bookMode(0);
    }

    /// @notice A new session, granted by the approver's signature that somebody brings.
    function relayedGrant(Shape shape) internal returns (uint256 index) {
        index = addSession(shape, MAX_SESSIONS);
        if (tryRelay(grantOf(index, _approverKey, TYPED))) {
            bookGrant(index, uint48(vm.getBlockTimestamp()), MAX_SESSIONS);
        }
    }

    function grantOf(uint256 index, uint256 key, uint8 form) internal view returns (bytes memory) {
        bytes memory packed = _sessions[index].packed;
        bytes32 message = _messages.grantDigest(address(_module), account(), route(), packed, form);
        return abi.encodeCall(_module.grant, (account(), route(), packed, form, signDigest(key, message)));
    }

    /* CALLS OF THE MODULE */

    function asAccount(bytes memory message) internal {
        vm.prank(account());
        (bool answered,) = address(_module).call(message);
        assertTrue(answered, "the account's own word");
    }

    /// @return answered Whether the module took it; if not, the refusal is counted.
    function tryAs(address caller, bytes memory message) internal returns (bool answered) {
        bytes memory answer;
        vm.prank(caller);
        (answered, answer) = address(_module).call(message);
        if (!answered) countRefusal(bytes4(answer));
    }

    function tryRelay(bytes memory message) internal returns (bool) {
        return tryAs(RELAYER, message);
    }

    /// @dev Those of reverted calls among them.
    function _noteStrangeWrites() private {
        (, bytes32[] memory writes) = vm.accesses(address(_module));
        for (uint256 i = 0; i < writes.length; i++) {
            if (!_isOwn[writes[i]]) note(11, "a slot was written that is not the account's");
        }
    }

    function _keepStatuses() private {
        delete _statusesBefore;
        for (uint256 i = 0; i < _sessions.length; i++) {
            _statusesBefore.push(load(_sessions[i].slot));
        }
    }
}
