// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Mailbox} from "../../mocks/Mailbox.sol";
import {Bytes} from "../../utils/Bytes.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice The arguments of a call: what a rule compares is what the target decodes.
abstract contract ArgumentAttacks is AttackTest {
    using Bytes for bytes;

    uint8 private constant EQUAL = 0;
    uint8 private constant AT_MOST = 2;
    uint8 private constant DECIMAL = 0;
    uint8 private constant ADDRESS = 1;
    uint8 private constant HEX = 2;

    function test_AC07_DynamicArgumentStandsElsewhere() external {
        Mailbox mailbox = new Mailbox();
        bytes32 allowed = "allowed";
        bytes[] memory rules = new bytes[](3);
        rules[0] = SessionEncoder.rule(EQUAL, DECIMAL, 0, bytes32(uint256(0x20)));
        rules[1] = SessionEncoder.rule(EQUAL, DECIMAL, 1, bytes32(uint256(32)));
        rules[2] = SessionEncoder.rule(EQUAL, HEX, 2, allowed);
        SessionEncoder.Terms memory terms = _termsFor(address(mailbox), Mailbox.write.selector, rules);
        relayGrant(terms);

        // Where the rules look stands what is allowed; the offset leads behind it.
        bytes memory behind = abi.encode(uint256(0x60), uint256(32), allowed, uint256(32), bytes32("forbidden"));
        refuse(terms, callOf(address(mailbox), bytes.concat(Mailbox.write.selector, behind)), _violated(0, 0x60, 0x20));
        // An offset that wraps around, as some decoders take it.
        bytes memory around = abi.encode(type(uint256).max - 31, uint256(32), allowed);
        refuse(
            terms,
            callOf(address(mailbox), bytes.concat(Mailbox.write.selector, around)),
            _violated(0, type(uint256).max - 31, 0x20)
        );
        assertEq(mailbox.text(), "", "nothing was written");

        (bool done,) = address(mailbox).call(bytes.concat(Mailbox.write.selector, behind));
        assertTrue(done, "the target takes the offset");
        assertEq(mailbox.text(), abi.encode(bytes32("forbidden")), "the target reads what no rule saw");
        allow(terms, callOf(address(mailbox), abi.encodeCall(Mailbox.write, (abi.encode(allowed)))));
        assertEq(mailbox.text(), abi.encode(allowed), "written");
    }

    function test_AC09_AddressWithDirtyUpperBytes() external {
        uint256 clean = uint160(_recipient);
        bytes[] memory rules = items(SessionEncoder.rule(EQUAL, ADDRESS, 0, bytes32(clean)));
        SessionEncoder.Terms memory terms = _termsFor(address(_token), _token.transfer.selector, rules);
        terms.budgets = noItems();
        relayGrant(terms);

        for (uint256 bit = 160; bit < 256; bit += 19) {
            refuse(terms, _dirtyTransfer(clean | 1 << bit), _violated(0, clean | 1 << bit, clean));
        }
        allow(terms, _dirtyTransfer(clean));
    }

    function test_AC09_DirtyAddressInASet() external {
        uint256 clean = uint160(_recipient);
        bytes32 setRoot = SessionEncoder.setLeafHash(bytes32(clean));
        bytes[] memory rules = items(SessionEncoder.rule(6, HEX, 0, setRoot));
        SessionEncoder.Terms memory terms = _termsFor(address(_token), _token.transfer.selector, rules);
        terms.budgets = noItems();
        relayGrant(terms);

        uint256 dirty = clean | 1 << 255;
        TestCall memory call = _dirtyTransfer(dirty);
        call.setProofs = hex"00";
        refuse(terms, call, violated(0, 0, 0, 6, dirty, uint256(setRoot)));
        call = _dirtyTransfer(clean);
        call.setProofs = hex"00";
        allow(terms, call);
    }

    function test_AC09_BoolAboveOneAndNumberAboveItsType() external {
        Mailbox mailbox = new Mailbox();
        bytes[] memory rules = items(
            SessionEncoder.rule(EQUAL, DECIMAL, 0, bytes32(uint256(1))),
            SessionEncoder.rule(AT_MOST, DECIMAL, 1, bytes32(uint256(7)))
        );
        SessionEncoder.Terms memory terms = _termsFor(address(mailbox), Mailbox.ask.selector, rules);
        relayGrant(terms);

        TestCall memory call = callOf(address(mailbox), abi.encodeWithSelector(Mailbox.ask.selector, 2, 7));
        refuse(terms, call, _violated(0, 2, 1));
        call.data = abi.encodeWithSelector(Mailbox.ask.selector, 1, 256 + 7);
        refuse(terms, call, violated(0, 1, 1, AT_MOST, 256 + 7, 7));
        call.data = abi.encodeWithSelector(Mailbox.ask.selector, 1, 7);
        allow(terms, call);
    }

    function test_AC09_TargetOfABatchIsDirty() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory callData = batchCallData(one(transferCall(1)));
        uint256 targetAt = (isErc6900() ? 4 : 100) + 3 * 32;

        for (uint256 bit = 160; bit < 256; bit += 19) {
            bytes memory dirty = callData.put(targetAt, callData.word(targetAt) | 1 << bit);
            refuseTwice(
                opWithCallData(terms, dirty, 1),
                abi.encodeWithSelector(ISessionKeyModule.CallDataNotCanonical.selector, targetAt)
            );
        }
        allow(opWithCallData(terms, callData, 1));
    }

    function test_AC10_RuleOnAWordBeyondTheData() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        bytes memory data = transferCall(1).data;
        for (uint256 length = 4; length < 68; length += 7) {
            refuse(
                terms,
                callOf(address(_token), data.cut(length)),
                abi.encodeWithSelector(ISessionKeyModule.WordMissing.selector, 0, 1, length)
            );
        }
        refuse(
            terms,
            callOf(address(_token), data.cut(67)),
            abi.encodeWithSelector(ISessionKeyModule.WordMissing.selector, 0, 1, 67)
        );
        allow(terms, callOf(address(_token), data));
    }

    /* HELPERS */

    function _termsFor(address target, bytes4 selector, bytes[] memory rules)
        private
        view
        returns (SessionEncoder.Terms memory terms)
    {
        terms = defaultTerms();
        terms.leaves[0] = SessionEncoder.leaf(target, selector, 0, rules, noItems());
    }

    /// @dev TestToken decodes strictly: a dirty recipient reverts there, but not every token does.
    function _dirtyTransfer(uint256 recipient) private view returns (TestCall memory) {
        return callOf(address(_token), abi.encodeWithSelector(_token.transfer.selector, recipient, uint256(1)));
    }

    function _violated(uint256 word, uint256 actual, uint256 allowed) private pure returns (bytes memory) {
        return violated(0, word, word, EQUAL, actual, allowed);
    }
}
