// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ExecutionManifest} from "../../src/interfaces/ERC6900Types.sol";
import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IERC6900ExecutionHookModule} from "../../src/interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900ExecutionModule} from "../../src/interfaces/IERC6900ExecutionModule.sol";
import {IERC6900Module} from "../../src/interfaces/IERC6900Module.sol";
import {IERC6900ValidationHookModule} from "../../src/interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../../src/interfaces/IERC6900ValidationModule.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice A test double that plays every ERC-6900 role, writes down what it is asked, answers what it was told to, and
/// runs errands meanwhile.
contract RecordingModule is
    IERC6900ValidationModule,
    IERC6900ValidationHookModule,
    IERC6900ExecutionHookModule,
    IERC6900ExecutionModule
{
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

    /// @notice A call that the module makes while it is asked.
    struct Errand {
        address target;
        bytes data;
    }

    /// @notice The module was told to refuse.
    error Refused(bytes4 selector);

    /// @dev What a static question reverts for, as it cannot be written down.
    bytes public constant REFUSED_SEGMENT = "refuse";

    /// @dev Of revert data that nobody should copy (bytes).
    uint256 private constant BOMB_LENGTH = 1 << 20;

    Entry[] private _entries;

    mapping(bytes4 selector => bool) private _refused;
    mapping(uint32 entityId => uint256) private _validationData;
    mapping(bytes4 interfaceId => bool) private _denied;
    mapping(bytes4 selector => bool) private _bombs;
    mapping(bytes4 selector => Errand) private _errands;

    /// @notice Makes a function of this module revert.
    function refuse(bytes4 selector) external {
        _refused[selector] = true;
    }

    /// @notice Makes a function of this module revert with a megabyte.
    function bomb(bytes4 selector) external {
        _bombs[selector] = true;
    }

    /// @notice Makes the next call of a function of this module call somebody else first, and revert if that reverts.
    function send(bytes4 selector, address target, bytes calldata data) external {
        _errands[selector] = Errand({target: target, data: data});
    }

    /// @notice Makes `supportsInterface` deny a role.
    function deny(bytes4 interfaceId) external {
        _denied[interfaceId] = true;
    }

    /// @notice Sets what an entity answers for operations, as validation or as hook.
    function answer(uint32 entityId, uint256 validationData) external {
        _validationData[entityId] = validationData;
    }

    /// @notice Forgets what it has written down.
    function forget() external {
        delete _entries;
    }

    /// @notice A function for accounts; says who called with what.
    function act(uint256 number) external payable returns (address sender, uint256 value, uint256 same) {
        _note(this.act.selector, 0, 0, msg.data, "", msg.sender, msg.value);
        return (msg.sender, msg.value, number);
    }

    /// @notice Another function for accounts.
    function actToo() external {
        _note(this.actToo.selector, 0, 0, msg.data, "", msg.sender, 0);
    }

    function entries() external view returns (Entry[] memory) {
        return _entries;
    }

    function onInstall(bytes calldata data) external {
        _note(this.onInstall.selector, 0, 0, data, "", address(0), 0);
    }

    function onUninstall(bytes calldata data) external {
        _note(this.onUninstall.selector, 0, 0, data, "", address(0), 0);
    }

    function validateUserOp(uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        returns (uint256)
    {
        _noteUserOp(this.validateUserOp.selector, entityId, userOp, userOpHash);
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
        _note(this.validateRuntime.selector, entityId, 0, data, authorization, sender, value);
    }

    function preUserOpValidationHook(uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        returns (uint256)
    {
        _noteUserOp(this.preUserOpValidationHook.selector, entityId, userOp, userOpHash);
        return _validationData[entityId];
    }

    function preRuntimeValidationHook(
        uint32 entityId,
        address sender,
        uint256 value,
        bytes calldata data,
        bytes calldata authorization
    ) external {
        _note(this.preRuntimeValidationHook.selector, entityId, 0, data, authorization, sender, value);
    }

    function preExecutionHook(uint32 entityId, address sender, uint256 value, bytes calldata data)
        external
        returns (bytes memory)
    {
        _note(this.preExecutionHook.selector, entityId, 0, data, "", sender, value);
        return abi.encodePacked("context of ", entityId);
    }

    function postExecutionHook(uint32 entityId, bytes calldata preExecHookData) external {
        _note(this.postExecutionHook.selector, entityId, 0, preExecHookData, "", address(0), 0);
    }

    /// @notice Takes every signature that is the hash itself; {REFUSED_SEGMENT} is too much for it.
    function validateSignature(address, uint32, address, bytes32 hash, bytes calldata signature)
        external
        pure
        returns (bytes4)
    {
        if (keccak256(signature) == keccak256(REFUSED_SEGMENT)) {
            revert Refused(IERC6900ValidationModule.validateSignature.selector);
        }
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
            || interfaceId == type(IERC6900ExecutionHookModule).interfaceId
            || interfaceId == type(IERC6900ExecutionModule).interfaceId;
    }

    /// @notice Nothing: tests install what they want.
    function executionManifest() external pure returns (ExecutionManifest memory manifest) {
        return manifest;
    }

    function moduleId() external pure returns (string memory) {
        return "sessionkeys.recording-module.0.1.0";
    }

    function _noteUserOp(bytes4 selector, uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        private
    {
        _note(selector, entityId, userOpHash, userOp.callData, userOp.signature, address(0), 0);
    }

    function _note(
        bytes4 selector,
        uint32 entityId,
        bytes32 hash,
        bytes calldata data,
        bytes memory segment,
        address sender,
        uint256 value
    ) private {
        if (_refused[selector]) revert Refused(selector);
        if (_bombs[selector]) {
            assembly ("memory-safe") {
                revert(0, BOMB_LENGTH)
            }
        }

        _entries.push(Entry(selector, entityId, sender, value, hash, data, segment));
        _runErrand(selector);
    }

    function _runErrand(bytes4 selector) private {
        Errand memory errand = _errands[selector];
        if (errand.target == address(0)) return;

        delete _errands[selector];
        Address.functionCall(errand.target, errand.data);
    }
}
