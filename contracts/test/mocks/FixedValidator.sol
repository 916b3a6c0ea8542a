// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IERC7579Validator, MODULE_TYPE_VALIDATOR} from "../../src/interfaces/IERC7579Validator.sol";

/// @notice A test double of an ERC-7579 validator that gives every operation of an account the same answer.
contract FixedValidator is IERC7579Validator {
    mapping(address account => uint256) private _validationData;

    /// @param data `abi.encode(uint256 validationData)`: the answer from now on.
    function onInstall(bytes calldata data) external {
        _validationData[msg.sender] = abi.decode(data, (uint256));
    }

    function onUninstall(bytes calldata) external {
        delete _validationData[msg.sender];
    }

    function validateUserOp(PackedUserOperation calldata, bytes32) external view returns (uint256) {
        return _validationData[msg.sender];
    }

    function isValidSignatureWithSender(address, bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }

    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }
}
