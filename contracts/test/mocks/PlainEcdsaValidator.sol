// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IERC6900Module} from "../../src/interfaces/IERC6900Module.sol";
import {IERC6900ValidationModule} from "../../src/interfaces/IERC6900ValidationModule.sol";
import {IERC7579Module, IERC7579Validator, MODULE_TYPE_VALIDATOR} from "../../src/interfaces/IERC7579Validator.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice The yardstick of the gas tests: one key, read from storage, signs the hash; nothing else is checked.
contract PlainEcdsaValidator is IERC6900ValidationModule, IERC7579Validator {
    mapping(address account => address signer) private _signers;

    /// @param data abi.encode(address signer).
    function onInstall(bytes calldata data) external override(IERC6900Module, IERC7579Module) {
        _signers[msg.sender] = abi.decode(data, (address));
    }

    function onUninstall(bytes calldata) external override(IERC6900Module, IERC7579Module) {
        delete _signers[msg.sender];
    }

    function validateUserOp(uint32, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        view
        returns (uint256)
    {
        return _validate(userOp, userOpHash);
    }

    function validateUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash) external view returns (uint256) {
        return _validate(userOp, userOpHash);
    }

    function validateRuntime(address, uint32, address, uint256, bytes calldata, bytes calldata) external pure {
        revert();
    }

    function validateSignature(address, uint32, address, bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }

    function isValidSignatureWithSender(address, bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }

    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }

    function moduleId() external pure returns (string memory) {
        return "sessionkeys.plain-ecdsa-validator.0.1.0";
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC6900Module).interfaceId
            || interfaceId == type(IERC6900ValidationModule).interfaceId;
    }

    function _validate(PackedUserOperation calldata userOp, bytes32 userOpHash) private view returns (uint256) {
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(userOpHash, userOp.signature);
        return failure == ECDSA.RecoverError.NoError && signer == _signers[msg.sender] ? 0 : 1;
    }
}
