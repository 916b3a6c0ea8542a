// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SingleOwnerValidationModule} from "../../src/account/SingleOwnerValidationModule.sol";
import {IERC6900Module} from "../../src/interfaces/IERC6900Module.sol";
import {ModuleFixtures} from "../utils/ModuleFixtures.sol";

/// @notice ERC-6900: what a module is, of each that is deployed.
contract Erc6900_Modules_Test is ModuleFixtures {
    address[] private _modules;
    bytes4[] private _roles;

    function setUp() public {
        deployModule();
        bytes memory arguments = abi.encode(_module);
        _modules = [
            address(new SingleOwnerValidationModule()),
            address(_module),
            vm.deployCode("SessionExecutionGuard.sol:SessionExecutionGuard", arguments)
        ];
        _roles = [bytes4(0xab3e34c1), bytes4(0xab3e34c1), bytes4(0xb02cc192)];
    }

    function test_I2_ModuleMustHaveItsInterfaces() public view {
        for (uint256 i = 0; i < _modules.length; i++) {
            IERC6900Module module = IERC6900Module(_modules[i]);
            assertTrue(module.supportsInterface(0x01ffc9a7), "ERC-165");
            assertTrue(module.supportsInterface(0x46c0c1b4), "IModule");
            assertTrue(module.supportsInterface(_roles[i]), "IValidationModule or IExecutionHookModule");
            assertFalse(module.supportsInterface(0xffffffff), "what no contract supports");
        }
    }

    function test_I2_ModuleIdMustBeVendorModuleAndVersion() public view {
        for (uint256 i = 0; i < _modules.length; i++) {
            string memory id = IERC6900Module(_modules[i]).moduleId();
            assertTrue(_isModuleId(bytes(id)), string.concat("vendor.module.semver: ", id));
        }
    }

    function test_I2_OtherIdsAreNoModuleIds() public pure {
        string[8] memory others = [
            "",
            "vendor.module",
            "vendor.module.1.0",
            "vendor.module.1.0.x",
            "vendor..1.0.0",
            "vendor.module.1..0",
            "vendor.module.1.0.0.0",
            "Vendor.module.1.0.0"
        ];
        for (uint256 i = 0; i < others.length; i++) {
            assertFalse(_isModuleId(bytes(others[i])), others[i]);
        }
        assertTrue(_isModuleId("vendor.module-2.1.0.23"), "a module id");
    }

    /// @dev Two names and three numbers, with a dot between.
    function _isModuleId(bytes memory id) private pure returns (bool) {
        uint256 part = 1;
        uint256 length = 0;
        for (uint256 i = 0; i < id.length; i++) {
            if (id[i] == ".") {
                if (length == 0) return false;
                part++;
                length = 0;
                continue;
            }

            bool isDigit = id[i] >= "0" && id[i] <= "9";
            bool isOfName = isDigit || id[i] == "-" || (id[i] >= "a" && id[i] <= "z");
            if (part <= 2 ? !isOfName : !isDigit) return false;
            length++;
        }
        return part == 5 && length != 0;
    }
}
