// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The instructions that ERC-7562 has a word about, up to the fork that the contracts are compiled for.
library OpcodeLib {
    uint256 internal constant KECCAK256 = 0x20;
    uint256 internal constant SLOAD = 0x54;
    uint256 internal constant SSTORE = 0x55;
    uint256 internal constant GAS = 0x5a;
    uint256 internal constant TLOAD = 0x5c;
    uint256 internal constant TSTORE = 0x5d;
    uint256 internal constant CREATE = 0xf0;
    uint256 internal constant CALL = 0xf1;
    uint256 internal constant CALLCODE = 0xf2;
    uint256 internal constant DELEGATECALL = 0xf4;
    uint256 internal constant CREATE2 = 0xf5;
    uint256 internal constant STATICCALL = 0xfa;

    /// @dev ORIGIN 32, GASPRICE 3a, BLOCKHASH 40, COINBASE 41, TIMESTAMP 42, NUMBER 43, PREVRANDAO 44, GASLIMIT 45,
    /// BASEFEE 48, BLOBHASH 49, BLOBBASEFEE 4a, CREATE f0, INVALID fe, SELFDESTRUCT ff.
    uint256 private constant FORBIDDEN = 1 << 0x32 | 1 << 0x3a | 0x3f << 0x40 | 0x07 << 0x48 | 1 << 0xf0 | 3 << 0xfe;

    /// @dev BALANCE 31, SELFBALANCE 47.
    uint256 private constant BALANCES = 1 << 0x31 | 1 << 0x47;

    /// @dev EXTCODESIZE 3b, EXTCODECOPY 3c, EXTCODEHASH 3f.
    uint256 private constant CODE_READS = 3 << 0x3b | 1 << 0x3f;

    /// @dev CALL f1, CALLCODE f2, DELEGATECALL f4, STATICCALL fa.
    uint256 private constant CALLS = 3 << 0xf1 | 1 << 0xf4 | 1 << 0xfa;

    /// @dev 00-0b, 10-1d, 20, 30-4a, 50-5f, 60-9f, a0-a4, f0-f5, fa, fd-ff.
    uint256 private constant ASSIGNED = 0xfff | 0x3fff << 0x10 | 1 << 0x20 | (2 ** 27 - 1) << 0x30 | 0xffff << 0x50
        | (2 ** 64 - 1) << 0x60 | 0x1f << 0xa0 | 0x3f << 0xf0 | 1 << 0xfa | 7 << 0xfd;

    function isForbidden(uint256 opcode) internal pure returns (bool) {
        return FORBIDDEN >> opcode & 1 != 0;
    }

    function isBalance(uint256 opcode) internal pure returns (bool) {
        return BALANCES >> opcode & 1 != 0;
    }

    function isCodeRead(uint256 opcode) internal pure returns (bool) {
        return CODE_READS >> opcode & 1 != 0;
    }

    function isCall(uint256 opcode) internal pure returns (bool) {
        return CALLS >> opcode & 1 != 0;
    }

    /// @notice Persistent or transient.
    function isStorage(uint256 opcode) internal pure returns (bool) {
        return opcode == SLOAD || opcode == SSTORE || isTransient(opcode);
    }

    function isTransient(uint256 opcode) internal pure returns (bool) {
        return opcode == TLOAD || opcode == TSTORE;
    }

    function isAssigned(uint256 opcode) internal pure returns (bool) {
        return ASSIGNED >> opcode & 1 != 0;
    }
}
