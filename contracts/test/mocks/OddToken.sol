// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A test double of tokens that move another amount than they are asked to, or answer in another way.
contract OddToken {
    enum Kind {
        /// The recipient gets 10 % less.
        FeeOnTransfer,
        /// Answers nothing.
        NoAnswer,
        /// Moves nothing and answers false.
        AnswersFalse,
        /// Moves one unit less, as shares are rounded.
        RoundsDown,
        /// All balances shrink by half with each transfer.
        Rebases,
        /// Takes 10 % more from the sender.
        FeeOnTop,
        /// Does not say what anybody has.
        HidesBalances,
        /// Says it in one byte too few.
        CutsBalances
    }

    Kind private immutable _kind;

    mapping(address account => uint256) private _balances;

    uint256 private _divisor = 1;

    constructor(Kind kind) {
        _kind = kind;
    }

    function mint(address account, uint256 amount) external {
        _balances[account] += amount;
    }

    function balanceOf(address account) external view returns (uint256) {
        if (_kind == Kind.HidesBalances) revert();
        if (_kind == Kind.CutsBalances) {
            assembly ("memory-safe") {
                return(0, 31)
            }
        }
        return _balances[account] / _divisor;
    }

    function transfer(address recipient, uint256 amount) external {
        Kind kind = _kind;
        if (kind != Kind.AnswersFalse) {
            (uint256 taken, uint256 given) = (amount, amount);
            if (kind == Kind.FeeOnTransfer) given -= amount / 10;
            if (kind == Kind.RoundsDown) (taken, given) = (amount - 1, amount - 1);
            if (kind == Kind.FeeOnTop) taken += amount / 10;
            _balances[msg.sender] -= taken * _divisor;
            _balances[recipient] += given * _divisor;
        }
        if (kind == Kind.Rebases) _divisor *= 2;

        bool answer = kind != Kind.AnswersFalse;
        assembly ("memory-safe") {
            mstore(0, answer)
            return(0, mul(32, iszero(eq(kind, 1)))) // NoAnswer is 1
        }
    }
}
