// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Text} from "../types/Text.sol";

/// @notice The functions that the text form calls by name. Anything else is shown as its selector: a name is never
/// taken from outside, since other functions can have the same selector.
library FunctionNameLib {
    function put(Text text, bytes4 selector) internal pure returns (Text) {
        if (selector == 0xa9059cbb) return text.put("transfer(address,uint256)", 25);
        if (selector == 0) return text.put("none, empty calldata", 20);
        if (selector == 0x095ea7b3) return text.put("approve(address,uint256)", 24);
        if (selector == 0x23b872dd) return text.put("transferFrom(address,address,uin", 32).put("t256)", 5);
        if (selector == 0x39509351) return text.put("increaseAllowance(address,uint25", 32).put("6)", 2);
        if (selector == 0xd0e30db0) return text.put("deposit()", 9);
        if (selector == 0x2e1a7d4d) return text.put("withdraw(uint256)", 17);
        if (selector == 0x42842e0e) return text.put("safeTransferFrom(address,address", 32).put(",uint256)", 9);
        if (selector == 0xa22cb465) return text.put("setApprovalForAll(address,bool)", 31);
        if (selector == 0x40c10f19) return text.put("mint(address,uint256)", 21);

        return text.put("selector ", 9).putBytes4(selector);
    }
}
