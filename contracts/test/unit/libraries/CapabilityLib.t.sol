// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CalldataLib} from "../../../src/libraries/CalldataLib.sol";
import {Capability, Rule, Spend} from "../../../src/types/Capability.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Capabilities, rules and spends of any bytes, read without jumps, against reading them byte by byte.
contract CapabilityLibTest is Test {
    struct Head {
        address target;
        bytes4 selector;
        uint256 order;
        uint256 flags;
        bool essential;
        uint256 ruleCount;
        uint256 spendCount;
        uint256 maxValue;
        uint256 firstRule;
    }

    struct RuleParts {
        uint256 comparison;
        uint256 printForm;
        uint256 word;
        bytes32 value;
        uint256 next;
    }

    struct SpendParts {
        uint256 budgetIndex;
        bool isFixed;
        uint256 word;
        uint256 amount;
        uint256 next;
    }

    function testFuzz_Head(bytes32 first, bytes32 second) public view {
        bytes memory data = bytes.concat(first, second);
        Head memory expected;
        expected.target = address(uint160(_uint(data, 0, 20)));
        expected.selector = bytes4(uint32(_uint(data, 20, 4)));
        expected.order = _uint(data, 0, 24);
        expected.flags = _uint(data, 24, 1);
        expected.essential = expected.flags % 2 == 1;
        expected.ruleCount = _uint(data, 25, 1) % 16;
        expected.spendCount = _uint(data, 25, 1) / 16;
        bool hasValue = expected.flags / 2 % 2 == 1;
        expected.maxValue = hasValue ? _uint(data, 26, 16) : 0;
        expected.firstRule = hasValue ? 42 : 26;

        assertEq(abi.encode(this.head(data)), abi.encode(expected), "head");
    }

    function testFuzz_Rule(uint8 firstByte, uint8 word, bytes32 value) public view {
        bytes memory data = abi.encodePacked(firstByte, word, value);
        bool hasValue = firstByte % 16 != 7;
        RuleParts memory expected = RuleParts({
            comparison: firstByte % 16,
            printForm: firstByte / 16,
            word: word,
            value: hasValue ? value : bytes32(0),
            next: hasValue ? 34 : 2
        });

        assertEq(abi.encode(this.rule(data)), abi.encode(expected), "rule");
        RuleParts memory atOnce = this.ruleAtOnce(data);
        assertEq(hasValue ? atOnce.value : bytes32(0), expected.value, "value at once, any without one");
        atOnce.value = expected.value;
        assertEq(abi.encode(atOnce), abi.encode(expected), "rule at once");
    }

    function testFuzz_Ratio(uint8 otherWord, uint256 numerator, uint256 denominator) public view {
        (numerator, denominator) = (numerator % 2 ** 124, denominator % 2 ** 124);
        bytes memory data =
            abi.encodePacked(uint8(8), uint8(0), uint256(otherWord) << 248 | numerator << 124 | denominator);

        (uint256 actualWord, uint256 actualNumerator, uint256 actualDenominator) = this.ratio(data);

        assertEq(actualWord, otherWord, "other word");
        assertEq(actualNumerator, numerator, "numerator");
        assertEq(actualDenominator, denominator, "denominator");
    }

    function testFuzz_Spend(uint8 firstByte, bytes16 following) public view {
        bytes memory data = abi.encodePacked(firstByte, following);
        bool isFixed = firstByte >= 128;
        SpendParts memory expected = SpendParts({
            budgetIndex: firstByte % 128,
            isFixed: isFixed,
            word: isFixed ? 0 : _uint(data, 1, 1),
            amount: isFixed ? _uint(data, 1, 16) : 0,
            next: isFixed ? 17 : 2
        });

        assertEq(abi.encode(this.spend(data)), abi.encode(expected), "spend");
        assertEq(abi.encode(this.spendAtOnce(data)), abi.encode(expected), "spend at once");
    }

    /// @dev Any counts, any kinds of rules and spends.
    function testFuzz_End(uint256 seed, uint8 flags, uint8 counts) public view {
        bytes memory data = abi.encodePacked(address(1), bytes4(0), flags, counts);
        if (flags / 2 % 2 == 1) data = bytes.concat(data, new bytes(16));
        for (uint256 i = 0; i < counts % 16; i++) {
            uint8 firstByte = uint8(uint256(keccak256(abi.encode(seed, i))));
            if (seed % 2 ** (i + 1) / 2 ** i == 1) firstByte = firstByte / 16 * 16 + 7;
            data = abi.encodePacked(data, firstByte, new bytes(firstByte % 16 == 7 ? 1 : 33));
        }
        for (uint256 i = 0; i < counts / 16; i++) {
            uint8 firstByte = uint8(uint256(keccak256(abi.encode(i, seed))));
            data = abi.encodePacked(data, firstByte, new bytes(firstByte < 128 ? 1 : 16));
        }

        assertEq(this.endOf(data), data.length, "end");
        assertEq(this.endOf(bytes.concat(data, abi.encode(seed))), data.length, "end, with bytes behind");
    }

    /* THE LIBRARIES, through a call because they read calldata */

    function head(bytes calldata data) external pure returns (Head memory parts) {
        uint256 pos = CalldataLib.position(data);
        Capability capability = Capability.wrap(pos);
        parts.target = capability.target();
        parts.selector = capability.selector();
        parts.order = capability.order();
        parts.flags = capability.flags();
        parts.essential = capability.essential();
        parts.ruleCount = capability.ruleCount();
        parts.spendCount = capability.spendCount();
        parts.maxValue = capability.maxValue();
        parts.firstRule = Rule.unwrap(capability.firstRule()) - pos;
    }

    function endOf(bytes calldata data) external pure returns (uint256) {
        uint256 pos = CalldataLib.position(data);
        return Capability.wrap(pos).end() - pos;
    }

    function rule(bytes calldata data) external pure returns (RuleParts memory) {
        uint256 pos = CalldataLib.position(data);
        Rule read = Rule.wrap(pos);
        return RuleParts(read.comparison(), read.printForm(), read.word(), read.value(), Rule.unwrap(read.next()) - pos);
    }

    function ruleAtOnce(bytes calldata data) external pure returns (RuleParts memory) {
        uint256 pos = CalldataLib.position(data);
        (uint256 comparison, uint256 word, bytes32 value, Rule next) = Rule.wrap(pos).parts();
        return RuleParts(comparison, Rule.wrap(pos).printForm(), word, value, Rule.unwrap(next) - pos);
    }

    function ratio(bytes calldata data) external pure returns (uint256, uint256, uint256) {
        return Rule.wrap(CalldataLib.position(data)).ratio();
    }

    function spend(bytes calldata data) external pure returns (SpendParts memory) {
        uint256 pos = CalldataLib.position(data);
        Spend read = Spend.wrap(pos);
        uint256 next = Spend.unwrap(read.next()) - pos;
        return SpendParts(read.budgetIndex(), read.fixedAmount(), read.word(), read.amount(), next);
    }

    function spendAtOnce(bytes calldata data) external pure returns (SpendParts memory) {
        uint256 pos = CalldataLib.position(data);
        (uint256 isFixed, uint256 word, uint256 amount, Spend next) = Spend.wrap(pos).parts();
        return SpendParts(Spend.wrap(pos).budgetIndex(), isFixed == 1, word, amount, Spend.unwrap(next) - pos);
    }

    function _uint(bytes memory data, uint256 from, uint256 size) private pure returns (uint256 value) {
        for (uint256 i = 0; i < size; i++) {
            value = value * 256 + uint8(data[from + i]);
        }
    }
}
