using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>
/// What a session operation carries at the tail of its signature: claim, terms, proofs, and a signature.
/// </summary>
/// <remarks>
/// Immutable and thread-safe. The account says what stands before the segment (<see
/// cref="ISmartAccount.WrapSignature"/>).
/// </remarks>
public sealed class SessionSegment
{
    /// <summary>The segment ends with the length of everything before it, in 2 bytes.</summary>
    private const int LengthSize = 2;

    private static readonly byte[] StubS =
        Convert.FromHexString("41D41D41924924928AF8AF8AF8AF8AF89E4A05F223A6FCE05BEDF24F65789492");

    private readonly byte[] _unsigned;
    private readonly SessionContext _context;
    private readonly int _signatureLength;

    private SessionSegment(byte[] unsigned, SessionGrant grant)
    {
        _unsigned = unsigned;
        _context = grant.Context;
        _signatureLength = grant.Envelope.KeyType == KeyType.P256 ? P256.SignatureLength : EcdsaSignature.Length;
        Hash = Keccak256.Hash(unsigned);
        int announced = unsigned.Length + _signatureLength;
        Length = announced + LengthSize;
        if (announced > EnvelopeLimits.MaxSegmentLength)
        {
            throw new SessionKeyException(
                "segment-too-long",
                $"The segment was refused: {announced} bytes; allowed are {EnvelopeLimits.MaxSegmentLength}. " +
                "Relay the grant instead of carrying it, or make fewer calls in one operation.");
        }
    }

    /// <summary>Gets the bytes that the session key signs by their hash.</summary>
    public ReadOnlyMemory<byte> Unsigned => _unsigned;

    /// <summary>Gets the hash of <see cref="Unsigned"/>.</summary>
    public Hash32 Hash { get; }

    /// <summary>Gets the length of the whole segment with signature and length, in bytes.</summary>
    public int Length { get; }

    /// <summary>Builds the segment of an operation of a session that lives already.</summary>
    /// <param name="grant">The packed grant.</param>
    /// <param name="calls">The calls of the operation, in order; at least one.</param>
    /// <param name="claim">The claimed time.</param>
    /// <param name="options">Parts that only some sessions need; null for none.</param>
    /// <returns>The segment without its signature.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There is no call, or an option does not fit the grant.</exception>
    /// <exception cref="SessionKeyException">
    /// The segment is too long, or the members of a set are not known (<c>set-unknown</c>).
    /// </exception>
    public static SessionSegment Create(
        PackedGrant grant, IReadOnlyList<Call> calls, Claim claim, SegmentOptions? options = null) =>
        Build(grant, null, calls, claim, options);

    /// <summary>Builds the segment of the operation that brings a grant on chain and uses it.</summary>
    /// <param name="grant">The packed grant, of at most 32 capabilities.</param>
    /// <param name="approval">The approver's signature over the grant.</param>
    /// <param name="calls">The calls of the operation, in order; at least one.</param>
    /// <param name="claim">The claimed time.</param>
    /// <param name="options">Parts that only some sessions need; null for none.</param>
    /// <returns>The segment without its signature.</returns>
    /// <remarks>
    /// The approval is judged in validation, so estimating gas needs the true one, as a stub would be refused by name.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// There is no call, there are too many capabilities, or an option does not fit the grant.
    /// </exception>
    /// <exception cref="SessionKeyException">
    /// The segment is too long, the members of a set are not known (<c>set-unknown</c>), or a text with token names was
    /// approved (<c>token-names-need-relay</c>).
    /// </exception>
    public static SessionSegment CreateEnabling(
        PackedGrant grant,
        Approval approval,
        IReadOnlyList<Call> calls,
        Claim claim,
        SegmentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(approval);
        if (grant.Leaves.Count > EnvelopeLimits.MaxCapabilitiesInOperation)
        {
            throw new ArgumentException(
                $"A grant inside an operation was refused: {grant.Leaves.Count} capabilities; allowed are " +
                $"{EnvelopeLimits.MaxCapabilitiesInOperation}. Relay the grant instead.",
                nameof(grant));
        }

        return Build(grant, approval, calls, claim, options);
    }

    /// <summary>Computes what the session key signs for an operation.</summary>
    /// <param name="userOpHash">The hash as the account hands it to the module.</param>
    /// <returns>The EIP-712 digest of <c>SessionOperation</c>.</returns>
    public Hash32 Digest(Hash32 userOpHash) =>
        OperationDigest.Compute(_context.ChainId, _context.Module, userOpHash, Hash);

    /// <summary>Closes the segment with a secp256k1 signature.</summary>
    /// <param name="signature">The session key's signature of <see cref="Digest"/>.</param>
    /// <returns>The whole segment.</returns>
    /// <exception cref="ArgumentException">The session key is a P-256 key.</exception>
    public byte[] Seal(EcdsaSignature signature) => Seal(signature.ToArray());

    /// <summary>Closes the segment with a signature of the session key's type.</summary>
    /// <param name="signature">r ‖ s ‖ v of secp256k1, 65 bytes, or r ‖ s of P-256, 64 bytes.</param>
    /// <returns>The whole segment.</returns>
    /// <exception cref="ArgumentException">The signature has another length.</exception>
    public byte[] Seal(ReadOnlySpan<byte> signature)
    {
        if (signature.Length != _signatureLength)
        {
            throw new ArgumentException(
                $"A signature was refused: {signature.Length} bytes; allowed is exactly {_signatureLength}. " +
                "Sign with the key that the grant names.",
                nameof(signature));
        }

        byte[] segment = new byte[Length];
        _unsigned.CopyTo(segment, 0);
        signature.CopyTo(segment.AsSpan(_unsigned.Length));
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(Length - LengthSize), (ushort)(Length - LengthSize));
        return segment;
    }

    /// <summary>Closes the segment with a well-formed signature of nobody, to estimate gas.</summary>
    /// <returns>A segment of the right length, without zero bytes where a signature has few.</returns>
    public byte[] Stub()
    {
        // As costly to judge as a true one: r is the x of a point of either curve, so that a signer is recovered and
        // no verifier gives up early; s is in the lower half of both orders and v is 27, as the module refuses anything
        // else by name. For P-256, r / s is 0x69…69: without a digit 0 in base 4, a verifier in Solidity skips no step.
        byte[] signature = new byte[_signatureLength];
        signature.AsSpan(0, 32).Fill(0x57);
        StubS.CopyTo(signature.AsSpan(32));
        signature.AsSpan(64).Fill(27);
        return Seal(signature);
    }

    private static SessionSegment Build(
        PackedGrant grant, Approval? approval, IReadOnlyList<Call> calls, Claim claim, SegmentOptions? options)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(calls);
        if (calls.Count == 0)
        {
            throw new ArgumentException(
                "An operation was refused: 0 calls; allowed is at least 1. Add a call.", nameof(calls));
        }

        options ??= new SegmentOptions();
        SegmentRules.Check(grant.Grant, approval, options);
        int[] capabilities = [.. calls.Select(call => CallMatcher.Find(grant, call).Index)];
        SegmentWriter writer = new(grant, options);
        writer.Head(claim, approval is not null);
        List<int> carried;
        if (approval is not null)
        {
            carried = [.. Enumerable.Range(0, grant.Leaves.Count)];
            writer.Grant(approval);
        }
        else
        {
            carried = [.. capabilities.Distinct().Order()];
            writer.Leaves(carried);
        }

        for (int i = 0; i < calls.Count; i++)
        {
            writer.Call(calls[i], capabilities[i], carried.IndexOf(capabilities[i]));
        }

        writer.Extras();
        return new SessionSegment(writer.Written.ToArray(), grant.Grant);
    }
}
