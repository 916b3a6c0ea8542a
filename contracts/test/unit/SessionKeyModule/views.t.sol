// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC6900Module} from "../../../src/interfaces/IERC6900Module.sol";
import {IERC6900ValidationModule} from "../../../src/interfaces/IERC6900ValidationModule.sol";
import {IERC7579Validator} from "../../../src/interfaces/IERC7579Validator.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice What the module says of itself, of accounts and of sessions.
contract SessionKeyModule_Views_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_WhenAskedForInterfaces() public view {
        bytes4[5] memory supported = [
            type(IERC165).interfaceId,
            type(IERC6900Module).interfaceId,
            type(IERC6900ValidationModule).interfaceId,
            type(IERC7579Validator).interfaceId,
            type(ISessionKeyModule).interfaceId
        ];
        for (uint256 i = 0; i < supported.length; i++) {
            assertTrue(_module.supportsInterface(supported[i]), "supported");
        }
        assertFalse(_module.supportsInterface(0xffffffff), "the id that nobody supports");
        assertFalse(_module.supportsInterface(0x00000000), "zero");
    }

    function test_WhenAskedForModuleTypes() public view {
        assertTrue(_module.isModuleType(1), "validator");
        for (uint256 i = 0; i < 10; i++) {
            if (i != 1) assertFalse(_module.isModuleType(i), "another type");
        }
    }

    function test_WhenAskedForItsName() public view {
        assertEq(_module.moduleId(), "sessionkeys.session-key-module.0.1.0", "module id");
    }

    function test_RevertWhen_RuntimeIsValidated() public {
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.RuntimeValidationNotSupported.selector));
        _module.validateRuntime(_account, ENTITY_ID, _agent, 0, "", "");
    }

    function test_WhenAskedForASignature() public view {
        bytes32 hash = keccak256("hash");
        bytes memory signature = signDigest(_agentKey, hash);

        bytes4 answer = _module.validateSignature(_account, ENTITY_ID, _agent, hash, signature);
        assertEq(bytes32(answer), bytes32(bytes4(0xffffffff)), "ERC-6900");
        answer = _module.isValidSignatureWithSender(_agent, hash, signature);
        assertEq(bytes32(answer), bytes32(bytes4(0xffffffff)), "ERC-7579");
    }

    function test_GivenNothing() public view {
        SessionId id = sessionIdOf(defaultTerms());
        (bool known, bool revoked, uint48 expiresAt, uint16 seat, uint32 inEpoch) =
            sessionStatusOf(_module, _account, id);
        assertFalse(known || revoked, "known or revoked");
        assertEq(expiresAt + seat + inEpoch, 0, "expiry, seat and epoch");
        for (uint256 i = 0; i < 8; i++) {
            assertEq(_module.budgetSlot(_account, id, i), 0, "budget");
        }
        assertFalse(_module.isInitialized(_agent), "initialized");
    }

    function test_RevertWhen_BudgetIndexIsTooHigh() public {
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x32));
        _module.budgetSlot(_account, SessionId.wrap(0), 8);
    }

    function test_WhenAskedForASessionId() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes32 expected = terms.sessionId(address(_module), _account, route());

        SessionId id = _messages.sessionIdOf(address(_module), _account, route(), terms.packed());
        assertEq(SessionId.unwrap(id), expected, "session id");

        vm.chainId(vm.getChainId() + 1);
        id = _messages.sessionIdOf(address(_module), _account, route(), terms.packed());
        assertNotEq(SessionId.unwrap(id), expected, "on another chain");
    }

    function test_RevertWhen_SessionIdHasNoRoute() public {
        bytes memory packed = defaultTerms().packed();
        vm.expectRevert(termInvalid("route", 0, 2 << 32));
        _messages.sessionIdOf(address(_module), _account, 0, packed);
    }

    function test_RevertWhen_TermsAreLonger() public {
        bytes memory packed = bytes.concat(defaultTerms().packed(), hex"00");
        bytes memory refused = refusal(ISessionKeyModule.TermsLengthMismatch.selector, packed.length - 1, packed.length);

        vm.expectRevert(refused);
        _messages.sessionIdOf(address(_module), _account, route(), packed);
        vm.expectRevert(refused);
        _messages.grantDigest(address(_module), _account, route(), packed, TYPED);
        vm.expectRevert(refused);
        _messages.grantDigest(address(_module), _account, route(), packed, TEXT);
    }

    function test_RevertWhen_FormIsUnknown() public {
        bytes memory packed = defaultTerms().packed();
        bytes memory refused = termInvalid("form", 2, 1);

        vm.expectRevert(refused);
        _messages.grantDigest(address(_module), _account, route(), packed, 2);
        vm.expectRevert(refused);
        _messages.revocationDigest(address(_module), _account, SessionId.wrap(0), 2);
        vm.expectRevert(refused);
        _messages.allRevocationDigest(address(_module), _account, 1, 2);
    }

    function test_WhenChainForks() public {
        bytes32 here = _module.domainSeparator();
        bytes32 operation = _module.operationDigest(keccak256("operation"), keccak256("segment"));
        assertEq(here, _domainSeparator(), "domain separator");
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("SessionOperation(bytes32 userOpHash,bytes32 segmentHash)"),
                keccak256("operation"),
                keccak256("segment")
            )
        );
        assertEq(operation, keccak256(abi.encodePacked(hex"1901", here, structHash)), "operation digest");

        vm.chainId(vm.getChainId() + 1);

        assertEq(_module.domainSeparator(), _domainSeparator(), "domain separator of the other chain");
        assertNotEq(_module.domainSeparator(), here, "domain separator");
        assertNotEq(
            _module.operationDigest(keccak256("operation"), keccak256("segment")), operation, "operation digest"
        );
    }

    function _domainSeparator() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("SessionKeys"),
                keccak256("1"),
                vm.getChainId(),
                address(_module)
            )
        );
    }
}
