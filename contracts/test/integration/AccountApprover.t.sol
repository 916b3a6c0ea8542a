// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {Defaults} from "../utils/Defaults.sol";
import {ReferenceSessionFixtures} from "../utils/ReferenceSessionFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";

/// @notice The account is its own approver: whoever signs for it by ERC-1271 grants and revokes, also in validation.
contract AccountApproverTest is ReferenceSessionFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
        vm.prank(account());
        _module.setApprover(account());
    }

    function test_WhenFirstOperationCarriesTypedGrant() external {
        SessionEncoder.Terms memory terms = _terms();

        assertSucceeded(send(entryPoint(), _enabling(terms, TYPED, _ownerSignature(_digest(terms, TYPED)))));

        assertEq(_token.balanceOf(_recipient), 5e6, "transferred");
        assertSucceeded(use(terms, transferCall(6e6)));
    }

    function test_WhenFirstOperationCarriesTextGrant() external {
        SessionEncoder.Terms memory terms = _terms();

        assertSucceeded(send(entryPoint(), _enabling(terms, TEXT, _ownerSignature(_digest(terms, TEXT)))));

        assertEq(_token.balanceOf(_recipient), 5e6, "transferred");
    }

    function test_WhenGrantIsRelayed() external {
        SessionEncoder.Terms memory terms = _terms();

        _module.grant(account(), route(), terms.packed(), TYPED, _ownerSignature(_digest(terms, TYPED)));

        assertSucceeded(use(terms, transferCall(5e6)));
    }

    function test_WhenRevoked() external {
        SessionEncoder.Terms memory terms = _terms();
        _module.grant(account(), route(), terms.packed(), TYPED, _ownerSignature(_digest(terms, TYPED)));

        bytes32 digest = _messages.revocationDigest(address(_module), account(), sessionIdOf(terms), TEXT);
        _module.revoke(account(), sessionIdOf(terms), TEXT, _ownerSignature(digest));
        assertReverted(
            use(terms, transferCall(5e6)),
            abi.encodeWithSelector(ISessionKeyModule.SessionIsRevoked.selector, sessionIdOf(terms))
        );
        digest = _messages.allRevocationDigest(address(_module), account(), 2, TEXT);
        _module.revokeAll(account(), TEXT, _ownerSignature(digest));
        assertReverted(
            use(terms, transferCall(5e6)), abi.encodeWithSelector(ISessionKeyModule.EpochPassed.selector, 2, 3)
        );
    }

    function test_RevertWhen_SomebodyElseSigned() external {
        SessionEncoder.Terms memory terms = _terms();
        bytes32 digest = _ownerModule.replaySafeHash(account(), _digest(terms, TYPED));

        _refuse(_asOwner(signDigest(_agentKey, digest)));
        _refuse(_asOwner(signDigest(_approverKey, digest)));
        // The owner's key over the digest itself: the account wants it bound to the account.
        _refuse(signDigest(_ownerKey, _digest(terms, TYPED)));
        _refuse(_asOwner(signDigest(_ownerKey, _digest(terms, TYPED))));
    }

    function test_RevertWhen_OwnerSignedOtherTerms() external {
        SessionEncoder.Terms memory terms = _terms();
        terms.salt++;

        _refuse(_ownerSignature(_digest(terms, TYPED)));
        _refuse(_ownerSignature(_digest(_terms(), TEXT)));
    }

    function test_RevertWhen_AccountCannotReadTheSignature() external {
        _refuse("");
        _refuse(hex"00");
        _refuse(new bytes(65));
    }

    /// @dev A session key signs nothing in the account's name, so that no session grants another one.
    function test_RevertWhen_SignatureIsRoutedToTheModuleItself() external {
        SessionEncoder.Terms memory terms = _terms();
        bytes memory signature = signDigest(_agentKey, _digest(terms, TYPED));
        _refuse(abi.encodePacked(locator(SESSION_ENTITY_ID, OPTION_NONE), finalSegment(signature)));

        // Even if the account installed the module for signatures, which it must not.
        vm.prank(account());
        _account.installValidation(
            validationConfig(address(_module), SESSION_ENTITY_ID + 1, 0x02),
            list(bytes4(0), bytes4(0x00000001)),
            "",
            none()
        );
        _refuse(abi.encodePacked(locator(SESSION_ENTITY_ID + 1, OPTION_NONE), finalSegment(signature)));
    }

    /* HELPERS */

    function _terms() private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.epoch = 2;
        terms.budgets[0] = SessionEncoder.budget(0, address(_token), Defaults.DAILY_LIMIT, 0);
    }

    function _digest(SessionEncoder.Terms memory terms, uint8 form) private view returns (bytes32) {
        return _messages.grantDigest(address(_module), account(), route(), terms.packed(), form);
    }

    function _ownerSignature(bytes32 digest) private view returns (bytes memory) {
        return _asOwner(signDigest(_ownerKey, _ownerModule.replaySafeHash(account(), digest)));
    }

    function _asOwner(bytes memory signature) private pure returns (bytes memory) {
        return abi.encodePacked(locator(OWNER_ENTITY_ID, OPTION_GLOBAL), finalSegment(signature));
    }

    function _enabling(SessionEncoder.Terms memory terms, uint8 form, bytes memory signature)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = one(transferCall(5e6));
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, form, signature), calls));
    }

    /// @dev By the relayer and by the first operation alike; nothing is granted.
    function _refuse(bytes memory signature) private {
        SessionEncoder.Terms memory terms = _terms();
        bytes memory packed = terms.packed();
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, account());

        vm.expectRevert(refused);
        _module.grant(account(), route(), packed, TYPED, signature);
        assertReverted(send(entryPoint(), _enabling(terms, TYPED, signature)), refused);
        (bool known,,,,) = sessionStatusOf(_module, account(), sessionIdOf(terms));
        assertFalse(known, "known");
    }
}
