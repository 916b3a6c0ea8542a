// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {EnvelopeLib} from "../../src/libraries/EnvelopeLib.sol";
import {Envelope} from "../../src/types/Envelope.sol";
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

            this.checkNonce(vector, nonce);
            this.checkNonce(vector, nonce | others);

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

            vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.ForeignNonceDomain.selector, expected, foreign));
            this.checkNonce(vector, nonce);
        }
    }

    /// @dev Through a call, because the library reads the domain from calldata: at `nonceDomain` of the argument.
    function checkNonce(DomainVector calldata vector, uint256 nonce) external pure {
        string calldata name = vector.nonceDomain;
        uint256 position;
        assembly ("memory-safe") {
            position := name.offset
        }

        Envelope memory envelope;
        _setDomain(envelope, position, bytes(name).length);
        envelope.laneBits = vector.laneBits;
        EnvelopeLib.checkNonce(envelope, nonce, vector.nonceShift, vector.nonceWidth);
    }

    function _setDomain(Envelope memory envelope, uint256 position, uint256 length) private pure {
        envelope.nonceDomainAt = position;
        envelope.nonceDomainLength = length;
    }

    function _vectorAt(string memory json, uint256 index) private pure returns (DomainVector memory) {
        return abi.decode(entryAt(json, ".domains", index, TYPE), (DomainVector));
    }
}
