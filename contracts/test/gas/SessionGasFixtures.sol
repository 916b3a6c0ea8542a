// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {SessionFixtures} from "../utils/SessionFixtures.sol";

/// @notice The gas of defined work, whole transactions, under the conditions of the published figures: EntryPoint v0.7,
/// one operation per `handleOps`, beneficiary = sender of the transaction and not empty, no paymaster, the account's
/// deposit covers the prefund, the third operation of its kind: nonce key, recipient and counters are not zero any more.
/// @dev Run with `--isolate`: then each call is a transaction of its own, with intrinsic and calldata gas.
///
/// Under these conditions MetaMask's multi-signature account, in its published bytecode, comes within 60 gas of its
/// published figure for stopping everything; without the deposit it costs 7,700 more.
abstract contract SessionGasFixtures is SessionFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    uint128 internal constant TRANSFER = 1e6;
    uint256 private constant DEPOSIT = 1 ether;
    uint128 internal constant LIFETIME_LIMIT = 1_000_000e6;

    /// @notice The name of the account in the snapshot file.
    function accountName() internal view virtual returns (string memory);

    /// @dev Without a deposit each operation has the account send the missing part along, in a call with value.
    function depositPrefund() internal {
        vm.deal(address(this), DEPOSIT);
        entryPoint().depositTo{value: DEPOSIT}(account());
    }

    /// @notice Transfers of the token, a lifetime amount, an expiry; further capabilities on other tokens.
    function transferTerms(uint256 capabilities) internal view returns (SessionEncoder.Terms memory terms) {
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

    /// @notice The third of these operations, by a key on secp256k1.
    function sessionGas(SessionEncoder.Terms memory terms, TestCall[] memory calls) internal returns (uint256 gas) {
        relayGrant(terms);
        for (uint256 i = 0; i < 3; i++) {
            gas = sendAsBundler(sessionOp(terms, calls));
        }
    }

    function sendAsBundler(PackedUserOperation memory userOp) internal returns (uint256) {
        PackedUserOperation[] memory userOps = bundleOf(userOp);
        address bundler = makeAddress("bundler");
        vm.deal(bundler, 1);
        vm.prank(bundler, bundler);
        entryPoint().handleOps(userOps, payable(bundler));
        return vm.lastCallGas().gasTotalUsed;
    }

    function record(string memory key, uint256 value) internal {
        vm.snapshotValue(accountName(), key, value);
    }
}
