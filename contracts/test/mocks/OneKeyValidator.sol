// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IERC7579Validator, MODULE_TYPE_VALIDATOR} from "../../src/interfaces/IERC7579Validator.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @notice A test double of an ERC-7579 validator that signs for the account by ERC-1271: one key, over the hash itself.
contract OneKeyValidator is IERC7579Validator {
    mapping(address account => address signer) private _signers;

    /// @param data abi.encode(address signer).
    function onInstall(bytes calldata data) external {
        _signers[msg.sender] = abi.decode(data, (address));
    }

    function onUninstall(bytes calldata) external {
        delete _signers[msg.sender];
    }

    function validateUserOp(PackedUserOperation calldata, bytes32) external pure returns (uint256) {
        return 1;
    }

    function isValidSignatureWithSender(address, bytes32 hash, bytes calldata signature)
        external
        view
        returns (bytes4)
    {
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(hash, signature);
        bool right = failure == ECDSA.RecoverError.NoError && signer == _signers[msg.sender];
        return right ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }

    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }
}
