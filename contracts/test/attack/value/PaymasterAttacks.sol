// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {AcceptingPaymaster} from "../../mocks/AcceptingPaymaster.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice Paymasters: none, one or any, as granted, whatever the bytes around the address.
abstract contract PaymasterAttacks is AttackTest {
    uint8 private constant FEES_UNLIMITED = 0x40;
    uint8 private constant ANY_PAYMASTER = 0x20;
    uint8 private constant PAYMASTER = 0x10;

    /// @dev keccak256("PaymasterSignature")'s first bytes: v0.9 takes what stands before it as a signature.
    bytes8 private constant SUFFIX_MAGIC = 0x22e325a297439656;

    function test_AC40_PaymasterThatWasNotGranted() external {
        address paymaster = _paymaster();
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        bytes memory data = abi.encodePacked(paymaster, uint128(100_000), uint128(0));
        refuse(_op(terms, data), _notAllowed(paymaster, address(0)));
        refuse(_op(terms, bytes.concat(data, "more")), _notAllowed(paymaster, address(0)));
        refuse(_op(terms, _withSuffix(data)), _notAllowed(paymaster, address(0)));
        allow(_op(terms, ""));
    }

    function test_AC40_AnotherPaymasterThanTheNamedOne() external {
        address paymaster = _paymaster();
        address other = _paymaster();
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.features = PAYMASTER;
        terms.groups = abi.encodePacked(paymaster);
        relayGrant(terms);

        bytes memory right = abi.encodePacked(paymaster, uint128(100_000), uint128(0));
        bytes memory wrong = abi.encodePacked(other, uint128(100_000), uint128(0));
        refuse(_op(terms, wrong), _notAllowed(other, paymaster));
        // The named one only stands somewhere behind.
        refuse(_op(terms, bytes.concat(wrong, right)), _notAllowed(other, paymaster));
        refuse(_op(terms, _withSuffix(wrong)), _notAllowed(other, paymaster));
        // The account would pay.
        refuse(_op(terms, ""), _notAllowed(address(0), paymaster));
        uint256 deposit = entryPoint().balanceOf(account()) + account().balance;
        allow(_op(terms, right));
        allow(_op(terms, _withSuffix(right)));
        assertEq(entryPoint().balanceOf(account()) + account().balance, deposit, "the account paid nothing");
    }

    function test_AC40_PaymasterDataTooShort() external {
        uint8[3] memory features = [FEES_UNLIMITED, FEES_UNLIMITED | ANY_PAYMASTER, PAYMASTER];
        address paymaster = _paymaster();
        uint256[4] memory lengths = [uint256(1), 20, 36, 51];
        for (uint256 i = 0; i < features.length; i++) {
            SessionEncoder.Terms memory terms = _terms(features[i], paymaster);
            for (uint256 j = 0; j < lengths.length; j++) {
                bytes memory data = new bytes(lengths[j]);
                for (uint256 k = 0; k < 20 && k < data.length; k++) {
                    data[k] = bytes20(paymaster)[k];
                }
                PackedUserOperation memory userOp = _op(terms, data);
                refuseByAnyEntryPoint(userOp);
                refuseDirectly(
                    userOp, abi.encodeWithSelector(ISessionKeyModule.PaymasterDataMalformed.selector, lengths[j])
                );
            }
            bytes memory right = abi.encodePacked(paymaster, uint128(100_000), uint128(0));
            allow(_op(terms, features[i] == FEES_UNLIMITED ? bytes("") : right));
        }
    }

    /// @dev Some EntryPoints take a paymaster of zero for none: the account would pay.
    function test_AC40_PaymasterIsZero() external {
        uint8[3] memory features = [FEES_UNLIMITED, FEES_UNLIMITED | ANY_PAYMASTER, PAYMASTER];
        address paymaster = _paymaster();
        bytes memory right = abi.encodePacked(paymaster, uint128(100_000), uint128(0));
        for (uint256 i = 0; i < features.length; i++) {
            SessionEncoder.Terms memory terms = _terms(features[i], paymaster);
            bytes memory refusal = _notAllowed(address(0), features[i] == PAYMASTER ? paymaster : address(0));
            _refuseZero(_op(terms, new bytes(52)), refusal);
            _refuseZero(_op(terms, bytes.concat(new bytes(52), bytes20(paymaster))), refusal);
            _refuseZero(_op(terms, _withSuffix(new bytes(52))), refusal);
            allow(_op(terms, features[i] == FEES_UNLIMITED ? bytes("") : right));
        }
    }

    /* HELPERS */

    function _paymaster() private returns (address paymaster) {
        paymaster = address(new AcceptingPaymaster());
        entryPoint().depositTo{value: 1 ether}(paymaster);
    }

    /// @dev A session that lives.
    function _terms(uint8 features, address paymaster) private returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.features = features;
        if (features == PAYMASTER) terms.groups = abi.encodePacked(paymaster);
        relayGrant(terms);
    }

    function _op(SessionEncoder.Terms memory terms, bytes memory paymasterAndData)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(transferCall(1)), 0);
        userOp.paymasterAndData = paymasterAndData;
        sign(userOp, segmentBody(claim(), 0, grantedPart(terms), one(transferCall(1))));
    }

    /// @dev data ‖ signature ‖ length 2 ‖ magic 8.
    function _withSuffix(bytes memory data) private pure returns (bytes memory) {
        return abi.encodePacked(data, "signature", uint16(9), SUFFIX_MAGIC);
    }

    function _refuseZero(PackedUserOperation memory userOp, bytes memory refusal) private {
        refuseByAnyEntryPoint(userOp);
        refuseDirectly(userOp, refusal);
    }

    function _notAllowed(address actual, address allowed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.PaymasterNotAllowed.selector, actual, allowed);
    }
}
