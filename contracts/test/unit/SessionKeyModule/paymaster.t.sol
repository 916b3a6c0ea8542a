// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Who may pay: nobody but the account, one paymaster that must, or any.
contract SessionKeyModule_Paymaster_Test is SessionKeyModuleUnitTest {
    /// @dev What EntryPoint v0.9 puts behind a paymaster's signature; its length stands before it.
    bytes8 private constant SIGNATURE_MAGIC = 0x22e325a297439656;

    address private _paymaster;
    address private _other;

    function setUp() public override {
        super.setUp();
        _paymaster = makeAddress("paymaster");
        _other = makeAddress("other paymaster");
    }

    function test_GivenNone() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        _allow(terms, "");
        _refuse(terms, _data(_paymaster, ""), _paymaster, address(0));
        _refuse(terms, _data(address(0), ""), address(0), address(0));
    }

    function test_GivenOne() public {
        SessionEncoder.Terms memory terms = _onePaymaster();
        relayGrant(terms);

        _allow(terms, _data(_paymaster, ""));
        _allow(terms, _data(_paymaster, "more"));
        _refuse(terms, _data(_other, ""), _other, _paymaster);
        _refuse(terms, _data(address(0), ""), address(0), _paymaster);
        _refuse(terms, "", address(0), _paymaster);
    }

    function test_GivenAny() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.features = 0x60;
        relayGrant(terms);

        _allow(terms, "");
        _allow(terms, _data(_paymaster, ""));
        _allow(terms, _data(_other, "more"));
        _refuse(terms, _data(address(0), ""), address(0), address(0));
    }

    function test_RevertWhen_DataIsTooShort() public {
        SessionEncoder.Terms[3] memory each = [defaultTerms(), _onePaymaster(), defaultTerms()];
        each[2].features = 0x60;
        bytes memory full = _data(_paymaster, "");
        for (uint256 i = 0; i < 3; i++) {
            relayGrant(each[i]);
            for (uint256 length = 1; length < 52; length++) {
                bytes memory cut = new bytes(length);
                for (uint256 j = 0; j < length; j++) {
                    cut[j] = full[j];
                }
                refuse(_op(each[i], cut), refusal(ISessionKeyModule.PaymasterDataMalformed.selector, length));
            }
        }
    }

    function test_WhenAPaymastersSignatureStandsBehind() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionEncoder.Terms memory onePaymaster = _onePaymaster();
        relayGrant(terms);
        relayGrant(onePaymaster);
        bytes memory suffix = abi.encodePacked(new bytes(65), uint16(65), SIGNATURE_MAGIC);

        _refuse(terms, _data(_paymaster, suffix), _paymaster, address(0));
        _allow(onePaymaster, _data(_paymaster, suffix));
        _refuse(onePaymaster, _data(_other, suffix), _other, _paymaster);
        refuse(
            _op(onePaymaster, abi.encodePacked(uint16(0), SIGNATURE_MAGIC)),
            refusal(ISessionKeyModule.PaymasterDataMalformed.selector, 10)
        );
    }

    /* HELPERS */

    function _onePaymaster() private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.features = 0x10;
        terms.groups = abi.encodePacked(_paymaster);
    }

    function _data(address paymaster, bytes memory more) private pure returns (bytes memory) {
        return abi.encodePacked(paymaster, uint128(100_000), uint128(50_000), more);
    }

    function _op(SessionEncoder.Terms memory terms, bytes memory data)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = one(transferCall(1));
        userOp = unsignedOp(terms, calls, 0);
        userOp.paymasterAndData = data;
        sign(userOp, bodyOf(terms, calls));
    }

    function _allow(SessionEncoder.Terms memory terms, bytes memory data) private {
        assertEq(uint160(validate(_op(terms, data))), 0, "signature is right");
    }

    function _refuse(SessionEncoder.Terms memory terms, bytes memory data, address actual, address allowed) private {
        refuse(
            _op(terms, data), abi.encodeWithSelector(ISessionKeyModule.PaymasterNotAllowed.selector, actual, allowed)
        );
    }
}
