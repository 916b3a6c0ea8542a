// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {
    ExecutionDataView,
    ValidationConfig,
    ValidationDataView,
    ValidationFlags
} from "../../../src/interfaces/ERC6900Types.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_Account_Test is ReferenceAccountUnitTest {
    function test_RevertWhen_SomebodyElseThanTheFactoryInitializes() public {
        ValidationConfig config = validationConfig(address(_module), 0, ModuleConfigLib.FLAG_ALL);
        IReferenceAccount implementation = _factory.IMPLEMENTATION();
        bytes memory refusal = abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _owner);

        vm.startPrank(_owner);
        vm.expectRevert(refusal);
        _account.initialize(config, new bytes4[](0), "", none());
        vm.expectRevert(refusal);
        implementation.initialize(config, new bytes4[](0), "", none());
    }

    function test_RevertGiven_AnInitializedAccount() public {
        vm.prank(address(_factory));
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.AlreadyInitialized.selector));
        _account.initialize(
            validationConfig(address(_module), 1, ModuleConfigLib.FLAG_ALL), new bytes4[](0), "", none()
        );
    }

    function test_WhenTheFactoryHasMadeIt() public view {
        ValidationDataView memory data =
            _account.getValidationData(moduleEntity(address(_ownerModule), OWNER_ENTITY_ID));

        assertEq(ValidationFlags.unwrap(data.validationFlags), ModuleConfigLib.FLAG_ALL, "flags");
        assertEq(data.selectors.length, 0, "selectors");
        assertEq(_ownerModule.ownerOf(OWNER_ENTITY_ID, address(_account)), _owner, "owner");
    }

    function test_WhenAskedWhoItIs() public view {
        assertEq(_account.accountId(), "sessionkeys.reference-account.0.1.0", "account id");
        assertEq(address(_account.entryPoint()), address(_entryPoint), "EntryPoint");
    }

    function test_WhenAskedForInterfaces() public view {
        bytes4[8] memory supported = [
            bytes4(0x01ffc9a7), // ERC-165
            bytes4(0xd2d1a782), // ERC-6900 account
            bytes4(0xa667dd7d), // ERC-6900 account view
            bytes4(0x19822f7c), // ERC-4337 account
            bytes4(0x8dd7712f), // ERC-4337 account that executes whole operations
            bytes4(0x1626ba7e), // ERC-1271
            bytes4(0x150b7a02), // ERC-721 receiver
            bytes4(0x4e2312e0) // ERC-1155 receiver
        ];

        for (uint256 i = 0; i < supported.length; i++) {
            assertTrue(_account.supportsInterface(supported[i]), vm.toString(abi.encodePacked(supported[i])));
        }
        assertFalse(_account.supportsInterface(0xffffffff), "0xffffffff");
    }

    function test_WhenAskedAboutItsOwnFunctions() public view {
        ExecutionDataView memory data = _account.getExecutionData(_account.installValidation.selector);
        assertEq(data.module, address(_account), "module of an own function");
        assertTrue(data.allowGlobalValidation, "global validation of an own function");
        assertFalse(data.skipRuntimeValidation, "validation skipped for an own function");

        ExecutionDataView memory nothing;
        data = _account.getExecutionData(_account.accountId.selector);
        assertEq(data.module, address(_account), "module of a view");
        assertFalse(data.allowGlobalValidation, "global validation of a view");

        data = _account.getExecutionData(0x12345678);
        assertEq(abi.encode(data), abi.encode(nothing), "unknown function");
    }

    function test_WhenAskedAboutAValidationOfAnotherModule() public view {
        ValidationDataView memory nothing;
        ValidationDataView memory data = _account.getValidationData(moduleEntity(address(_module), OWNER_ENTITY_ID));

        assertEq(abi.encode(data), abi.encode(nothing), "validation data");
    }
}
