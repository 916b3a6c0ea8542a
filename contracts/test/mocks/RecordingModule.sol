// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IERC6900ExecutionHookModule} from "../../src/interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900Module} from "../../src/interfaces/IERC6900Module.sol";
import {IERC6900ValidationHookModule} from "../../src/interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../../src/interfaces/IERC6900ValidationModule.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice A test double that plays every ERC-6900 role but that of an execution module, writes down what it is asked
/// and answers what it was told to.
contract RecordingModule is IERC6900ValidationModule, IERC6900ValidationHookModule, IERC6900ExecutionHookModule {
    /// @notice One call of an account.
    struct Entry {
        bytes4 selector;
        uint32 entityId;
        address sender;
        uint256 value;
        bytes32 hash;
        bytes data;
        bytes segment;
    }

    /// @notice The module was told to refuse.
    error Refused(bytes4 selector);

    /// @dev What a static question reverts for, as it cannot be written down.
    bytes public constant REFUSED_SEGMENT = "refuse";

    Entry[] private _entries;

    mapping(bytes4 selector => bool) private _refused;
    mapping(uint32 entityId => uint256) private _validationData;
    mapping(bytes4 interfaceId => bool) private _denied;

    /// @notice Makes a function of this module revert.
    function refuse(bytes4 selector) external {
        _refused[selector] = true;
    }

    /// @notice Makes `supportsInterface` deny a role.
    function deny(bytes4 interfaceId) external {
        _denied[interfaceId] = true;
    }

    /// @notice Sets what an entity answers for operations, as validation or as hook.
    function answer(uint32 entityId, uint256 validationData) external {
        _validationData[entityId] = validationData;
    }

    function entries() external view returns (Entry[] memory) {
        return _entries;
    }

    function onInstall(bytes calldata data) external {
        _note(this.onInstall.selector, 0, 0, data, "");
    }

    function onUninstall(bytes calldata data) external {
        _note(this.onUninstall.selector, 0, 0, data, "");
    }

    function validateUserOp(uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        returns (uint256)
    {
        _note(this.validateUserOp.selector, entityId, userOpHash, userOp.callData, userOp.signature);
        return _validationData[entityId];
    }

    function validateRuntime(
        address,
        uint32 entityId,
        address sender,
        uint256 value,
        bytes calldata data,
        bytes calldata authorization
    ) external {
        _note(this.validateRuntime.selector, entityId, 0, data, authorization);
        _entries[_entries.length - 1].sender = sender;
        _entries[_entries.length - 1].value = value;
    }

    function preUserOpValidationHook(uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        returns (uint256)
    {
        _note(this.preUserOpValidationHook.selector, entityId, userOpHash, userOp.callData, userOp.signature);
        return _validationData[entityId];
    }

    function preRuntimeValidationHook(
        uint32 entityId,
        address sender,
        uint256 value,
        bytes calldata data,
        bytes calldata authorization
    ) external {
        _note(this.preRuntimeValidationHook.selector, entityId, 0, data, authorization);
        _entries[_entries.length - 1].sender = sender;
        _entries[_entries.length - 1].value = value;
    }

    function preExecutionHook(uint32 entityId, address sender, uint256 value, bytes calldata data)
        external
        returns (bytes memory)
    {
        _note(this.preExecutionHook.selector, entityId, 0, data, "");
        _entries[_entries.length - 1].sender = sender;
        _entries[_entries.length - 1].value = value;
        return abi.encodePacked("context of ", entityId);
    }

    function postExecutionHook(uint32 entityId, bytes calldata preExecHookData) external {
        _note(this.postExecutionHook.selector, entityId, 0, preExecHookData, "");
    }

    /// @notice Takes every signature that is the hash itself.
    function validateSignature(address, uint32, address, bytes32 hash, bytes calldata signature)
        external
        pure
        returns (bytes4)
    {
        return keccak256(signature) == keccak256(abi.encode(hash)) ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }

    /// @notice Takes every signature but {REFUSED_SEGMENT}.
    function preSignatureValidationHook(uint32, address, bytes32, bytes calldata signature) external pure {
        if (keccak256(signature) == keccak256(REFUSED_SEGMENT)) {
            revert Refused(IERC6900ValidationHookModule.preSignatureValidationHook.selector);
        }
    }

    function supportsInterface(bytes4 interfaceId) external view returns (bool) {
        if (_denied[interfaceId]) return false;

        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC6900Module).interfaceId
            || interfaceId == type(IERC6900ValidationModule).interfaceId
            || interfaceId == type(IERC6900ValidationHookModule).interfaceId
            || interfaceId == type(IERC6900ExecutionHookModule).interfaceId;
    }

    function moduleId() external pure returns (string memory) {
        return "sessionkeys.recording-module.0.1.0";
    }

    function _note(bytes4 selector, uint32 entityId, bytes32 hash, bytes calldata data, bytes memory segment) private {
        if (_refused[selector]) revert Refused(selector);

        Entry storage entry = _entries.push();
        entry.selector = selector;
        entry.entityId = entityId;
        entry.hash = hash;
        entry.data = data;
        entry.segment = segment;
    }
}
