// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {AccountState, AccountStateLib} from "../../src/types/AccountState.sol";
import {ModuleFixtures} from "../utils/ModuleFixtures.sol";

/// @notice Reads the shared vectors of tests/vectors entry by entry, and puts the module where they expect it.
abstract contract VectorTest is ModuleFixtures {
    uint8 internal constant ERC6900 = 1;
    uint8 internal constant TEXT = 0;
    uint8 internal constant TYPED = 1;

    function setUp() public virtual {
        deployHelpers();
    }

    /// @notice The content of a file of tests/vectors.
    function readVectors(string memory file) internal view returns (string memory) {
        return vm.readFile(string.concat("tests/vectors/", file));
    }

    /// @notice One entry of a list, ABI-encoded.
    /// @param types The entry as an EIP-712 type string, the types that it refers to behind it.
    function entryAt(string memory json, string memory list, uint256 index, string memory types)
        internal
        pure
        returns (bytes memory)
    {
        return vm.parseJsonType(json, string.concat(list, "[", vm.toString(index), "]"), types);
    }

    /// @notice Runs the module's constructor at an address, once.
    function moduleAt(address place) internal returns (ISessionKeyModule) {
        if (place.code.length == 0) deployAt(place, "SessionKeyModule.sol:SessionKeyModule", moduleArguments());
        return ISessionKeyModule(place);
    }

    /// @notice Runs a constructor at an address where nothing stands.
    function deployAt(address place, string memory artifact, bytes memory arguments) internal {
        vm.etch(place, abi.encodePacked(vm.getCode(artifact), arguments));
        (bool succeeded, bytes memory runtimeCode) = place.call("");
        assertTrue(succeeded, artifact);
        vm.etch(place, runtimeCode);
    }

    /// @notice Configures an account as if it had installed the module in each epoch up to this one.
    function install(
        ISessionKeyModule module,
        address account,
        address approver,
        uint32 epoch,
        uint8 shift,
        uint8 width
    ) internal {
        AccountState state = AccountStateLib.pack(approver, epoch, 0, shift, width);
        bytes32 slot = keccak256(abi.encode(account, uint256(0))); // the mapping of accounts is the first variable
        vm.store(address(module), slot, bytes32(AccountState.unwrap(state)));

        (address storedApprover, uint32 storedEpoch,,,) = accountStateOf(module, account);
        assertEq(storedApprover, approver, "approver where the module reads it");
        assertEq(storedEpoch, epoch, "epoch where the module reads it");
    }
}
