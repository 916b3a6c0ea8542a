// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {ISessionLens} from "../../src/interfaces/ISessionLens.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {SessionCondition, SessionReport} from "../../src/types/SessionReport.sol";
import {GrantView} from "../../src/types/TermsView.sol";
import {ViewEncoder} from "../utils/ViewEncoder.sol";
import {GrantVectorReader} from "./GrantVectorReader.sol";

/// @notice The lens reads every grant of tests/vectors/grants.json.
contract LensVectorsTest is GrantVectorReader {
    using ViewEncoder for GrantView;

    function test_Decode_LosesNothing() public {
        string memory json = readVectors("grants.json");
        for (uint256 i; i < grantCount(json); ++i) {
            GrantVector memory vector = grantAt(json, i);
            bytes memory terms = packedTerms(vector);

            GrantView memory grant = _lensOf(vector).decode(terms);

            assertEq(grant.pack(), terms, vector.name);
            assertEq(grant.capabilityRoot, vector.capabilityRoot, vector.name);
            assertEq(grant.grantHash, keccak256(vector.details), vector.name);
        }
    }

    function test_SessionId() public {
        string memory json = readVectors("grants.json");
        for (uint256 i; i < grantCount(json); ++i) {
            GrantVector memory vector = grantAt(json, i);
            ISessionLens lens = _lensOf(vector);
            (address account, uint40 route) = (vector.input.account, vector.input.route);
            bytes memory envelope = bytes.concat(vector.core, vector.capabilityRoot, keccak256(vector.details));

            SessionReport memory byTerms = lens.sessionOfTerms(account, route, packedTerms(vector));
            SessionReport memory byEnvelope = lens.sessionOfEnvelope(account, route, envelope);

            assertEq(SessionId.unwrap(byTerms.sessionId), vector.sessionId, vector.name);
            assertEq(SessionId.unwrap(byEnvelope.sessionId), vector.sessionId, vector.name);
            assertEq(uint8(byTerms.condition), uint8(SessionCondition.NotInstalled), vector.name);
        }
    }

    function _lensOf(GrantVector memory vector) private returns (ISessionLens) {
        vm.chainId(vector.input.chainId);
        ISessionKeyModule module = moduleAt(vector.input.module);
        return ISessionLens(vm.deployCode("SessionLens.sol:SessionLens", abi.encode(module)));
    }
}
