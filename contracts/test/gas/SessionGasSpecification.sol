// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {PlainEcdsaValidator} from "../mocks/PlainEcdsaValidator.sol";
import {Defaults} from "../utils/Defaults.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {SessionFixtures} from "../utils/SessionFixtures.sol";

/// @notice The gas of defined work, whole transactions, under the conditions of the published figures: EntryPoint v0.7,
/// one operation per `handleOps`, beneficiary = sender of the transaction and not empty, no paymaster, the account's
/// deposit covers the prefund, the third operation of its kind: nonce key, recipient and counters are not zero any more.
/// @dev Run with `--isolate`: then each call is a transaction of its own, with intrinsic and calldata gas.
///
/// Under these conditions MetaMask's multi-signature account, in its published bytecode, comes within 60 gas of its
/// published figure for stopping everything; without the deposit it costs 7,700 more.
abstract contract SessionGasSpecification is SessionFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev What the owner's operations go through, installed in the same way as the session key module.
    PlainEcdsaValidator internal _yardstick = new PlainEcdsaValidator();

    uint128 private constant TRANSFER = 1e6;
    uint256 private constant DEPOSIT = 1 ether;
    uint128 private constant LIFETIME_LIMIT = 1_000_000e6;

    /// @notice The name of the account in the snapshot file.
    function accountName() internal view virtual returns (string memory);

    /// @notice The owner's key.
    function ownerKey() internal view virtual returns (uint256);

    /// @notice The nonce bits that select the yardstick's validation.
    function yardstickSelection() internal view virtual returns (uint256);

    /// @dev Without a deposit each operation has the account send the missing part along, in a call with value.
    function depositPrefund() internal {
        vm.deal(address(this), DEPOSIT);
        entryPoint().depositTo{value: DEPOSIT}(account());
    }

    function test_Transfer() external {
        TestCall[] memory calls = one(transferCall(TRANSFER));
        uint256 owner = _ownerGas(calls);
        uint256 session = _sessionGas(_transferTerms(1), calls);

        _record("W0", owner);
        _record("W1", session);
        _record("W1-W0", session - owner);
    }

    function test_Native() external {
        SessionEncoder.Terms memory terms = _transferTerms(1);
        terms.budgets[0] = SessionEncoder.budget(0, address(0), 1 ether, 0);
        terms.leaves[0] = SessionEncoder.leaf(_recipient, 0, 1 ether, new bytes[](0), new bytes[](0));
        TestCall[] memory calls = one(callOf(_recipient, ""));
        calls[0].value = 1 gwei;
        vm.deal(_recipient, 1);
        uint256 owner = _ownerGas(calls);
        uint256 session = _sessionGas(terms, calls);

        _record("W0n", owner);
        _record("W2", session);
        _record("W2-W0n", session - owner);
    }

    function test_Batch() external {
        TestCall[] memory calls = new TestCall[](3);
        for (uint256 i = 0; i < 3; i++) {
            calls[i] = transferCall(TRANSFER);
        }
        uint256 owner = _ownerGas(calls);
        uint256 session = _sessionGas(_transferTerms(1), calls);

        _record("W0b", owner);
        _record("W7", session);
        _record("W7-W0b", session - owner);
    }

    function test_GrantAndFirstUse() external {
        _token.mint(_recipient, 1);
        SessionEncoder.Terms memory terms = _transferTerms(1);
        _record("W6", _send(enablingOp(terms, one(transferCall(TRANSFER)), TYPED)));

        terms.salt = 8;
        terms.nonceDomain = "session:other";
        _record("W6text", _send(enablingOp(terms, one(transferCall(TRANSFER)), TEXT)));
    }

    function test_RelayedGrant() external {
        uint256 first = _relayGas(_transferTerms(1), TYPED);
        uint256 two = _relayGas(_transferTerms(2), TYPED);
        uint256 ten = _relayGas(_transferTerms(10), TYPED);
        uint256 text = _relayGas(_transferTerms(2), TEXT);

        _record("relayedGrant", first);
        _record("perCapability", (ten - two) / 8);
        _record("textGrant-typedGrant", text - two);
    }

    /// @dev A transaction may use 2^24 gas (EIP-7825): the largest grant stays far below.
    function test_LargestRelayedGrant() external {
        assertLt(_relayGas(_transferTerms(1000), TYPED), 5_000_000, "1,000 capabilities");
    }

    function test_Revoke() external {
        SessionId id = relayGrant(_transferTerms(1));
        bytes memory none = "";
        TestCall memory revoke = callOf(address(_module), abi.encodeCall(_module.revoke, (account(), id, TYPED, none)));
        TestCall memory revokeAll =
            callOf(address(_module), abi.encodeCall(_module.revokeAll, (account(), TYPED, none)));
        _ownerGas(one(transferCall(TRANSFER)));

        _record("revokeOne", _send(_ownerOp(one(revoke))));
        _record("revokeAll", _send(_ownerOp(one(revokeAll))));
    }

    /// @dev The dearer of a calendar and a rolling one.
    function test_FurtherBudget() external {
        uint256 oneBudget = _sessionGas(_transferTerms(1), one(transferCall(TRANSFER)));
        uint256 calendar = _gasWithFurtherBudget(1) - oneBudget;
        uint256 rolling = _gasWithFurtherBudget(2) - oneBudget;

        _record("perBudget", calendar > rolling ? calendar : rolling);
    }

    function _gasWithFurtherBudget(uint8 kind) private returns (uint256) {
        SessionEncoder.Terms memory terms = _transferTerms(1);
        terms.salt = 9 + kind;
        bytes memory first = terms.budgets[0];
        terms.budgets = new bytes[](2);
        terms.budgets[0] = first;
        terms.budgets[1] = SessionEncoder.budget(kind, address(_token), LIFETIME_LIMIT, 1 days);
        return _sessionGas(terms, one(transferCall(TRANSFER)));
    }

    /// @dev Transfers of the token, a lifetime amount, an expiry; further capabilities on other tokens.
    function _transferTerms(uint256 capabilities) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.salt = uint64(capabilities);
        terms.budgets[0] = SessionEncoder.budget(0, address(_token), LIFETIME_LIMIT, 0);
        terms.ids = new string[](capabilities);
        terms.leaves = new bytes[](capabilities);
        bytes[] memory spends = new bytes[](1);
        spends[0] = SessionEncoder.spendWord(0, 1);
        for (uint256 i = 0; i < capabilities; i++) {
            address target = address(uint160(address(_token)) + uint160(i));
            terms.ids[i] = "erc20.transfer";
            terms.leaves[i] = SessionEncoder.leaf(target, 0xa9059cbb, 0, new bytes[](0), spends);
        }
    }

    /// @dev A signed operation of the owner, with the nonce of a session's lane: the same layout, the same zero bytes.
    function _ownerOp(TestCall[] memory calls) private view returns (PackedUserOperation memory userOp) {
        (uint8 shift, uint8 width) = nonceLayout();
        uint192 key = uint192((defaultTerms().nonce(shift, width, 0) | yardstickSelection()) >> 64);
        userOp = buildUserOp(account(), entryPoint().getNonce(account(), key), encodeCalls(calls));
        userOp.signature = wrap(signDigest(ownerKey(), entryPoint().getUserOpHash(userOp)));
    }

    function _ownerGas(TestCall[] memory calls) private returns (uint256 gas) {
        for (uint256 i = 0; i < 3; i++) {
            gas = _send(_ownerOp(calls));
        }
    }

    function _sessionGas(SessionEncoder.Terms memory terms, TestCall[] memory calls) private returns (uint256 gas) {
        relayGrant(terms);
        for (uint256 i = 0; i < 3; i++) {
            gas = _send(sessionOp(terms, calls));
        }
    }

    function _relayGas(SessionEncoder.Terms memory terms, uint8 form) private returns (uint256) {
        terms.salt += uint64(form) * 1000;
        bytes memory signature = approve(terms, form);
        _module.grant(account(), route(), terms.packed(), form, signature);
        return vm.lastCallGas().gasTotalUsed;
    }

    function _send(PackedUserOperation memory userOp) private returns (uint256) {
        PackedUserOperation[] memory userOps = new PackedUserOperation[](1);
        userOps[0] = userOp;
        address bundler = makeAddress("bundler");
        vm.deal(bundler, 1);
        vm.prank(bundler, bundler);
        entryPoint().handleOps(userOps, payable(bundler));
        return vm.lastCallGas().gasTotalUsed;
    }

    function _record(string memory key, uint256 value) private {
        vm.snapshotValue(accountName(), key, value);
    }
}
