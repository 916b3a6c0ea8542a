// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// The packed fields: no sum leaves its field, no cast loses a bit. One contract for each place in which the contracts add
// within a packed word, or go on unchecked; each is given only what the checks before it leave possible.

uint256 constant GRACE = 120;
uint256 constant TIME_LIMIT = 2 ** 47;

/// @notice `CalendarWindow.charged`: used and carry stay in 108 bits.
contract CalendarCharge {
    function prove(uint256 used, uint256 carry, uint256 amount, uint256 limit, bool late) external pure {
        require(limit <= 2 ** 108 - 1 && carry <= used && used <= limit);
        require(amount <= limit && used <= limit - amount);
        uint256 newUsed = used + amount;
        uint256 newCarry = late ? carry + amount : carry;
        assert(newUsed < 2 ** 108);
        assert(newCarry <= newUsed);
    }
}

/// @notice `BudgetLib._bound`: the end of a window and its grace are 48-bit times, and the subtraction is safe.
contract WindowEnd {
    function prove(uint256 claimedAt, uint256 intoWindow, uint256 period) external pure {
        require(claimedAt < TIME_LIMIT && period >= 600 && period < 2 ** 32);
        require(intoWindow < period && intoWindow <= claimedAt);
        // (claimedAt / period + 1) * period
        uint256 resetsAt = claimedAt - intoWindow + period;
        assert(resetsAt > claimedAt);
        assert(resetsAt - 1 + GRACE < 2 ** 48);
    }
}

/// @notice `RollingWindow.charged`: the newest bucket stays in 42 bits, and so does the sum of all five.
contract RollingCharge {
    /// @param allowed limit / unit, which `unitOf` keeps within 42 bits.
    function prove(uint256 newest, uint256 others, uint256 units, uint256 allowed) external pure {
        require(newest < 2 ** 42 && others < 2 ** 44 && allowed < 2 ** 42);
        require(newest + others + units <= allowed);
        assert(newest + units < 2 ** 42);
        assert(newest + others + units < 2 ** 42);
    }
}

/// @notice `RollingWindow.unitsOf`: rounded up, so that the units of what is spent are worth at least as much.
contract UnitsRoundUp {
    /// @param worth units * unit, where amount + unit - 1 = units * unit + rest and rest < unit: what a division is.
    function prove(uint256 amount, uint256 unit, uint256 worth, uint256 rest) external pure {
        require(unit >= 1 && unit < 2 ** 87 && amount < 2 ** 128 && worth < 2 ** 129);
        require(rest < unit && amount + unit - 1 == worth + rest);
        assert(worth >= amount);
    }
}

/// @notice `SessionStatus.renewed`: the count stays in 16 bits.
contract Renewal {
    function prove(uint256 renewals, uint256 maxRenewals, uint256 claimedAt, uint256 ttl, uint256 expiresAt)
        external
        pure
    {
        require(maxRenewals <= type(uint16).max && renewals < maxRenewals);
        require(claimedAt < TIME_LIMIT && ttl < 2 ** 32 && expiresAt < TIME_LIMIT);
        uint256 sum = claimedAt + ttl;
        uint256 renewed = sum < expiresAt ? sum : expiresAt;
        assert(renewals + 1 <= type(uint16).max);
        assert(renewed < TIME_LIMIT);
    }
}

/// @notice `_requireTime`: the end of the idle time is a 48-bit time.
contract IdleEnd {
    function prove(uint256 lastActivity, uint256 idleTimeout) external pure {
        require(lastActivity < TIME_LIMIT && idleTimeout < 2 ** 32);
        assert(lastActivity + idleTimeout < 2 ** 48);
    }
}

/// @notice `BudgetLib.addSpend`: 16 calls of 4 spends below 2^128, which is unchecked.
contract Spends {
    function prove(uint256 soFar, uint256 counted, uint256 amount) external pure {
        require(counted < 16 * 4 && amount < 2 ** 128 && soFar <= counted * (2 ** 128 - 1));
        assert(soFar + amount <= (counted + 1) * (2 ** 128 - 1));
        assert(soFar + amount < 2 ** 134);
    }
}

/// @notice `BudgetLib._isAbove`: the unchecked difference counts only where it is not negative.
contract IsAbove {
    function prove(uint256 used, uint256 amount, uint256 limit) external pure {
        require(used < 2 ** 128 && amount < 2 ** 134 && limit < 2 ** 128);
        bool above = amount > limit || used > limit - amount;
        assert(above == (used + amount > limit));
    }
}
