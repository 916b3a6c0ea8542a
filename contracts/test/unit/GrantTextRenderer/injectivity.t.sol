// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GrantContext} from "../../../src/types/Grant.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {ModuleFixtures} from "../../utils/ModuleFixtures.sol";
import {RandomTerms} from "../../utils/RandomTerms.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";

/// @notice What a person reads says everything: two grants with the same text, or the same typed digest, are the same.
contract GrantTextRenderer_Injectivity_Test is ModuleFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    uint8 private constant TEXT = 0;
    uint8 private constant TYPED = 1;
    uint40 private constant ROUTE = 1 << 32 | 1;
    /// @dev About as many choices as the longest terms need.
    uint256 private constant CHOICES = 100;

    address private _place;
    address private _account;

    function setUp() public {
        deployHelpers();
        _place = makeAddress("module");
        _account = makeAddress("account");
        vm.mockCall(RandomTerms.TOKEN, hex"95d89b41", abi.encode("TUSD"));
        vm.mockCall(RandomTerms.TOKEN, hex"313ce567", abi.encode(6));
    }

    function testFuzz_WhenOneChoiceIsAnother(uint256 seed, uint256 changed) public view {
        _compare(RandomTerms.make(seed, type(uint256).max), RandomTerms.make(seed, changed % CHOICES));
    }

    function testFuzz_WhenTermsAreUnrelated(uint256 seed, uint256 other) public view {
        _compare(RandomTerms.make(seed, type(uint256).max), RandomTerms.make(other, type(uint256).max));
    }

    function testFuzz_WhenContextIsAnother(uint256 seed, uint40 route) public {
        bytes memory packed = RandomTerms.make(seed, type(uint256).max).packed();
        route = route % 2 == 0 ? 2 << 32 : 1 << 32 | uint40(uint32(route));
        bytes32 text = keccak256(bytes(_renderer.grantText(_place, _account, ROUTE, packed)));

        _assertOther(_renderer.grantText(_place, _place, ROUTE, packed), text, "account");
        _assertOther(_renderer.grantText(_account, _account, ROUTE, packed), text, "module");
        if (route != ROUTE) _assertOther(_renderer.grantText(_place, _account, route, packed), text, "route");
        vm.chainId(vm.getChainId() + 1);
        _assertOther(_renderer.grantText(_place, _account, ROUTE, packed), text, "chain");
    }

    /// @dev The fuzz tests mean nothing unless most of these pairs differ, and all of them may be granted.
    function test_Pairs_Differ() public view {
        uint256 different;
        for (uint256 i = 0; i < 400; i++) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            SessionEncoder.Terms memory changed = RandomTerms.make(seed, i % CHOICES);
            if (_compare(RandomTerms.make(seed, type(uint256).max), changed)) different++;
        }
        assertGe(different, 200, "pairs that differ");
    }

    /* HELPERS */

    /// @dev Both may be granted; they are the same in bytes, in words and in types, or in none of these.
    function _compare(SessionEncoder.Terms memory first, SessionEncoder.Terms memory second)
        private
        view
        returns (bool different)
    {
        different = keccak256(first.packed()) != keccak256(second.packed());

        assertEq(_digest(first, TEXT) != _digest(second, TEXT), different, "text");
        assertEq(_digest(first, TYPED) != _digest(second, TYPED), different, "typed");
    }

    function _digest(SessionEncoder.Terms memory terms, uint8 form) private view returns (bytes32) {
        GrantContext memory context = GrantContext({
            module: _place,
            control: address(0),
            account: _account,
            approver: address(uint160(3000)),
            nonceWidth: 152,
            activation: Defaults.NOW,
            route: ROUTE,
            form: form,
            inOperation: false
        });
        return _messages.checkGrant(context, terms.packed()).digest;
    }

    function _assertOther(string memory text, bytes32 original, string memory what) private pure {
        assertNotEq(keccak256(bytes(text)), original, what);
    }
}
