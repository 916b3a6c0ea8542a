// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {MODULE_TYPE_VALIDATOR} from "../../src/interfaces/IERC7579Validator.sol";
import {FixedValidator} from "../mocks/FixedValidator.sol";
import {TestToken} from "../mocks/TestToken.sol";
import {OpenZeppelinAccountFixtures} from "../utils/OpenZeppelinAccountFixtures.sol";

/// @notice Operations of OpenZeppelin's account through a real EntryPoint; one contract for each version below.
abstract contract OpenZeppelinAccountIntegrationTest is OpenZeppelinAccountFixtures {
    TestToken internal _token;
    FixedValidator internal _validator;
    address internal _recipient;

    function deployEntryPoint() internal virtual returns (IEntryPoint);

    function setUp() public {
        deployAccount(deployEntryPoint());
        _token = new TestToken("Test Dollar", "TUSD");
        _validator = new FixedValidator();
        _recipient = makeAddress("recipient");
        _token.mint(address(_account), 1000e6);
    }

    function test_FirstOperation_CreatesTheAccount() public {
        address account = _factory.getAddress(_owner, 1);
        vm.deal(account, 1 ether);
        PackedUserOperation memory userOp = buildUserOp(account, 0, executeCall(_recipient, 1 gwei, ""));
        userOp.initCode = abi.encodePacked(address(_factory), abi.encodeCall(_factory.createAccount, (_owner, 1)));
        userOp.signature = signUserOp(_entryPoint, _ownerKey, userOp);

        assertSucceeded(send(_entryPoint, userOp));

        assertEq(_recipient.balance, 1 gwei, "recipient is paid");
    }

    function test_OwnerTransfersTokens() public {
        assertSucceeded(sendAsOwner(_executeTransfer(25e6)));

        assertEq(_token.balanceOf(_recipient), 25e6, "tokens of the recipient");
    }

    function test_WrongSignature_IsRefused() public {
        (, uint256 strangerKey) = makeKey("stranger");
        PackedUserOperation memory userOp = ownerOp(_executeTransfer(25e6));
        userOp.signature = signUserOp(_entryPoint, strangerKey, userOp);

        assertRefused(send(_entryPoint, userOp), "AA24 signature error");
    }

    function test_InstalledValidator_IsChosenByTheNonceKey() public {
        _installValidator(0);
        PackedUserOperation memory userOp =
            buildUserOp(address(_account), nextNonce(address(_validator)), _executeTransfer(25e6));

        assertSucceeded(send(_entryPoint, userOp));

        assertEq(_token.balanceOf(_recipient), 25e6, "tokens of the recipient");
    }

    function test_TimeBoundsOfTheValidator_ReachTheEntryPoint() public {
        uint256 validUntil = vm.getBlockTimestamp() + 100;
        _installValidator(validUntil << 160);
        PackedUserOperation memory userOp =
            buildUserOp(address(_account), nextNonce(address(_validator)), _executeTransfer(25e6));

        vm.warp(validUntil + 1);
        assertRefused(send(_entryPoint, userOp), "AA22 expired or not due");
        vm.warp(validUntil);
        assertSucceeded(send(_entryPoint, userOp));
    }

    function _installValidator(uint256 validationData) private {
        bytes memory callData = abi.encodeCall(
            _account.installModule, (MODULE_TYPE_VALIDATOR, address(_validator), abi.encode(validationData))
        );
        assertSucceeded(sendAsOwner(callData));
    }

    function _executeTransfer(uint256 amount) private view returns (bytes memory) {
        return executeCall(address(_token), 0, abi.encodeCall(_token.transfer, (_recipient, amount)));
    }
}

contract OpenZeppelinAccountOnV07Test is OpenZeppelinAccountIntegrationTest {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV07();
    }
}

contract OpenZeppelinAccountOnV08Test is OpenZeppelinAccountIntegrationTest {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV08();
    }
}
