// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {ContractApprover} from "../../mocks/ContractApprover.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @notice A session key signs operations and nothing else in the account's name; no session approves another one.
abstract contract Erc1271Attacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant SOME_DOMAIN = keccak256("the domain of a token, Permit2, Seaport or another module");

    /* WHAT AN ACCOUNT STANDARD SAYS */

    /// @notice Lets the owner sign messages for the account, if it cannot yet.
    function enableOwnerSignatures() internal virtual;

    /// @notice The owner's signature in the account's name.
    function ownerSignature(bytes32 digest) internal view virtual returns (bytes memory);

    /// @notice A signature that the account is told to have judged by the session key module.
    function routedToModule(bytes memory signature) internal view virtual returns (bytes memory);

    /* MESSAGES */

    function test_AC98_PermitSignedByASessionKey() external {
        relayGrant(defaultTerms());
        enableOwnerSignatures();
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, account(), _agent, uint256(1e12), 0, DEADLINE));
        _refuseMessage(keccak256(abi.encodePacked(hex"1901", SOME_DOMAIN, structHash)));
    }

    /// @dev The digests that session keys do sign, and those that approvers sign.
    function test_AC98_MessageOfThisModule() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        enableOwnerSignatures();

        _refuseMessage(_module.operationDigest(bytes32(uint256(1)), bytes32(uint256(2))));
        _refuseMessage(_messages.revocationDigest(address(_module), account(), sessionIdOf(terms), TYPED));
        _refuseMessage(_grantDigest(otherTerms(8), TEXT));
    }

    /// @dev Asked directly, by whomever, for whomever.
    function test_AC98_ModuleAskedDirectly() external {
        relayGrant(defaultTerms());
        bytes32 digest = keccak256("message");
        bytes[3] memory signatures = [signDigest(_agentKey, digest), signDigest(_approverKey, digest), bytes("")];

        for (uint256 i = 0; i < signatures.length; i++) {
            bytes4 answer = _module.isValidSignatureWithSender(account(), digest, signatures[i]);
            assertEq(bytes32(answer), bytes32(bytes4(0xffffffff)), "ERC-7579");
            answer = _module.validateSignature(account(), uint32(route()), _agent, digest, signatures[i]);
            assertEq(bytes32(answer), bytes32(bytes4(0xffffffff)), "ERC-6900");
        }
    }

    /// @dev ERC-6900's way without an operation does not exist for sessions.
    function test_AC98_RuntimeValidation() external {
        relayGrant(defaultTerms());
        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.RuntimeValidationNotSupported.selector);
        bytes memory data = encodeCalls(one(transferCall(1)));

        refuseFrom(
            account(),
            abi.encodeCall(_module.validateRuntime, (account(), uint32(route()), _agent, 0, data, "")),
            refusal
        );
        refuseFrom(
            _agent, abi.encodeCall(_module.validateRuntime, (account(), uint32(route()), _agent, 0, data, "")), refusal
        );
        allow(smallOp(defaultTerms()));
    }

    /* APPROVAL */

    /// @dev The account approves for itself; a session key signs a grant and says: ask the session key module.
    function test_AC99_SessionApprovesASession() external {
        callAs(account(), abi.encodeCall(_module.setApprover, (account())));
        enableOwnerSignatures();
        _approver = account();
        SessionEncoder.Terms memory live = currentTerms();
        bytes memory owners = ownerSignature(_grantDigest(live, TYPED));
        relay(granting(live, TYPED, owners));
        SessionEncoder.Terms memory next = currentTerms();
        next.salt = 8;
        next.budgets[0] = SessionEncoder.budget(0, address(_token), type(uint128).max, 0);

        bytes memory session = routedToModule(signDigest(_agentKey, _grantDigest(next, TYPED)));
        refuseGrant(next, TYPED, session, approverRefused());
        refuseGrant(next, TEXT, routedToModule(signDigest(_agentKey, _grantDigest(next, TEXT))), approverRefused());
        refuseGrant(next, TYPED, signDigest(_agentKey, _grantDigest(next, TYPED)), approverRefused());
        refuseGrant(next, TYPED, owners, approverRefused());
        allow(smallOp(live));
        allow(enablingWith(next, TYPED, ownerSignature(_grantDigest(next, TYPED))));
    }

    /// @dev The same for what loosens: a session key cannot lift its own pause through the account.
    function test_AC99_SessionResumesItself() external {
        callAs(account(), abi.encodeCall(_module.setApprover, (account())));
        enableOwnerSignatures();
        _approver = account();
        SessionEncoder.Terms memory terms = currentTerms();
        relay(granting(terms, TYPED, ownerSignature(_grantDigest(terms, TYPED))));
        callAs(account(), abi.encodeCall(_module.pause, (account(), sessionIdOf(terms), 0, 0, TYPED, "")));
        bytes32 digest = _messages.resumptionDigest(
            address(_module), account(), currentEpoch(), sessionIdOf(terms), 1, 1, DEADLINE, TYPED
        );

        refuseRelayed(_resume(terms, routedToModule(signDigest(_agentKey, digest))), approverRefused());
        refuse(smallOp(terms), sessionIsPaused(sessionIdOf(terms)));
        relay(_resume(terms, ownerSignature(digest)));
        allow(smallOp(terms));
    }

    /// @dev Another contract approves: inside validation it may not be asked, and its yes is not taken for granted.
    function test_AC99_ApproverIsAContract() external {
        bytes memory accepted = hex"c0ffee";
        _approver = address(new ContractApprover(accepted));
        callAs(account(), abi.encodeCall(_module.setApprover, (_approver)));
        SessionEncoder.Terms memory terms = currentTerms();

        refuse(
            enablingWith(terms, TYPED, accepted),
            abi.encodeWithSelector(ISessionKeyModule.ApproverNeedsRelay.selector, _approver)
        );
        refuseRelayed(granting(terms, TYPED, hex"bad0"), approverRefused());
        refuseRelayed(granting(terms, TYPED, ""), approverRefused());
        relay(granting(terms, TYPED, accepted));
        allow(smallOp(terms));
    }

    /* HELPERS */

    /// @dev Whatever way the account is asked, the session key's word is not its own; the owner's is.
    function _refuseMessage(bytes32 digest) private view {
        bytes memory signature = signDigest(_agentKey, digest);
        assertFalse(_isValid(digest, routedToModule(signature)), "session key's signature by way of the module");
        assertFalse(_isValid(digest, signature), "session key's signature");
        assertTrue(_isValid(digest, ownerSignature(digest)), "owner's signature");
    }

    function _isValid(bytes32 digest, bytes memory signature) private view returns (bool) {
        (bool answered, bytes memory answer) =
            account().staticcall(abi.encodeCall(IERC1271.isValidSignature, (digest, signature)));
        return answered && answer.length == 32 && bytes4(answer) == IERC1271.isValidSignature.selector;
    }

    function _grantDigest(SessionEncoder.Terms memory terms, uint8 form) private view returns (bytes32) {
        return _messages.grantDigest(address(_module), account(), route(), terms.packed(), form);
    }

    function _resume(SessionEncoder.Terms memory terms, bytes memory signature) private view returns (bytes memory) {
        return abi.encodeCall(_module.resume, (account(), sessionIdOf(terms), 1, 1, DEADLINE, TYPED, signature));
    }
}
