// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionExecutionGuard} from "../../src/interfaces/ISessionExecutionGuard.sol";
import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {VectorTest} from "./VectorTest.sol";

/// @notice Every error of tests/vectors/refusals.json is one of the interfaces, and all terms in it are refused with
/// the error beside them.
contract RefusalVectorsTest is VectorTest {
    struct ErrorVector {
        string errorName;
        string signature;
        bytes4 selector;
        bytes data;
    }

    struct RefusedGrant {
        string name;
        uint256 chainId;
        address module;
        address account;
        address approver;
        uint32 epoch;
        uint8 nonceShift;
        uint8 nonceWidth;
        uint48 time;
        uint40 route;
        bytes terms;
        bytes data;
    }

    string private constant ERROR_TYPE = "ErrorVector(string errorName,string signature,bytes4 selector,bytes data)";
    string private constant GRANT_TYPE = "RefusedGrant(string name,uint256 chainId,address module,address account,address approver,uint32 epoch,"
        "uint8 nonceShift,uint8 nonceWidth,uint48 time,uint40 route,bytes terms,bytes data)";

    /// @dev Errors of module and guard, and those of them that a vector has.
    mapping(bytes4 selector => bool) private _known;
    mapping(bytes4 selector => bool) private _seen;

    function test_Errors_AreThoseOfTheInterfaces() public {
        bytes4[] memory selectors = _selectors();
        for (uint256 i; i < selectors.length; ++i) {
            _known[selectors[i]] = true;
        }

        string memory json = readVectors("refusals.json");
        uint256 seen;
        for (uint256 i; i < vm.parseJsonUint(json, ".errorCount"); ++i) {
            ErrorVector memory vector = _errorAt(json, i);

            assertTrue(_known[vector.selector], vector.errorName);
            assertEq(bytes32(bytes4(keccak256(bytes(vector.signature)))), bytes32(vector.selector), vector.errorName);
            assertEq(vector.data, bytes.concat(vector.selector, _arguments(json, i)), vector.errorName);
            if (!_seen[vector.selector]) ++seen;
            _seen[vector.selector] = true;
        }
        assertEq(seen, selectors.length, "an error of the interfaces has no vector");
    }

    function test_Grants_AreRefused() public {
        string memory json = readVectors("refusals.json");
        uint256 count = vm.parseJsonUint(json, ".grantCount");
        assertGt(count, 0, "no vector of a refused grant");
        for (uint256 i; i < count; ++i) {
            RefusedGrant memory vector = abi.decode(entryAt(json, ".grants", i, GRANT_TYPE), (RefusedGrant));
            vm.chainId(vector.chainId);
            vm.warp(vector.time);
            ISessionKeyModule module = moduleAt(vector.module);
            install(module, vector.account, vector.approver, vector.epoch, vector.nonceShift, vector.nonceWidth);

            vm.prank(vector.account);
            (bool succeeded, bytes memory reason) = address(module)
                .call(abi.encodeCall(ISessionKeyModule.grant, (vector.account, vector.route, vector.terms, TYPED, "")));

            assertFalse(succeeded, vector.name);
            assertEq(reason, vector.data, vector.name);
        }
    }

    /// @dev Each argument as one word, because all of them are static.
    function _arguments(string memory json, uint256 index) private pure returns (bytes memory words) {
        string memory path = string.concat(".errors[", vm.toString(index), "]");
        for (uint256 i; i < vm.parseJsonUint(json, string.concat(path, ".argumentCount")); ++i) {
            string memory argument = string.concat(path, ".arguments[", vm.toString(i), "]");
            string memory value = vm.parseJsonString(json, string.concat(argument, ".value"));
            bytes memory kind = bytes(vm.parseJsonString(json, string.concat(argument, ".type")));
            words = bytes.concat(words, _word(kind, value));
        }
    }

    /// @dev `uint…` and `int…` are decimal and not negative, `address` and `bytes…` are hex; only the latter stand on the left.
    function _word(bytes memory kind, string memory value) private pure returns (bytes32) {
        if (kind[0] == "u" || kind[0] == "i") return bytes32(vm.parseUint(value));
        bytes memory content = vm.parseBytes(value);
        return kind[0] == "a" ? bytes32(uint256(uint160(bytes20(content)))) : bytes32(content);
    }

    function _errorAt(string memory json, uint256 index) private pure returns (ErrorVector memory) {
        return abi.decode(entryAt(json, ".errors", index, ERROR_TYPE), (ErrorVector));
    }

    function _selectors() private pure returns (bytes4[] memory list) {
        list = new bytes4[](85);
        list[0] = ISessionKeyModule.AmountTooWide.selector;
        list[1] = ISessionKeyModule.ApproverForbidden.selector;
        list[2] = ISessionKeyModule.ApproverNeedsRelay.selector;
        list[3] = ISessionKeyModule.ApproverSignatureInvalid.selector;
        list[4] = ISessionKeyModule.AttestationInFuture.selector;
        list[5] = ISessionKeyModule.BoundsDisjoint.selector;
        list[6] = ISessionKeyModule.BudgetExceeded.selector;
        list[7] = ISessionKeyModule.CallCountInvalid.selector;
        list[8] = ISessionKeyModule.CallDataNotCanonical.selector;
        list[9] = ISessionKeyModule.CallNotGranted.selector;
        list[10] = ISessionKeyModule.CallerNotAccount.selector;
        list[11] = ISessionKeyModule.CapabilitiesUnsorted.selector;
        list[12] = ISessionKeyModule.CapabilityNotEssential.selector;
        list[13] = ISessionKeyModule.CapabilityNotInRoot.selector;
        list[14] = ISessionKeyModule.CharacterInvalid.selector;
        list[15] = ISessionKeyModule.EpochPassed.selector;
        list[16] = ISessionKeyModule.FeesNotLimited.selector;
        list[17] = ISessionKeyModule.ForeignNonceDomain.selector;
        list[18] = ISessionKeyModule.FunctionNotSupported.selector;
        list[19] = ISessionKeyModule.GrantDeadlinePassed.selector;
        list[20] = ISessionKeyModule.GrantsExhausted.selector;
        list[21] = ISessionKeyModule.GuardMissing.selector;
        list[22] = ISessionKeyModule.GuardianForbidden.selector;
        list[23] = ISessionKeyModule.InitCodeNotAllowed.selector;
        list[24] = ISessionKeyModule.InstallDataMalformed.selector;
        list[25] = ISessionKeyModule.LeafMissing.selector;
        list[26] = ISessionKeyModule.MessageDeadlinePassed.selector;
        list[27] = ISessionKeyModule.ModeForbids.selector;
        list[28] = ISessionKeyModule.ModeNotLooser.selector;
        list[29] = ISessionKeyModule.ModeNotTighter.selector;
        list[30] = ISessionKeyModule.NativeBudgetMissing.selector;
        list[31] = ISessionKeyModule.NotAuthorized.selector;
        list[32] = ISessionKeyModule.NotInstalled.selector;
        list[33] = ISessionKeyModule.OutsideSchedule.selector;
        list[34] = ISessionKeyModule.PaymasterDataMalformed.selector;
        list[35] = ISessionKeyModule.PaymasterNotAllowed.selector;
        list[36] = ISessionKeyModule.PublicKeyMismatch.selector;
        list[37] = ISessionKeyModule.RenewalExtendsNothing.selector;
        list[38] = ISessionKeyModule.RenewalsExhausted.selector;
        list[39] = ISessionKeyModule.RenewerDeadlinePassed.selector;
        list[40] = ISessionKeyModule.RenewerForbidden.selector;
        list[41] = ISessionKeyModule.ReplacedNotLive.selector;
        list[42] = ISessionKeyModule.RuleViolated.selector;
        list[43] = ISessionKeyModule.RuntimeValidationNotSupported.selector;
        list[44] = ISessionKeyModule.SegmentLengthInvalid.selector;
        list[45] = ISessionKeyModule.SegmentLengthMismatch.selector;
        list[46] = ISessionKeyModule.SelectorForbidden.selector;
        list[47] = ISessionKeyModule.SelectorMissing.selector;
        list[48] = ISessionKeyModule.SequenceUsed.selector;
        list[49] = ISessionKeyModule.SessionDormant.selector;
        list[50] = ISessionKeyModule.SessionEvicted.selector;
        list[51] = ISessionKeyModule.SessionExpired.selector;
        list[52] = ISessionKeyModule.SessionIsPaused.selector;
        list[53] = ISessionKeyModule.SessionIsRevoked.selector;
        list[54] = ISessionKeyModule.SessionKeyForbidden.selector;
        list[55] = ISessionKeyModule.SessionNotYetValid.selector;
        list[56] = ISessionKeyModule.SessionSignerInvalid.selector;
        list[57] = ISessionKeyModule.SessionUnknown.selector;
        list[58] = ISessionKeyModule.SignatureMalformed.selector;
        list[59] = ISessionKeyModule.SpendBudgetInvalid.selector;
        list[60] = ISessionKeyModule.SpendRequired.selector;
        list[61] = ISessionKeyModule.TargetForbidden.selector;
        list[62] = ISessionKeyModule.TermInvalid.selector;
        list[63] = ISessionKeyModule.TermsLengthMismatch.selector;
        list[64] = ISessionKeyModule.TextTooLong.selector;
        list[65] = ISessionKeyModule.TighteningsChanged.selector;
        list[66] = ISessionKeyModule.TokenNameInvalid.selector;
        list[67] = ISessionKeyModule.TokenNamesNeedRelay.selector;
        list[68] = ISessionKeyModule.ValueAboveMaximum.selector;
        list[69] = ISessionKeyModule.WindowPassed.selector;
        list[70] = ISessionKeyModule.WordMissing.selector;
        list[71] = ISessionExecutionGuard.BalanceUnreadable.selector;
        list[72] = ISessionExecutionGuard.CallDataTaken.selector;
        list[73] = ISessionExecutionGuard.CallerNotModule.selector;
        list[74] = ISessionExecutionGuard.FeedAnswerInvalid.selector;
        list[75] = ISessionExecutionGuard.FeedInvalid.selector;
        list[76] = ISessionExecutionGuard.FeedListInvalid.selector;
        list[77] = ISessionExecutionGuard.FeedMissing.selector;
        list[78] = ISessionExecutionGuard.FeedStale.selector;
        list[79] = ISessionExecutionGuard.FeedUnreadable.selector;
        list[80] = ISessionExecutionGuard.FeedsUnknown.selector;
        list[81] = ISessionExecutionGuard.OutflowNotCounted.selector;
        list[82] = ISessionExecutionGuard.OutsideClaim.selector;
        list[83] = ISessionExecutionGuard.SequencerNotUp.selector;
        list[84] = ISessionExecutionGuard.UsdLimitExceeded.selector;
    }
}
