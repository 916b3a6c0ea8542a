// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @notice Swaps tokens at fixed rates out of its own balance. For tests and the demo.
contract SwapRouter {
    using SafeERC20 for IERC20;

    /// @dev Token out for one unit of token in, with 18 decimals; zero: not traded.
    mapping(address tokenIn => mapping(address tokenOut => uint256 rate)) public rates;

    /// @notice Tokens were swapped; amounts in token base units.
    event Swapped(
        address indexed payer,
        address indexed tokenIn,
        address indexed tokenOut,
        uint256 amountIn,
        uint256 amountOut,
        address recipient
    );

    /// @notice Nobody has set a rate for the pair.
    error PairNotTraded(address tokenIn, address tokenOut);

    /// @notice The swap gives less than was asked for (token base units).
    error AmountOutTooSmall(uint256 actual, uint256 minimum);

    /// @notice Sets the rate of a pair in one direction; anybody may.
    /// @param rate Base units of `tokenOut` for one base unit of `tokenIn`, with 18 decimals.
    function setRate(address tokenIn, address tokenOut, uint256 rate) external {
        rates[tokenIn][tokenOut] = rate;
    }

    /// @notice Takes tokens from the caller, who has approved them, and pays the recipient.
    /// @param amountIn How much is taken (base units of `tokenIn`).
    /// @param minAmountOut The least that is paid (base units of `tokenOut`).
    /// @return amountOut How much is paid (base units of `tokenOut`).
    function swap(address tokenIn, address tokenOut, uint256 amountIn, uint256 minAmountOut, address recipient)
        external
        returns (uint256 amountOut)
    {
        uint256 rate = rates[tokenIn][tokenOut];
        if (rate == 0) revert PairNotTraded(tokenIn, tokenOut);
        amountOut = amountIn * rate / 1e18;
        if (amountOut < minAmountOut) revert AmountOutTooSmall(amountOut, minAmountOut);

        emit Swapped({
            payer: msg.sender,
            tokenIn: tokenIn,
            tokenOut: tokenOut,
            amountIn: amountIn,
            amountOut: amountOut,
            recipient: recipient
        });

        IERC20(tokenIn).safeTransferFrom(msg.sender, address(this), amountIn);
        IERC20(tokenOut).safeTransfer(recipient, amountOut);
    }
}
