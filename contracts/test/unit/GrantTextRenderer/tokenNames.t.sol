// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {HostileToken} from "../../mocks/HostileToken.sol";
import {TestToken} from "../../mocks/TestToken.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GrantTextRendererUnitTest} from "./GrantTextRendererUnitTest.sol";

/// @notice What a token may say of itself in the text of a grant, and what nobody may make the text say.
contract GrantTextRenderer_TokenNames_Test is GrantTextRendererUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    string private constant BUDGET_LINE = " limit 5 lifetime, USDC with 6 decimals;\n";
    bytes private constant SYMBOL = hex"95d89b41";
    bytes private constant DECIMALS = hex"313ce567";

    address private _token;

    function setUp() public override {
        super.setUp();
        _token = makeAddress("token");
        vm.mockCall(_token, SYMBOL, abi.encode("USDC"));
        vm.mockCall(_token, DECIMALS, abi.encode(6));
    }

    function test_WhenTokensAreAsked() public {
        address other = address(new TestToken("Other", "OTHER.e"));
        SessionEncoder.Terms memory terms = _terms(_token, other);

        string memory text = _text(terms);
        string memory first = string.concat("\nBudget 1 of 2: ", hexadecimal(_token), BUDGET_LINE);
        string memory second = string.concat("Budget 2 of 2: ", hexadecimal(other));
        second = string.concat(second, " limit 5 per 600 s calendar, OTHER.e with 6 decimals;\nCapabilities: 1;\n");
        assertTrue(vm.contains(text, string.concat(first, second)), "both budgets");
        assertTrue(vm.contains(text, "\nToken names: yes;\n"), "the flag");
        bytes32 digest = _renderer.grantDigest(_module, _account, ERC6900, terms.packed());
        assertEq(digest, personalDigest(text), "digest");
    }

    function test_WhenBudgetIsOnNoToken() public view {
        for (uint160 i = 0; i < 3; i++) {
            SessionEncoder.Terms memory terms = _terms(address(i), address(i));
            assertEq(_text(terms), plainGrantText(_module, _account, ERC6900, terms.packed()), "no name");
        }
    }

    function test_WhenFlagIsNotSet() public view {
        SessionEncoder.Terms memory terms = _terms(_token, _token);
        terms.detailFlags = 0;
        assertEq(_text(terms), plainGrantText(_module, _account, ERC6900, terms.packed()), "no name");
    }

    function test_WhenSymbolIsPlain() public {
        _acceptSymbol("a");
        _acceptSymbol("AZaz09.");
        _acceptSymbol("12345678901");
        _acceptSymbol("...");
    }

    /// @dev Every byte that is no letter, digit or full stop, in every place of a symbol.
    function test_RevertWhen_SymbolHasAnotherCharacter() public {
        for (uint256 i = 0; i < 256; i++) {
            bytes1 character = bytes1(uint8(i));
            bool plain = (character >= "a" && character <= "z") || (character >= "A" && character <= "Z")
                || (character >= "0" && character <= "9") || character == ".";
            if (plain) continue;

            bytes memory symbol = "ABCDEFGHIJK";
            symbol[i % 11] = character;
            _refuseSymbol(abi.encode(symbol));
        }
        _refuseSymbol(abi.encode("A;\nFees: 0"));
    }

    function testFuzz_WhenSymbolIsAnything(bytes memory symbol) public {
        bool plain = symbol.length > 0 && symbol.length < 12;
        for (uint256 i = 0; i < symbol.length; i++) {
            bytes1 character = symbol[i] | 0x20;
            bool letter = character >= "a" && character <= "z" && symbol[i] >= "A";
            plain = plain && (letter || (symbol[i] >= "0" && symbol[i] <= "9") || symbol[i] == ".");
        }
        if (plain) _acceptSymbol(string(symbol));
        else _refuseSymbol(abi.encode(symbol));
    }

    function test_RevertWhen_SymbolIsTooLongOrEmpty() public {
        _refuseSymbol(abi.encode(""));
        _refuseSymbol(abi.encode(uint256(32), uint256(0), uint256(0)));
        _refuseSymbol(abi.encode("123456789012"));
        _refuseSymbol(abi.encode("12345678901234567890123456789012"));
        _refuseSymbol(abi.encode("123456789012345678901234567890123"));
        _refuseSymbol(abi.encode(uint256(32), type(uint256).max, bytes32("USDC")));
    }

    function test_WhenSymbolIsEncodedInAnotherWay() public {
        _refuseSymbol("");
        _refuseSymbol("USDC");
        _refuseSymbol(abi.encode(bytes32("MKR")));
        _refuseSymbol(abi.encode(uint256(32), uint256(4)));
        _refuseSymbol(abi.encodePacked(uint256(32), uint256(4), "USDC"));
        _refuseSymbol(abi.encodePacked(uint256(32), uint256(4), bytes31("USDC")));
        _refuseSymbol(abi.encode(uint256(0), uint256(4), bytes32("USDC")));
        _refuseSymbol(abi.encode(uint256(64), uint256(4), bytes32("USDC")));
        _refuseSymbol(abi.encode(uint256(64), uint256(0), uint256(4), bytes32("USDC")));
        _refuseSymbol(abi.encode(uint256(32), uint256(4), bytes32("USDC2")));
        _refuseSymbol(abi.encode(uint256(32), uint256(4), bytes32(uint256(bytes32("USDC")) | 1)));

        vm.mockCall(_token, SYMBOL, abi.encode(uint256(32), uint256(4), bytes32("USDC"), bytes32(0)));
        assertTrue(vm.contains(_text(_terms(_token, _token)), BUDGET_LINE), "zeros behind the string");
    }

    function test_RevertWhen_DecimalsAreNotAWordBelow256() public {
        vm.mockCall(_token, DECIMALS, abi.encode(255));
        assertTrue(vm.contains(_text(_terms(_token, _token)), " lifetime, USDC with 255 decimals;\n"), "255");
        vm.mockCall(_token, DECIMALS, abi.encode(0));
        assertTrue(vm.contains(_text(_terms(_token, _token)), " lifetime, USDC with 0 decimals;\n"), "0");

        _refuseDecimals(abi.encode(256));
        _refuseDecimals(abi.encode(type(uint256).max));
        _refuseDecimals(abi.encode(bytes32("18")));
        _refuseDecimals("");
        _refuseDecimals(hex"06");
        _refuseDecimals(abi.encodePacked(uint248(6)));
        _refuseDecimals(abi.encode(6, 0));
    }

    function test_RevertWhen_TokenReverts() public {
        vm.mockCallRevert(_token, SYMBOL, abi.encode("USDC"));
        _refuse(_token);
        vm.mockCall(_token, SYMBOL, abi.encode("USDC"));
        vm.mockCallRevert(_token, DECIMALS, abi.encode(6));
        _refuse(_token);
    }

    function test_RevertWhen_TokenHasNoCode() public {
        _refuse(makeAddress("nobody"));
        _refuse(address(4)); // answers whatever it is asked
    }

    /// @dev A text costs below 40,000 gas, and the first answer that is wrong ends it.
    function test_RevertWhen_TokenIsHostile() public {
        _refuseWithin(address(new HostileToken(type(uint256).max, false)), 75_000);
        _refuseWithin(address(new HostileToken(type(uint256).max - 1, false)), 75_000);
        _refuseWithin(address(new HostileToken(50_000, false)), 75_000);
        _refuseWithin(address(new HostileToken(50_000, true)), 75_000);
    }

    function _acceptSymbol(string memory symbol) private {
        vm.mockCall(_token, SYMBOL, abi.encode(symbol));
        string memory line = string.concat(" limit 5 lifetime, ", symbol, " with 6 decimals;\n");
        assertTrue(vm.contains(_text(_terms(_token, _token)), line), symbol);
    }

    function _refuseSymbol(bytes memory answer) private {
        vm.mockCall(_token, SYMBOL, answer);
        _refuse(_token);
    }

    function _refuseDecimals(bytes memory answer) private {
        vm.mockCall(_token, DECIMALS, answer);
        _refuse(_token);
    }

    function _refuse(address token) private {
        bytes memory packed = _terms(address(1), token).packed();
        vm.expectRevert(_refusal(token));
        _renderer.grantText(_module, _account, ERC6900, packed);
        vm.expectRevert(_refusal(token));
        _renderer.grantDigest(_module, _account, ERC6900, packed);
    }

    function _refuseWithin(address token, uint256 gas) private view {
        bytes memory packed = _terms(token, token).packed();
        bytes memory call = abi.encodeCall(_renderer.grantDigest, (_module, _account, ERC6900, packed));
        (bool succeeded, bytes memory answer) = address(_renderer).staticcall{gas: gas}(call);
        assertFalse(succeeded, "refused");
        assertEq(answer, _refusal(token), "refusal");
    }

    function _refusal(address token) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TokenNameInvalid.selector, token);
    }

    function _text(SessionEncoder.Terms memory terms) private view returns (string memory) {
        return _renderer.grantText(_module, _account, ERC6900, terms.packed());
    }

    function _terms(address first, address second) private view returns (SessionEncoder.Terms memory terms) {
        terms.sessionKey = _account;
        terms.nonceDomain = "session:test";
        terms.budgets = new bytes[](2);
        terms.budgets[0] = SessionEncoder.budget(0, first, 5, 0);
        terms.budgets[1] = SessionEncoder.budget(1, second, 5, 600);
        terms.detailFlags = 1;
        terms.ids = new string[](1);
        terms.ids[0] = "id";
        terms.leaves = new bytes[](1);
        terms.leaves[0] = SessionEncoder.leaf(_module, 0xa9059cbb, 0, new bytes[](0), new bytes[](0));
    }
}
