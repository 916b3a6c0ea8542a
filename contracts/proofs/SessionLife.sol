// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Model of one session: what is dead stays dead, and nothing is extended beyond the grant
/// @notice Claims, over any number of actions in any order: a revoked session never validates again, nor one of an earlier
/// epoch; the expiry in force never passes the granted one and never falls; no more renewals are used than granted; no
/// operation is included after the expiry that was in force before it, so none revives an expired session.
/// @dev `SessionStatus`, and of `SessionKeyModule` what `_openGranted`, `_requireLive`, `_requireTime` and `_renewed` do; of
/// `SessionControl` revoke, revoke-all, pause, resume and modes. The clock is the EntryPoint's: an operation is included
/// from its claim to its validUntil. By induction, as CalendarBudget.
contract SessionLife {
    uint8 internal constant NORMAL = 0;
    uint8 internal constant HALTED = 2;

    uint8 internal constant GRANT = 0;
    uint8 internal constant OPERATE = 1;
    uint8 internal constant REVOKE = 2;
    uint8 internal constant REVOKE_ALL = 3;
    uint8 internal constant PAUSE = 4;
    uint8 internal constant RESUME = 5;
    uint8 internal constant SET_MODE = 6;

    struct Terms {
        uint256 epoch;
        uint256 expiresAt;
        uint256 ttl;
        uint256 maxRenewals;
    }

    struct State {
        // The account.
        uint256 epoch;
        uint8 mode;
        // The status of the session.
        bool known;
        bool revoked;
        bool paused;
        uint256 inForce;
        uint256 renewals;
        // What happened: a revocation of this session, or of all in the epoch that its grant names.
        bool ended;
    }

    struct Action {
        uint8 kind;
        uint256 claimedAt;
        bool renews;
        uint8 newMode;
        /// The second in which it is included.
        uint256 includedAt;
    }

    function begin(Terms memory terms) external pure {
        assert(_invariant(terms, 1, false, false, 0, 0, false));
    }

    function act(State memory s, Terms memory terms, Action memory action)
        external
        pure
        returns (bool known, bool revoked, bool paused, uint256 inForce, uint256 renewals)
    {
        require(terms.expiresAt < 2 ** 47 && terms.ttl > 0 && terms.ttl < 2 ** 32 && terms.maxRenewals < 2 ** 16);
        require(
            action.includedAt < 2 ** 47 && action.claimedAt < 2 ** 47 && action.kind <= SET_MODE
                && action.newMode <= HALTED
        );
        require(s.epoch < 2 ** 32 - 1 && s.mode <= HALTED);
        require(_invariant(terms, s.epoch, s.known, s.revoked, s.inForce, s.renewals, s.ended));

        (known, revoked, paused) = (s.known, s.revoked, s.paused);
        (inForce, renewals) = (s.inForce, s.renewals);
        (uint256 epoch, bool ended) = (s.epoch, s.ended);

        if (action.kind == GRANT) {
            // A grant names its epoch and writes the whole status; over a known session it is a no-op or refused.
            require(terms.epoch == s.epoch && s.mode == NORMAL && action.includedAt <= terms.expiresAt);
            require(!s.known);
            (known, revoked, paused, renewals) = (true, false, false, 0);
            inForce = action.includedAt + terms.ttl < terms.expiresAt ? action.includedAt + terms.ttl : terms.expiresAt;
        } else if (action.kind == OPERATE) {
            require(s.known && s.mode != HALTED && terms.epoch == s.epoch && !s.revoked && !s.paused);
            require(action.claimedAt < s.inForce);
            // The bounds that the EntryPoint enforces.
            require(action.claimedAt <= action.includedAt && action.includedAt <= s.inForce);
            assert(!s.ended);
            if (action.renews) {
                require(s.mode == NORMAL && s.renewals < terms.maxRenewals);
                inForce =
                    action.claimedAt + terms.ttl < terms.expiresAt ? action.claimedAt + terms.ttl : terms.expiresAt;
                require(inForce > s.inForce);
                renewals = s.renewals + 1;
            }
        } else if (action.kind == REVOKE) {
            // Also of a session that was never granted: its grant can no longer be used.
            known = true;
            revoked = true;
            ended = true;
        } else if (action.kind == REVOKE_ALL) {
            epoch = s.epoch + 1;
            ended = s.ended || terms.epoch == s.epoch;
        } else if (action.kind == PAUSE) {
            require(s.known);
            paused = true;
        } else if (action.kind == RESUME) {
            require(s.known);
            paused = false;
        }

        assert(inForce >= s.inForce);
        assert(inForce <= terms.expiresAt);
        assert(renewals <= terms.maxRenewals);
        assert(!s.revoked || revoked);
        assert(_invariant(terms, epoch, known, revoked, inForce, renewals, ended));
    }

    /// @dev What has ended is revoked or of an earlier epoch; and what is bounded is within its bounds.
    function _invariant(
        Terms memory terms,
        uint256 epoch,
        bool known,
        bool revoked,
        uint256 inForce,
        uint256 renewals,
        bool ended
    ) private pure returns (bool) {
        return inForce <= terms.expiresAt && renewals <= terms.maxRenewals && (!revoked || (known && ended))
            && (known || (inForce == 0 && renewals == 0)) && (!ended || revoked || terms.epoch < epoch);
    }
}
