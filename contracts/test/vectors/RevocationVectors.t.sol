// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {VectorTest} from "./VectorTest.sol";

/// @notice Every message of tests/vectors/revocations.json gives the same bytes on chain, and ends what it names.
contract RevocationVectorsTest is VectorTest {
    struct SessionVector {
        uint256 chainId;
        address module;
        address account;
        bytes32 sessionId;
        bytes32 digest;
        bytes typedSignature;
        string text;
        bytes32 textDigest;
        bytes textSignature;
    }

    struct AllSessionsVector {
        uint256 chainId;
        address module;
        address account;
        uint32 epoch;
        bytes32 digest;
        bytes typedSignature;
        string text;
        bytes32 textDigest;
        bytes textSignature;
    }

    string private constant SESSION_TYPE = "SessionVector(uint256 chainId,address module,address account,bytes32 sessionId,bytes32 digest,"
        "bytes typedSignature,string text,bytes32 textDigest,bytes textSignature)";
    string private constant ALL_SESSIONS_TYPE = "AllSessionsVector(uint256 chainId,address module,address account,uint32 epoch,bytes32 digest,"
        "bytes typedSignature,string text,bytes32 textDigest,bytes textSignature)";

    uint32 private constant EPOCH = 1;

    function test_OneSession_Digests() public {
        string memory json = readVectors("revocations.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".sessionCount"); ++i) {
            SessionVector memory vector = _sessionAt(json, i);
            ISessionKeyModule module = _moduleOn(vector.chainId, vector.module);
            SessionId id = SessionId.wrap(vector.sessionId);

            string memory text = _renderer.revocationText(vector.module, vector.account, id);
            assertEq(text, vector.text, "text");
            assertEq(
                _messages.revocationDigest(address(module), vector.account, id, TEXT), vector.textDigest, "text digest"
            );
            assertEq(
                _messages.revocationDigest(address(module), vector.account, id, TYPED), vector.digest, "typed digest"
            );
        }
    }

    function test_AllSessions_Digests() public {
        string memory json = readVectors("revocations.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".allSessionsCount"); ++i) {
            AllSessionsVector memory vector = _allSessionsAt(json, i);
            ISessionKeyModule module = _moduleOn(vector.chainId, vector.module);
            (address account, uint32 epoch) = (vector.account, vector.epoch);

            string memory text = _renderer.allRevocationText(vector.module, account, epoch);
            assertEq(text, vector.text, "text");
            assertEq(
                _messages.allRevocationDigest(address(module), account, epoch, TEXT), vector.textDigest, "text digest"
            );
            assertEq(
                _messages.allRevocationDigest(address(module), account, epoch, TYPED), vector.digest, "typed digest"
            );
        }
    }

    function test_OneSession_EndsByEitherSignature() public {
        string memory json = readVectors("revocations.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".sessionCount"); ++i) {
            for (uint8 form = TEXT; form <= TYPED; ++form) {
                SessionVector memory vector = _sessionAt(json, i);
                ISessionKeyModule module = _moduleOn(vector.chainId, vector.module);
                SessionId id = SessionId.wrap(vector.sessionId);
                uint256 snapshot = vm.snapshotState();
                install(module, vector.account, _approver(json), EPOCH, 64, 32);

                module.revoke(vector.account, id, form, form == TEXT ? vector.textSignature : vector.typedSignature);

                (, bool revoked,,,) = sessionStatusOf(module, vector.account, id);
                assertTrue(revoked, "revoked");
                vm.revertToState(snapshot);
            }
        }
    }

    /// @dev Not from the last epoch, behind which there is no other.
    function test_AllSessions_EndByEitherSignature() public {
        string memory json = readVectors("revocations.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".allSessionsCount"); ++i) {
            AllSessionsVector memory vector = _allSessionsAt(json, i);
            if (vector.epoch == type(uint32).max) continue;

            for (uint8 form = TEXT; form <= TYPED; ++form) {
                ISessionKeyModule module = _moduleOn(vector.chainId, vector.module);
                install(module, vector.account, _approver(json), vector.epoch, 64, 32);

                module.revokeAll(vector.account, form, form == TEXT ? vector.textSignature : vector.typedSignature);

                (, uint32 epoch,,,) = accountStateOf(module, vector.account);
                assertEq(epoch, vector.epoch + 1, "epoch");
            }
        }
    }

    function _sessionAt(string memory json, uint256 index) private pure returns (SessionVector memory) {
        return abi.decode(entryAt(json, ".sessions", index, SESSION_TYPE), (SessionVector));
    }

    function _allSessionsAt(string memory json, uint256 index) private pure returns (AllSessionsVector memory) {
        return abi.decode(entryAt(json, ".allSessions", index, ALL_SESSIONS_TYPE), (AllSessionsVector));
    }

    function _moduleOn(uint256 chainId, address place) private returns (ISessionKeyModule) {
        vm.chainId(chainId);
        return moduleAt(place);
    }

    function _approver(string memory json) private pure returns (address) {
        return vm.parseJsonAddress(json, ".approver.address");
    }
}
