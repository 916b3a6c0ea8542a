// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SingleOwnerValidationModule} from "../../../src/account/SingleOwnerValidationModule.sol";
import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISingleOwnerValidationModule} from "../../../src/interfaces/ISingleOwnerValidationModule.sol";
import {Test} from "../../utils/Test.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

contract SingleOwnerValidationModule_Validation_Test is Test {
    uint32 private constant ENTITY_ID = 3;
    bytes32 private constant HASH = keccak256("hash");
    uint256 private constant CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    bytes4 private constant VALID = 0x1626ba7e;
    bytes4 private constant INVALID = 0xffffffff;

    SingleOwnerValidationModule private _module;
    address private _account;
    address private _owner;
    uint256 private _ownerKey;

    function setUp() public {
        _module = new SingleOwnerValidationModule();
        _account = makeAddress("account");
        (_owner, _ownerKey) = makeKey("owner");
        vm.prank(_account);
        _module.onInstall(abi.encode(ENTITY_ID, _owner));
    }

    function test_WhenTheOwnerHasSignedTheHash() public {
        assertEq(_validate(_sign(_ownerKey, HASH)), 0, "validation data");
    }

    function test_WhenTheOwnerHasSignedThePersonalMessageOfTheHash() public {
        bytes32 digest = keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", HASH));

        assertEq(_validate(_sign(_ownerKey, digest)), 0, "validation data");
    }

    function test_WhenSomebodyElseHasSigned() public {
        (, uint256 strangerKey) = makeKey("stranger");

        assertEq(_validate(_sign(strangerKey, HASH)), 1, "validation data");
        assertEq(_validate(_sign(strangerKey, MessageHashUtils.toEthSignedMessageHash(HASH))), 1, "validation data");
    }

    function test_WhenTheSignatureIsForAnotherHash() public {
        assertEq(_validate(_sign(_ownerKey, keccak256("another hash"))), 1, "validation data");
    }

    function test_WhenTheSignatureIsMalformed() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_ownerKey, HASH);
        bytes32 highS = bytes32(CURVE_ORDER - uint256(s));
        uint8 otherV = v == 27 ? 28 : 27;

        assertEq(_validate(""), 1, "empty");
        assertEq(_validate(abi.encodePacked(r, s)), 1, "64 bytes");
        assertEq(_validate(abi.encodePacked(r, s, v, uint8(0))), 1, "66 bytes");
        assertEq(_validate(abi.encodePacked(r, s, v - 27)), 1, "v of 0 or 1");
        assertEq(_validate(abi.encodePacked(r, highS, otherV)), 1, "high s");
        assertEq(ecrecover(HASH, otherV, r, highS), _owner, "the high s would recover to the owner");
        assertEq(_validate(new bytes(65)), 1, "zeros");
        assertEq(_validate(abi.encodePacked(bytes32(type(uint256).max), s, v)), 1, "r beyond the order");
    }

    function test_GivenNoOwner() public {
        vm.prank(_account);
        _module.onUninstall(abi.encode(ENTITY_ID));

        assertEq(_validate(_sign(_ownerKey, HASH)), 1, "signature of the former owner");
        assertEq(_validate(new bytes(65)), 1, "zeros");
        (, bytes32 r, bytes32 s) = vm.sign(_ownerKey, HASH);
        assertEq(_validate(abi.encodePacked(r, s, uint8(29))), 1, "signature that recovers to nobody");
    }

    function test_WhenAnotherAccountAsks() public {
        _account = makeAddress("another account");

        assertEq(_validate(_sign(_ownerKey, HASH)), 1, "validation data");
    }

    function test_WhenTheOwnerCalls() public view {
        _module.validateRuntime(_account, ENTITY_ID, _owner, 0, "", "");
    }

    function test_RevertWhen_SomebodyElseCalls() public {
        address stranger = makeAddress("stranger");

        vm.expectRevert(abi.encodeWithSelector(ISingleOwnerValidationModule.SenderNotOwner.selector, stranger, _owner));
        _module.validateRuntime(_account, ENTITY_ID, stranger, 0, "", "");
    }

    function test_WhenTheOwnerHasSignedTheReplaySafeHash() public view {
        bytes memory signature = _sign(_ownerKey, _module.replaySafeHash(_account, HASH));

        _assertAnswer(_account, signature, VALID);
    }

    function test_WhenTheOwnerHasSignedTheBareHash() public view {
        _assertAnswer(_account, _sign(_ownerKey, HASH), INVALID);
    }

    function test_WhenTheSignatureIsForAnotherAccountOrChain() public {
        address another = makeAddress("another account");
        vm.prank(another);
        _module.onInstall(abi.encode(ENTITY_ID, _owner));
        bytes memory signature = _sign(_ownerKey, _module.replaySafeHash(_account, HASH));

        _assertAnswer(another, signature, INVALID);
        vm.chainId(1);
        _assertAnswer(_account, signature, INVALID);
    }

    function test_WhenAskedForTheReplaySafeHash() public view {
        bytes32 domainSeparator = keccak256(
            abi.encode(keccak256("EIP712Domain(uint256 chainId,address verifyingContract)"), vm.getChainId(), _account)
        );
        bytes32 structHash = keccak256(abi.encode(keccak256("ReplaySafeHash(bytes32 hash)"), HASH));

        assertEq(
            _module.replaySafeHash(_account, HASH),
            keccak256(abi.encodePacked(hex"1901", domainSeparator, structHash)),
            "digest"
        );
    }

    function _validate(bytes memory signature) private returns (uint256 validationData) {
        PackedUserOperation memory userOp;
        userOp.sender = _account;
        userOp.signature = signature;

        vm.prank(_account);
        return _module.validateUserOp(ENTITY_ID, userOp, HASH);
    }

    function _assertAnswer(address account, bytes memory signature, bytes4 expected) private view {
        bytes4 answer = _module.validateSignature(account, ENTITY_ID, address(this), HASH, signature);
        assertEq(bytes32(answer), bytes32(expected), "answer");
    }

    function _sign(uint256 privateKey, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        return abi.encodePacked(r, s, v);
    }
}
