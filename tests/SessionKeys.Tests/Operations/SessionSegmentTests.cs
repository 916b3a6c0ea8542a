namespace SessionKeys.Tests;

public sealed class SessionSegmentTests
{
    private static readonly Claim Claim = ClaimPolicy.Default.Choose(Samples.Start.AddHours(1), Samples.Start);

    private static readonly PackedGrant Packed = GrantEncoding.Encode(Samples.Grant);

    private static readonly Call SwapCall = Call.Function(
        Samples.Router, "swap(address,uint256)", Samples.Recipient, UInt256.One) with
    { Data = (byte[])[.. Samples.Swap.Selector.ToArray(), .. new byte[12], .. Samples.Recipient.ToArray()] };

    [Fact]
    public void Segment_ends_with_its_length()
    {
        byte[] segment = SessionSegment.Create(Packed, [Samples.TransferOf(1)], Claim).Stub();

        Assert.Equal(segment.Length - 2, (segment[^2] << 8) | segment[^1]);
    }

    [Fact]
    public void Stub_is_a_signature_that_the_module_takes_for_well_formed_and_nobody_made()
    {
        byte[] segment = SessionSegment.Create(Packed, [Samples.TransferOf(1)], Claim).Stub();

        EcdsaSignature stub = EcdsaSignature.Parse(segment.AsSpan(segment.Length - 67, 65));

        Assert.True(stub.IsLowS);
        Assert.DoesNotContain((byte)0, stub.ToArray());
        Assert.True(Secp256k1.TryRecover(Keccak256.Hash("any"u8), stub, out Address signer));
        Assert.NotEqual(Samples.SessionKey, signer);
    }

    [Fact]
    public void Digest_is_that_of_the_typed_data()
    {
        SessionSegment segment = SessionSegment.Create(Packed, [Samples.TransferOf(1)], Claim);
        Hash32 userOpHash = Keccak256.Hash("operation"u8);
        TypedData data = ModuleTypedData.Create(
            Samples.Context.ChainId,
            Samples.Context.Module,
            new Dictionary<string, object> { ["userOpHash"] = userOpHash, ["segmentHash"] = segment.Hash },
            "SessionOperation(bytes32 userOpHash,bytes32 segmentHash)");

        Assert.Equal(data.Digest(), segment.Digest(userOpHash));
    }

    [Fact]
    public void Signature_of_another_length_is_refused()
    {
        SessionSegment segment = SessionSegment.Create(Packed, [Samples.TransferOf(1)], Claim);

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => segment.Seal(new byte[64]));

        Assert.Contains("64 bytes; allowed is exactly 65", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operation_without_calls_is_refused() =>
        Assert.Throws<ArgumentException>(() => SessionSegment.Create(Packed, [], Claim));

    [Fact]
    public void Forbidden_call_still_makes_a_segment_so_that_the_chain_refuses_it()
    {
        Call forbidden = new(Samples.Account, 1, new byte[] { 1, 2, 3 });

        SessionSegment segment = SessionSegment.Create(Packed, [forbidden, Samples.TransferOf(1)], Claim);

        Assert.True(segment.Length < 2_000);
    }

    [Fact]
    public void Word_outside_a_set_gets_the_empty_proof()
    {
        Call inside = SwapCall;
        Call outside = SwapCall with { Data = (byte[])[.. SwapCall.Data.Span[..^1], 0x99] };
        Call cut = SwapCall with { Data = SwapCall.Data[..^1] };

        int proven = SessionSegment.Create(Packed, [inside], Claim).Length;

        Assert.Equal(proven - 32, SessionSegment.Create(Packed, [outside], Claim).Length);
        Assert.Equal(proven - 32, SessionSegment.Create(Packed, [cut], Claim).Length);
    }

    [Fact]
    public void Set_whose_members_are_not_known_is_refused_with_what_to_do()
    {
        PackedGrant fromChain = GrantEncoding.Encode(Samples.Grant.WithoutSets());

        SessionKeyException refusal = Assert.Throws<SessionKeyException>(
            () => SessionSegment.Create(fromChain, [SwapCall], Claim));

        Assert.Equal("set-unknown", refusal.Id);
        Assert.Equal(Packed.SessionId, fromChain.SessionId);
        Assert.Equal(
            SessionSegment.Create(Packed, [Samples.TransferOf(1)], Claim).Hash,
            SessionSegment.Create(fromChain, [Samples.TransferOf(1)], Claim).Hash);
    }

    [Fact]
    public void Set_that_is_not_that_of_the_root_is_refused()
    {
        Rule forged = Rule.InSet(0, [UInt256.One]) with { Set = [2] };
        PackedGrant grant = GrantEncoding.Encode(Samples.WithCapability(Samples.Swap with { Rules = [forged] }));

        Assert.Throws<SessionKeyException>(() => SessionSegment.Create(grant, [SwapCall], Claim));
    }

    [Fact]
    public void Segment_above_its_limit_is_refused_with_its_length()
    {
        Approval approval = new(ApprovalForm.Typed, new byte[7_000]);

        SessionKeyException refusal = Assert.Throws<SessionKeyException>(
            () => SessionSegment.CreateEnabling(Packed, approval, [Samples.TransferOf(1)], Claim));

        Assert.Equal("segment-too-long", refusal.Id);
        Assert.Contains("allowed are 7168", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Segment_at_its_limit_is_built(int more, bool isBuilt)
    {
        Approval small = new(ApprovalForm.Typed, new byte[65]);
        int rest = SessionSegment.CreateEnabling(Packed, small, [Samples.TransferOf(1)], Claim).Length - 2 - 65;
        Approval approval = new(ApprovalForm.Typed, new byte[EnvelopeLimits.MaxSegmentLength - rest + more]);

        Exception? refusal = Record.Exception(
            () => SessionSegment.CreateEnabling(Packed, approval, [Samples.TransferOf(1)], Claim));

        Assert.Equal(isBuilt, refusal is null);
    }

    [Fact]
    public void Grant_of_33_capabilities_does_not_ride_on_an_operation()
    {
        PackedGrant grant = GrantEncoding.Encode(Samples.With(envelope => envelope with
        {
            Capabilities = Enumerable.Range(0, 33)
                .Select(i => Samples.Swap with { Selector = Selector.FromBytes([1, 2, 3, (byte)i]) })
                .ToValueList(),
        }));

        Assert.Throws<ArgumentException>(() => SessionSegment.CreateEnabling(
            grant, new Approval(ApprovalForm.Text, new byte[65]), [Samples.TransferOf(1)], Claim));
    }
}
