// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice A test double of a target that takes whatever the caller has allowed it.
contract Drainer {
    IERC20 private immutable _token;

    constructor(IERC20 token) {
        _token = token;
    }

    function drain() external {
        _token.transferFrom(msg.sender, address(this), _token.allowance(msg.sender, address(this)));
    }
}
