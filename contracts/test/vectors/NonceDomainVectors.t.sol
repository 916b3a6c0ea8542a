// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "../../src/libraries/CalldataLib.sol";
import {Envelope} from "../../src/types/Envelope.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {VectorTest} from "./VectorTest.sol";

/// @notice Every nonce of tests/vectors/nonce-domains.json is inside its session's domain, its neighbours are not.
contract NonceDomainVectorsTest is VectorTest {
    struct DomainVector {
        string layout;
        uint256 nonceShift;
        uint256 nonceWidth;
        string nonceDomain;
        uint8 laneBits;
        uint256 lane;
        bytes32 domainValue;
        bytes32 nonceBits;
    }

    string private constant TYPE = "DomainVector(string layout,uint256 nonceShift,uint256 nonceWidth,string nonceDomain,uint8 laneBits,"
        "uint256 lane,bytes32 domainValue,bytes32 nonceBits)";

    function test_Nonce_IsInsideItsDomain() public view {
        string memory json = readVectors("nonce-domains.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            DomainVector memory vector = _vectorAt(json, i);
            uint256 nonce = uint256(vector.nonceBits);
            uint256 others = ~(((1 << vector.nonceWidth) - 1) << vector.nonceShift);

            this.requireNonce(_core(vector), nonce, vector.nonceShift, vector.nonceWidth);
            this.requireNonce(_core(vector), nonce | others, vector.nonceShift, vector.nonceWidth);

            uint256 domain = nonce >> vector.nonceShift >> vector.laneBits;
            assertEq(domain, uint256(vector.domainValue), string.concat(vector.layout, ": domain"));
            uint256 lane = (nonce >> vector.nonceShift) & ((1 << vector.laneBits) - 1);
            assertEq(lane, vector.lane, string.concat(vector.layout, ": lane"));
        }
    }

    function test_Nonce_OfTheNextDomain_IsRefused() public {
        string memory json = readVectors("nonce-domains.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            DomainVector memory vector = _vectorAt(json, i);
            uint256 expected = uint256(vector.domainValue);
            uint256 foreign = expected ^ 1;
            uint256 nonce = foreign << vector.laneBits << vector.nonceShift;

            bytes memory core = _core(vector);
            vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.ForeignNonceDomain.selector, expected, foreign));
            this.requireNonce(core, nonce, vector.nonceShift, vector.nonceWidth);
        }
    }

    /// @dev Through a call, because the library reads the envelope from calldata.
    function requireNonce(bytes calldata core, uint256 nonce, uint256 shift, uint256 width) external pure {
        Envelope.wrap(CalldataLib.position(core)).requireNonce(nonce, shift, width);
    }

    function _core(DomainVector memory vector) private pure returns (bytes memory) {
        SessionEncoder.Terms memory terms;
        terms.laneBits = vector.laneBits;
        terms.nonceDomain = vector.nonceDomain;
        return SessionEncoder.core(terms);
    }

    function _vectorAt(string memory json, uint256 index) private pure returns (DomainVector memory) {
        return abi.decode(entryAt(json, ".domains", index, TYPE), (DomainVector));
    }
}
