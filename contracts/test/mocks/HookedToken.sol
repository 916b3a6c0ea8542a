// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "./TestToken.sol";

/// @notice A test double of a token that tells contracts what they receive, as ERC-777 does.
contract HookedToken is TestToken {
    constructor() TestToken("Hooked Token", "HOOKED") {}

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0) || to.code.length == 0) return;

        bytes memory hook = abi.encodeWithSignature(
            "tokensReceived(address,address,address,uint256,bytes,bytes)", msg.sender, from, to, amount, "", ""
        );
        (bool done,) = to.call(hook);
        require(done, "recipient");
    }
}
