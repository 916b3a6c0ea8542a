// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice The rules of a grant's core: key, times, nonce domain, fees. At each limit the last allowed value passes.
contract SessionKeyModule_GrantCore_Test is SessionKeyModuleUnitTest {
    function test_RevertWhen_SessionKeyIsForbidden() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        address[4] memory forbidden = [address(0), _account, _approver, address(_module)];
        for (uint256 i = 0; i < forbidden.length; i++) {
            terms.sessionKey = forbidden[i];
            refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.SessionKeyForbidden.selector, forbidden[i]));
        }
        terms.sessionKey = makeAddress("somebody");
        assertGrantable(terms);
    }

    function test_RevertWhen_ExpiryIsNotBehindValidAfter() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.grantDeadline = Defaults.NOW;

        terms.expiresAt = Defaults.NOW + 1;
        assertGrantable(terms);
        terms.expiresAt = Defaults.NOW;
        refuseGrant(terms, termInvalid("expiresAt", Defaults.NOW, uint256(Defaults.NOW) + 1));
        terms.expiresAt = Defaults.NOW + 5;
        terms.validAfter = Defaults.NOW + 10;
        refuseRelay(terms, termInvalid("expiresAt", Defaults.NOW + 5, Defaults.NOW + 11));
    }

    function test_RevertWhen_ExpiryIsZero() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.expiresAt = 0;

        refuseGrant(terms, termInvalid("expiresAt", 0, uint256(Defaults.NOW) + 1));
    }

    function test_RevertWhen_LifetimeIsAboveItsMaximum() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        uint256 maximum = uint256(Defaults.NOW) + 366 days;

        terms.expiresAt = uint48(maximum);
        assertGrantable(terms);
        terms.expiresAt = uint48(maximum + 1);
        refuseGrant(terms, termInvalid("expiresAt", maximum + 1, maximum));
    }

    function test_RevertWhen_ExpiryIsBeyondTheTimeLimit() public {
        uint256 limit = 2 ** 47;
        vm.warp(limit - 10);
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.validAfter = uint48(limit - 20);
        terms.grantDeadline = uint48(limit - 1);

        terms.expiresAt = uint48(limit - 1);
        assertGrantable(terms);
        terms.expiresAt = uint48(limit);
        refuseGrant(terms, termInvalid("expiresAt", limit, limit - 1));
        terms.expiresAt = type(uint48).max;
        refuseGrant(terms, termInvalid("expiresAt", type(uint48).max, limit - 1));
    }

    function test_RevertWhen_GrantDeadlineIsBeyondTheTimeLimit() public {
        uint256 limit = 2 ** 47;
        SessionEncoder.Terms memory terms = defaultTerms();

        terms.grantDeadline = uint48(limit - 1);
        assertGrantable(terms);
        terms.grantDeadline = uint48(limit);
        refuseGrant(terms, termInvalid("grantDeadline", limit, limit - 1));
        terms.grantDeadline = type(uint48).max;
        refuseGrant(terms, termInvalid("grantDeadline", type(uint48).max, limit - 1));
    }

    function test_RevertWhen_LanesLeaveNoDomain() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        (, uint8 width) = nonceLayout();

        terms.laneBits = 0;
        assertGrantable(terms);
        terms.laneBits = width - 8;
        assertGrantable(terms);
        terms.laneBits = width - 7;
        refuseRelay(terms, termInvalid("laneBits", width - 7, width - 8));
        terms.laneBits = 255;
        refuseRelay(terms, termInvalid("laneBits", 255, width - 8));
    }

    function test_RevertWhen_NonceDomainHasAWrongLength() public {
        SessionEncoder.Terms memory terms = defaultTerms();

        terms.nonceDomain = "a";
        assertGrantable(terms);
        terms.nonceDomain = "abcdefghijklmnopqrstuvwxyz012345";
        assertGrantable(terms);
        terms.nonceDomain = "";
        refuseGrant(terms, termInvalid("nonceDomain", 0, 1));
        terms.nonceDomain = "abcdefghijklmnopqrstuvwxyz0123456";
        refuseGrant(terms, termInvalid("nonceDomain", 33, 32));
    }

    function test_RevertWhen_NonceDomainHasAForeignCharacter() public {
        _refuseCharacters("nonceDomain", "abcdefghijklmnopqrstuvwxyz0123456789.-_:");
    }

    function test_RevertWhen_LabelHasAForeignCharacter() public {
        _refuseCharacters("label", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");
    }

    function test_RevertWhen_IdHasAForeignCharacter() public {
        _refuseCharacters("id", "abcdefghijklmnopqrstuvwxyz0123456789.-_");
    }

    function test_RevertWhen_LabelIsTooLong() public {
        SessionEncoder.Terms memory terms = defaultTerms();

        terms.label = "";
        assertGrantable(terms);
        terms.label = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
        assertGrantable(terms);
        terms.label = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456";
        refuseGrant(terms, termInvalid("label", 33, 32));
    }

    function test_RevertWhen_FeesAreNotLimited() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.features = 0;
        refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.FeesNotLimited.selector));
        terms.features = 0x20;
        refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.FeesNotLimited.selector));

        assertGrantable(withBudget(terms, SessionEncoder.budget(0, address(2), 1, 0)));
        terms.features = 0;
        assertGrantable(terms);
        terms = defaultTerms();
        terms.features = 0x60;
        assertGrantable(terms);
    }

    function test_RevertWhen_UnlimitedFeesHaveABudget() public {
        SessionEncoder.Terms memory terms = withBudget(defaultTerms(), SessionEncoder.budget(0, address(2), 1 ether, 0));

        refuseGrant(terms, termInvalid("feesUnlimited", 1, 0));
    }

    function test_RevertWhen_PaymasterIsZeroOrAnyToo() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        address paymaster = makeAddress("paymaster");

        terms.features = 0x10;
        terms.groups = abi.encodePacked(paymaster);
        assertGrantable(terms);
        terms.features = 0x50;
        assertGrantable(terms);
        terms.features = 0x30;
        refuseGrant(terms, termInvalid("paymaster", uint160(paymaster), 1));
        terms.features = 0x10;
        terms.groups = abi.encodePacked(address(0));
        refuseGrant(terms, termInvalid("paymaster", 0, 1));
    }

    /* HELPERS */

    /// @dev Every byte value in the middle of the string: those of the set pass, all others are refused.
    function _refuseCharacters(bytes32 term, bytes memory set) private {
        SessionEncoder.Terms memory terms = defaultTerms();
        for (uint256 i = 0; i < 256; i++) {
            string memory text = string(abi.encodePacked("a", bytes1(uint8(i)), "b"));
            if (term == "label") terms.label = text;
            else if (term == "id") terms.ids[0] = text;
            else terms.nonceDomain = text;

            if (_contains(set, bytes1(uint8(i)))) {
                assertGrantable(terms);
            } else {
                refuseRelay(
                    terms,
                    abi.encodeWithSelector(ISessionKeyModule.CharacterInvalid.selector, term, 1, bytes1(uint8(i)))
                );
            }
        }
    }

    function _contains(bytes memory set, bytes1 character) private pure returns (bool) {
        for (uint256 i = 0; i < set.length; i++) {
            if (set[i] == character) return true;
        }
        return false;
    }
}
