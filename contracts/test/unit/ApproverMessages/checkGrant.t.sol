// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {CheckedGrant, GrantContext} from "../../../src/types/Grant.sol";
import {Bytes} from "../../utils/Bytes.sol";
import {RandomTerms} from "../../utils/RandomTerms.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ApproverMessagesUnitTest} from "./ApproverMessagesUnitTest.sol";

/// @notice What the module is told of new terms. The rules that they must meet are tested through the module, by
/// SessionKeyModule.grant: those of a library run there as they run here.
contract ApproverMessages_CheckGrant_Test is ApproverMessagesUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function testFuzz_WhenTermsMayBeGranted(uint256 seed) public {
        SessionEncoder.Terms memory terms = RandomTerms.make(seed, type(uint256).max);
        bytes memory packed = terms.packed();
        bytes32 typed = plainGrantDigest(_module, _account, ROUTE, packed);
        bytes32 text = _renderer.grantDigest(_module, _account, ROUTE, packed);

        _assertChecked(_messages.checkGrant(relayed(TYPED), packed), terms, typed);
        _assertChecked(_messages.checkGrant(relayed(TEXT), packed), terms, text);
        assertEq(_messages.checkGrant(relayed(TYPED), packed).offsets.length, 0, "offsets");
    }

    function testFuzz_WhenTermsStandInAnOperation(uint256 seed) public {
        SessionEncoder.Terms memory terms = RandomTerms.make(seed, type(uint256).max);
        terms.detailFlags &= 0x02;
        bytes memory packed = terms.packed();
        bytes32 text = _renderer.grantDigest(_module, _account, ROUTE, packed);

        CheckedGrant memory checked = _messages.checkGrant(inOperation(), bytes.concat(packed, hex"01"));
        _assertChecked(checked, terms, plainGrantDigest(_module, _account, ROUTE, packed));
        _assertChecked(_messages.checkGrant(inOperation(), bytes.concat(packed, hex"00")), terms, text);

        uint256 offset = terms.core().length + terms.details().length;
        assertEq(checked.offsets.length, terms.leaves.length, "number of offsets");
        for (uint256 i = 0; i < terms.leaves.length; i++) {
            assertEq(checked.offsets[i], offset, "offset");
            offset += terms.leaves[i].length;
        }
    }

    function testFuzz_WhenBytesFollowInAnOperation(uint256 seed, bytes calldata tail) public {
        SessionEncoder.Terms memory terms = RandomTerms.make(seed, type(uint256).max);
        bytes memory packed = terms.packed();

        bytes memory followed = bytes.concat(packed, hex"01", tail);
        _assertChecked(
            _messages.checkGrant(inOperation(), followed), terms, plainGrantDigest(_module, _account, ROUTE, packed)
        );
    }

    /// @dev In place of the zeros that pad the argument, and behind them.
    function testFuzz_WhenBytesFollowBehindTheArgument(uint256 seed, bytes32 dirt) public {
        SessionEncoder.Terms memory terms = RandomTerms.make(seed, type(uint256).max);
        bytes memory packed = terms.packed();
        bytes memory encoded = abi.encodeCall(_messages.checkGrant, (relayed(TYPED), packed));
        uint256 padding = (32 - packed.length % 32) % 32;

        bytes memory dirty = bytes.concat(Bytes.cut(encoded, encoded.length - padding), dirt, dirt);
        (bool succeeded, bytes memory result) = address(_messages).staticcall(dirty);

        assertTrue(succeeded, "checked");
        bytes memory clean = abi.encode(_messages.checkGrant(relayed(TYPED), packed));
        assertEq(result, clean, "the same");
    }

    function test_RevertWhen_NothingFollowsInAnOperation() public {
        bytes memory packed = RandomTerms.make(1, type(uint256).max).packed();
        GrantContext memory context = inOperation();

        vm.expectRevert(lengthMismatch(packed.length, packed.length));
        _messages.checkGrant(context, packed);
    }

    function testFuzz_RevertWhen_TermsAreCutAnywhere(uint256 seed, uint256 length, bool operation) public {
        bytes memory packed = RandomTerms.make(seed, type(uint256).max).packed();
        GrantContext memory context = operation ? inOperation() : relayed(TYPED);
        bytes memory cut = Bytes.cut(packed, length % packed.length);

        (bool succeeded, bytes memory reason) =
            address(_messages).staticcall(abi.encodeCall(_messages.checkGrant, (context, cut)));

        assertFalse(succeeded, "cut terms are refused");
        bytes4 name = bytes4(reason);
        assertTrue(
            name == ISessionKeyModule.TermsLengthMismatch.selector || name == ISessionKeyModule.TermInvalid.selector,
            "by name"
        );
    }

    function testFuzz_RevertWhen_TermsAreLonger(uint256 seed, uint8 more) public {
        bytes memory packed = RandomTerms.make(seed, type(uint256).max).packed();
        GrantContext memory context = relayed(TYPED);
        bytes memory longer = bytes.concat(packed, hex"00", new bytes(more));

        vm.expectRevert(lengthMismatch(packed.length, longer.length));
        _messages.checkGrant(context, longer);
    }

    function test_RevertWhen_OperationCarriesTooManyCapabilities() public {
        GrantContext memory context = inOperation();

        assertEq(_messages.checkGrant(context, bytes.concat(_many(32), hex"01")).offsets.length, 32, "32 capabilities");
        bytes memory tooMany = bytes.concat(_many(33), hex"01");
        vm.expectRevert(termInvalid("capabilityCount", 33, 32));
        _messages.checkGrant(context, tooMany);
    }

    function test_RevertWhen_RelayedCapabilitiesAreTooMany() public {
        GrantContext memory context = relayed(TYPED);

        bytes memory most = _many(1000);
        assertEq(_messages.checkGrant(context, most).length, most.length, "1,000 capabilities");
        bytes memory tooMany = _many(1001);
        vm.expectRevert(termInvalid("capabilityCount", 1001, 1000));
        _messages.checkGrant(context, tooMany);
    }

    function test_RevertWhen_FormIsUnknown() public {
        bytes memory packed = RandomTerms.make(1, type(uint256).max).packed();
        for (uint256 form = 2; form < 256; form += 11) {
            GrantContext memory context = relayed(uint8(form));
            expectFormRefused(uint8(form));
            _messages.checkGrant(context, packed);

            context.inOperation = true;
            expectFormRefused(uint8(form));
            _messages.checkGrant(context, abi.encodePacked(packed, uint8(form)));
        }
    }

    function test_RevertWhen_TokensWouldBeAskedInAnOperation() public {
        SessionEncoder.Terms memory terms = RandomTerms.make(1, type(uint256).max);
        terms.detailFlags = 0x01;
        GrantContext memory context = inOperation();

        _messages.checkGrant(context, bytes.concat(terms.packed(), hex"01"));
        vm.expectRevert(ISessionKeyModule.TokenNamesNeedRelay.selector);
        _messages.checkGrant(context, bytes.concat(terms.packed(), hex"00"));
    }

    /* HELPERS */

    function _assertChecked(CheckedGrant memory checked, SessionEncoder.Terms memory terms, bytes32 digest)
        private
        view
    {
        assertEq(checked.sessionId, terms.sessionId(_module, _account, ROUTE), "session id");
        assertEq(checked.digest, digest, "digest");
        assertEq(checked.replaces, terms.detailFlags & 0x02 == 0 ? bytes32(0) : terms.replaces, "replaces");
        assertEq(checked.grantDeadline, terms.grantDeadline, "deadline");
        assertEq(checked.length, terms.packed().length, "length");
    }

    /// @dev Terms with so many capabilities, of targets 0x10000 and up.
    function _many(uint256 count) private pure returns (bytes memory) {
        SessionEncoder.Terms memory terms = RandomTerms.make(2, type(uint256).max);
        terms.ids = new string[](count);
        terms.leaves = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            terms.ids[i] = "erc20.transfer";
            terms.leaves[i] =
                SessionEncoder.leaf(address(uint160(0x10000 + i)), 0xa9059cbb, 0, new bytes[](0), new bytes[](0));
        }
        return terms.packed();
    }
}
