// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {SnippetAccount} from "../mocks/SnippetAccount.sol";
import {ValidationChecker} from "./ValidationChecker.sol";
import {Violation} from "./ValidationRules.sol";

/// @notice The negative controls of the checker: each rule is broken once, by a few bytes of code in a validation, and
/// the break is found; next to it what is just allowed, and nothing is found.
/// @dev Every instruction has its operands: forge's recorder ends the run at one that has none.
contract ValidationRulesTest is ValidationChecker {
    /// @dev A contract that the validation calls, or whose code the account borrows.
    address private constant SNIPPET = address(0x5111);

    SnippetAccount private _account;
    IEntryPoint private _entryPoint;

    function setUp() external {
        _entryPoint = deployEntryPointV07();
        _account = new SnippetAccount();
        vm.deal(address(_account), 10 ether);
    }

    function test_WhenNothingSpecialHappens() external {
        _allows(SnippetAccount.Kind.Call, hex"00");
        _allows(SnippetAccount.Kind.DelegateCall, hex"00");
    }

    /* OP-011 */

    function test_WhenOriginIsRead() external {
        _finds(hex"3200", "OP-011", 0x32);
    }

    function test_WhenGasPriceIsRead() external {
        _finds(hex"3a00", "OP-011", 0x3a);
    }

    function test_WhenBlockHashIsRead() external {
        _finds(hex"5f4000", "OP-011", 0x40);
    }

    function test_WhenCoinbaseIsRead() external {
        _finds(hex"4100", "OP-011", 0x41);
    }

    function test_WhenTimestampIsRead() external {
        _finds(hex"4200", "OP-011", 0x42);
    }

    function test_WhenNumberIsRead() external {
        _finds(hex"4300", "OP-011", 0x43);
    }

    function test_WhenPrevrandaoIsRead() external {
        _finds(hex"4400", "OP-011", 0x44);
    }

    function test_WhenGasLimitIsRead() external {
        _finds(hex"4500", "OP-011", 0x45);
    }

    function test_WhenBaseFeeIsRead() external {
        _finds(hex"4800", "OP-011", 0x48);
    }

    function test_WhenBlobHashIsRead() external {
        _finds(hex"5f4900", "OP-011", 0x49);
    }

    function test_WhenBlobBaseFeeIsRead() external {
        _finds(hex"4a00", "OP-011", 0x4a);
    }

    function test_WhenContractIsCreated() external {
        _finds(hex"5f5f5ff000", "OP-011", 0xf0);
    }

    function test_WhenInvalidIsRun() external {
        _finds(hex"fe", "OP-011", 0xfe);
    }

    function test_WhenContractDestroysItself() external {
        _finds(hex"30ff", "OP-011", 0xff);
    }

    /* OP-012, OP-013, OP-020, OP-031, OP-080 */

    function test_WhenGasIsRead() external {
        // GAS, POP.
        _finds(hex"5a5000", "OP-012", 0x5a);
    }

    function test_WhenGasIsReadForCall() external {
        // STATICCALL(GAS, 4, 0, 0, 0, 0).
        _allows(SnippetAccount.Kind.Call, hex"5f5f5f5f60045afa00");
        // DELEGATECALL of itself would not end: of the identity precompile.
        _allows(SnippetAccount.Kind.Call, hex"5f5f5f5f60045af400");
    }

    function test_WhenOpcodeIsNotAssigned() external {
        _finds(hex"0c", "OP-013", 0x0c);
        _finds(hex"5f1e", "OP-013", 0x1e);
        _finds(hex"a5", "OP-013", 0xa5);
    }

    function test_WhenFrameRunsOutOfGas() external {
        // MLOAD of a position that no gas pays for.
        _finds(hex"63ffffffff5100", "OP-020", 0x51);
    }

    function test_WhenContractIsCreatedAtKnownAddress() external {
        _finds(hex"5f5f5f5ff500", "OP-031", 0xf5);
    }

    function test_WhenBalanceIsRead() external {
        _finds(hex"303100", "OP-080", 0x31);
    }

    function test_WhenOwnBalanceIsRead() external {
        _finds(hex"4700", "OP-080", 0x47);
    }

    /* STO-010, STO-021, OP-070 */

    function test_WhenOwnStorageIsTouched() external {
        // SLOAD(7), SSTORE(8, 1), TLOAD(9), TSTORE(10, 1), in the account's storage by borrowed code.
        _allows(SnippetAccount.Kind.DelegateCall, hex"60075450600160085560095c506001600a5d00");
    }

    function test_WhenForeignStorageIsRead() external {
        _finds(hex"60075400", "STO-021", 7);
    }

    function test_WhenForeignStorageIsWritten() external {
        _finds(hex"600160075500", "STO-021", 7);
    }

    function test_WhenForeignTransientStorageIsRead() external {
        _finds(hex"60075c00", "OP-070", 7);
    }

    function test_WhenForeignTransientStorageIsWritten() external {
        _finds(hex"600160075d00", "OP-070", 7);
    }

    function test_WhenSlotIsTheAccount() external {
        // SLOAD(CALLER).
        _allows(SnippetAccount.Kind.Call, hex"335400");
    }

    function test_WhenSlotIsAssociated() external {
        _allows(SnippetAccount.Kind.Call, _hashAndLoad(hex"33", 0));
        _allows(SnippetAccount.Kind.Call, _hashAndLoad(hex"33", 128));
    }

    function test_WhenSlotIsFarBehindTheHash() external {
        _finds(_hashAndLoad(hex"33", 129), "STO-021", uint256(keccak256(abi.encode(_account, 5))) + 129);
    }

    function test_WhenSlotIsInFrontOfTheHash() external {
        _finds(_hashAndLoad(hex"33", type(uint256).max), "STO-021", uint256(keccak256(abi.encode(_account, 5))) - 1);
    }

    function test_WhenSlotIsAssociatedWithAnother() external {
        // The contract's own address instead of the account's.
        _finds(_hashAndLoad(hex"30", 0), "STO-021", uint256(keccak256(abi.encode(SNIPPET, 5))));
    }

    function test_WhenAccountIsNotTheInnermostKey() external {
        // keccak256(5 ‖ keccak256(account ‖ 5)): what mapping(account => mapping(x => …)) touches.
        bytes memory code = hex"335f52600560205260405f2060205260055f5260405f205400";
        bytes32 outer = keccak256(abi.encode(5, keccak256(abi.encode(_account, 5))));
        _finds(code, "STO-021", uint256(outer));
    }

    function test_WhenLibraryBorrowsTheCallersStorage() external {
        // A contract that borrows code works on its own storage, which is not the account's: DELEGATECALL(GAS, 0x5112).
        vm.etch(address(0x5112), hex"60075400");
        _finds(hex"5f5f5f5f6151125af400", "STO-021", 7);
    }

    /* OP-041 */

    function test_WhenTargetHasNoCode() external {
        // STATICCALL, CALL, DELEGATECALL and CALLCODE of 0xbeef; EXTCODESIZE, EXTCODEHASH and EXTCODECOPY.
        _finds(hex"5f5f5f5f61beef5afa00", "OP-041", 0xbeef);
        _finds(hex"5f5f5f5f5f61beef5af100", "OP-041", 0xbeef);
        _finds(hex"5f5f5f5f61beef5af400", "OP-041", 0xbeef);
        _finds(hex"5f5f5f5f5f61beef5af200", "OP-041", 0xbeef);
        _finds(hex"61beef3b00", "OP-041", 0xbeef);
        _finds(hex"61beef3f00", "OP-041", 0xbeef);
        _finds(hex"5f5f5f61beef3c00", "OP-041", 0xbeef);
    }

    function test_WhenPrecompileIsCalled() external {
        _allows(SnippetAccount.Kind.Call, hex"5f5f5f5f60015afa00");
        _allows(SnippetAccount.Kind.Call, hex"5f5f5f5f60095afa00");
    }

    function test_WhenLaterPrecompileIsCalled() external {
        _finds(hex"5f5f5f5f600a5afa00", "OP-041", 10);
        _finds(hex"5f5f5f5f6101005afa00", "OP-041", 0x100);
        _finds(hex"5f5f5f5f5f5afa00", "OP-041", 0);
    }

    /* OP-052 to OP-054, OP-061 */

    function test_WhenValueIsSent() external {
        vm.etch(SNIPPET, hex"00");
        _findsIn(_inspect(SnippetAccount.Kind.Call, SNIPPET, 1, ""), "OP-061", uint160(SNIPPET), address(_account));
    }

    function test_WhenAccountDeposits() external {
        bytes memory deposit = abi.encodeCall(_entryPoint.depositTo, (address(_account)));
        assertEq(_inspect(SnippetAccount.Kind.Call, address(_entryPoint), 1, deposit).length, 0, "depositTo");
        assertEq(_inspect(SnippetAccount.Kind.Call, address(_entryPoint), 1, "").length, 0, "fallback");
    }

    function test_WhenEntryPointIsAskedForNonce() external {
        bytes memory data = abi.encodeCall(_entryPoint.getNonce, (address(_account), 0));
        Violation[] memory found = _inspect(SnippetAccount.Kind.Call, address(_entryPoint), 0, data);
        assertEq(found[0].rule, "OP-054", "rule");
        assertEq(found[0].detail, uint160(address(_entryPoint)), "detail");
        // mapping(sender => mapping(key => …)): not associated either.
        assertEq(found[1].rule, "STO-021", "rule of the nonce's slot");
    }

    function test_WhenEntryPointsCodeIsRead() external {
        _finds(bytes.concat(hex"73", bytes20(address(_entryPoint)), hex"3b00"), "OP-054", uint160(address(_entryPoint)));
    }

    function test_WhenAnotherDeposits() external {
        // CALL(GAS, EntryPoint, 0, …): the fallback, but not from the account.
        bytes memory code = bytes.concat(hex"5f5f5f5f5f73", bytes20(address(_entryPoint)), hex"5af100");
        Violation[] memory found = _run(SnippetAccount.Kind.Call, code);
        assertEq(found[0].rule, "OP-054", "rule");
        // The deposit goes to the snippet, so its slot is not associated with the account either.
        assertEq(found[1].rule, "STO-021", "rule of the deposit's slot");
    }

    /* HELPERS */

    /// @dev SLOAD(keccak256(key ‖ 5) + offset); the key is one instruction.
    function _hashAndLoad(bytes memory key, uint256 offset) private pure returns (bytes memory) {
        bytes memory hash = bytes.concat(key, hex"5f52600560205260405f20");
        return bytes.concat(hash, hex"7f", bytes32(offset), hex"015400");
    }

    function _allows(SnippetAccount.Kind kind, bytes memory code) private {
        assertEq(_run(kind, code).length, 0, "violations");
    }

    function _finds(bytes memory code, bytes32 rule, uint256 detail) private {
        _findsIn(_run(SnippetAccount.Kind.Call, code), rule, detail, SNIPPET);
    }

    function _findsIn(Violation[] memory found, bytes32 rule, uint256 detail, address actor) private pure {
        assertEq(found.length, 1, "violations");
        assertEq(found[0].rule, rule, "rule");
        assertEq(bytes32(found[0].detail), bytes32(detail), "detail");
        assertEq(found[0].actor, actor, "who");
    }

    function _run(SnippetAccount.Kind kind, bytes memory code) private returns (Violation[] memory) {
        vm.etch(SNIPPET, code);
        return _inspect(kind, SNIPPET, 0, "");
    }

    function _inspect(SnippetAccount.Kind kind, address target, uint256 value, bytes memory data)
        private
        returns (Violation[] memory)
    {
        PackedUserOperation memory userOp =
            buildUserOp(address(_account), _entryPoint.getNonce(address(_account), 0), "");
        userOp.signature = abi.encode(kind, target, value, data);
        Inspection memory inspection = inspect(_entryPoint, userOp, address(_account));
        assertSucceeded(inspection.outcome);
        assertGt(inspection.watchedSteps, 0, "instructions of the account");
        return inspection.violations;
    }
}
