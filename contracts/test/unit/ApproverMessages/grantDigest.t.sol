// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../../src/types/SessionId.sol";
import {ArbitraryTerms} from "../../utils/ArbitraryTerms.sol";
import {Bytes} from "../../utils/Bytes.sol";
import {RandomTerms} from "../../utils/RandomTerms.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ApproverMessagesUnitTest} from "./ApproverMessagesUnitTest.sol";

/// @notice The typed form and the session id against twins that are written as plainly as possible.
contract ApproverMessages_GrantDigest_Test is ApproverMessagesUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function testFuzz_WhenTermsAreArbitrary(uint256 seed, uint64 chain) public {
        vm.chainId(bound(chain, 1, type(uint64).max - 1));
        _compare(ArbitraryTerms.make(seed, 3), ROUTE);
    }

    function testFuzz_WhenTermsAreLong(uint256 seed) public view {
        _compare(ArbitraryTerms.make(seed, 8), 2 << 32);
    }

    function testFuzz_WhenContextIsAnother(uint256 seed, address module, address account, uint40 route) public view {
        SessionEncoder.Terms memory terms = RandomTerms.make(seed, type(uint256).max);
        bytes memory packed = terms.packed();
        route = route % 4 == 0 ? 2 << 32 : 1 << 32 | uint32(route);

        assertEq(
            _messages.grantDigest(module, account, route, packed, TYPED),
            plainGrantDigest(module, account, route, packed),
            "typed digest"
        );
        assertEq(
            SessionId.unwrap(_messages.sessionIdOf(module, account, route, packed)),
            terms.sessionId(module, account, route),
            "session id"
        );
    }

    function testFuzz_WhenFormIsText(uint256 seed) public view {
        bytes memory packed = RandomTerms.make(seed, type(uint256).max).packed();

        bytes32 digest = _messages.grantDigest(_module, _account, ROUTE, packed, TEXT);

        assertEq(digest, _renderer.grantDigest(_module, _account, ROUTE, packed), "text digest");
    }

    function test_RevertWhen_TermsAreLongerOrShorter() public {
        bytes memory packed = RandomTerms.make(1, type(uint256).max).packed();
        bytes memory longer = bytes.concat(packed, hex"00");
        bytes memory shorter = Bytes.cut(packed, packed.length - 1);

        vm.expectRevert(lengthMismatch(packed.length, longer.length));
        _messages.grantDigest(_module, _account, ROUTE, longer, TYPED);
        vm.expectRevert(lengthMismatch(packed.length, shorter.length));
        _messages.grantDigest(_module, _account, ROUTE, shorter, TYPED);
        vm.expectRevert(lengthMismatch(packed.length, longer.length));
        _messages.sessionIdOf(_module, _account, ROUTE, longer);
        vm.expectRevert(lengthMismatch(packed.length, shorter.length));
        _messages.sessionIdOf(_module, _account, ROUTE, shorter);
    }

    function test_RevertWhen_RouteIsUnknown() public {
        bytes memory packed = RandomTerms.make(1, type(uint256).max).packed();
        uint40[5] memory routes = [0, 7, 2 << 32 | 1, 3 << 32, type(uint40).max];
        for (uint256 i = 0; i < routes.length; i++) {
            vm.expectRevert(termInvalid("route", routes[i], 2 << 32));
            _messages.grantDigest(_module, _account, routes[i], packed, TYPED);
            vm.expectRevert(termInvalid("route", routes[i], 2 << 32));
            _messages.sessionIdOf(_module, _account, routes[i], packed);
        }
    }

    function test_RevertWhen_FormIsUnknown() public {
        bytes memory packed = RandomTerms.make(1, type(uint256).max).packed();
        for (uint256 form = 2; form < 256; form += 11) {
            expectFormRefused(uint8(form));
            _messages.grantDigest(_module, _account, ROUTE, packed, uint8(form));
        }
    }

    function _compare(SessionEncoder.Terms memory terms, uint40 route) private view {
        bytes memory packed = terms.packed();

        assertEq(
            _messages.grantDigest(_module, _account, route, packed, TYPED),
            plainGrantDigest(_module, _account, route, packed),
            "typed digest"
        );
        assertEq(
            SessionId.unwrap(_messages.sessionIdOf(_module, _account, route, packed)),
            terms.sessionId(_module, _account, route),
            "session id"
        );
    }
}
