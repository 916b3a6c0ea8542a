// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {ContractApprover} from "../../mocks/ContractApprover.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @notice Who may approve, and where: a key, a key with code (EIP-7702), another contract, the account
/// itself (with a real account: integration/AccountApprover.t.sol).
contract SessionKeyModule_Approvers_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    bytes private constant SIGNED = "the contract's signature";

    /* A KEY */

    function test_GivenAKey() public {
        assertGrantable(_terms());
        assertEq(uint160(validate(enablingOp(_terms(), one(transferCall(1)), TYPED))), 0, "in validation");
    }

    function test_RevertGiven_AKey_WhenSignatureIsNotOfAKey() public {
        _refuseRelay("", _invalid(_approver));
        _refuseRelay(SIGNED, _invalid(_approver));
        _refuseRelay(new bytes(65), _invalid(_approver));
        // In validation the module may not look whether there is code at the approver's address.
        _refuseInValidation("", _needsRelay(_approver));
        _refuseInValidation(SIGNED, _needsRelay(_approver));
        _refuseInValidation(new bytes(64), _needsRelay(_approver));
        _refuseInValidation(new bytes(66), _needsRelay(_approver));
        _refuseInValidation(new bytes(65), _invalid(_approver));
    }

    function test_RevertGiven_AKey_WhenSignatureIsMalleable() public {
        bytes memory signature = approve(_terms(), TYPED);
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        assembly ("memory-safe") {
            let s := add(signature, 0x40) // the second word
            mstore(s, sub(order, mload(s)))
        }
        signature[64] = bytes1(uint8(signature[64]) ^ 7); // 27 and 28 change places

        _refuseRelay(signature, _invalid(_approver));
        _refuseInValidation(signature, _invalid(_approver));
    }

    function test_GivenAKeyWithCode() public {
        vm.etch(_approver, address(new ContractApprover(SIGNED)).code);

        _refuseRelay(signDigest(_agentKey, keccak256("something")), _invalid(_approver));
        _refuseInValidation(SIGNED, _needsRelay(_approver));
        assertGrantable(_terms());
        assertEq(uint160(validate(enablingOp(_terms(), one(transferCall(1)), TYPED))), 0, "the key in validation");
        SessionEncoder.Terms memory terms = _terms();
        terms.salt++;
        assertTrue(isKnown(_module.grant(_account, route(), terms.packed(), TYPED, SIGNED)), "the code when relayed");
    }

    /* ANOTHER CONTRACT */

    function test_GivenAContract_WhenRelayed() public {
        _useContract();

        SessionId id = _module.grant(_account, route(), _terms().packed(), TYPED, SIGNED);

        assertTrue(isKnown(id), "granted");
        allow(_terms(), transferCall(1));
        _module.revoke(_account, id, TEXT, SIGNED);
        (, bool revoked,,,) = sessionStatusOf(_module, _account, id);
        assertTrue(revoked, "revoked");
        _module.revokeAll(_account, TEXT, SIGNED);
        assertEq(epoch(), 3, "all revoked");
    }

    function test_GivenAContract_IsAskedForTheDigest() public {
        address approver = _useContract();
        bytes32 digest = _messages.grantDigest(address(_module), _account, route(), _terms().packed(), TEXT);
        bytes memory packed = _terms().packed();

        vm.expectCall(approver, abi.encodeCall(IERC1271.isValidSignature, (digest, SIGNED)));
        _module.grant(_account, route(), packed, TEXT, SIGNED);
    }

    function test_RevertGiven_AContract_WhenSignatureIsWrong() public {
        address approver = _useContract();

        _refuseRelay("", _invalid(approver));
        _refuseRelay("something else", _invalid(approver));
        _refuseRelay(approve(_terms(), TYPED), _invalid(approver));
        bytes memory notAuthorized =
            abi.encodeWithSelector(ISessionKeyModule.NotAuthorized.selector, _account, address(0));
        vm.expectRevert(notAuthorized);
        _module.revoke(_account, SessionId.wrap(0), TEXT, "something else");
        vm.expectRevert(notAuthorized);
        _module.revokeAll(_account, TEXT, "something else");
    }

    function test_RevertGiven_AContract_WhenInValidation() public {
        address approver = _useContract();

        vm.expectCall(approver, "", 0);
        _refuseInValidation(SIGNED, _needsRelay(approver));
        _refuseInValidation("", _needsRelay(approver));
        _refuseInValidation(approve(_terms(), TYPED), _invalid(approver));
    }

    function test_RevertGiven_AContract_WhenNobodySigned() public {
        address approver = address(new ContractApprover(""));
        vm.prank(_account);
        _module.setApprover(approver);
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.NotAuthorized.selector, _account, _agent);

        vm.startPrank(_agent);
        vm.expectRevert(refused);
        _module.revoke(_account, SessionId.wrap(0), TEXT, "");
        vm.expectRevert(refused);
        _module.revokeAll(_account, TEXT, "");
        vm.stopPrank();
    }

    function test_GivenAContract_WhenAlreadyRelayed() public {
        address approver = _useContract();
        _module.grant(_account, route(), _terms().packed(), TYPED, SIGNED);

        vm.expectCall(approver, "", 0);
        assertEq(uint160(validate(_enabling(SIGNED))), 0, "over a live session the grant plays no part");
    }

    /* THE ACCOUNT */

    function test_GivenTheAccount_WhenInValidation() public {
        vm.etch(_account, address(new ContractApprover(SIGNED)).code);
        vm.prank(_account);
        _module.setApprover(_account);

        _refuseInValidation("", _invalid(_account));
        _refuseInValidation("something else", _invalid(_account));
        _refuseInValidation(approve(_terms(), TYPED), _invalid(_account));
        assertEq(uint160(validate(_enabling(SIGNED))), 0, "its own signature");
    }

    /* HELPERS */

    function _terms() private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.epoch = epoch();
    }

    function _useContract() private returns (address approver) {
        approver = address(new ContractApprover(SIGNED));
        vm.prank(_account);
        _module.setApprover(approver);
    }

    function _refuseRelay(bytes memory signature, bytes memory revertData) private {
        bytes memory packed = _terms().packed();
        vm.expectRevert(revertData);
        _module.grant(_account, route(), packed, TYPED, signature);
    }

    function _refuseInValidation(bytes memory signature, bytes memory revertData) private {
        refuse(_enabling(signature), revertData);
    }

    /// @dev The first operation, with a signature of the approver.
    function _enabling(bytes memory signature) private view returns (PackedUserOperation memory userOp) {
        TestCall[] memory calls = one(transferCall(1));
        userOp = unsignedOp(_terms(), calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(_terms(), TYPED, signature), calls));
    }

    function _invalid(address approver) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, approver);
    }

    function _needsRelay(address approver) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.ApproverNeedsRelay.selector, approver);
    }
}
