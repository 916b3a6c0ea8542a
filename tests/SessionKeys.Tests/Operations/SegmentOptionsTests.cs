namespace SessionKeys.Tests;

/// <summary>Options that do not fit their grant: the module could only say that a length is wrong.</summary>
public sealed class SegmentOptionsTests
{
    private static readonly Claim Claim = new(Samples.Start.AddHours(1), null);

    private static readonly RenewalConsent Consent = new(Samples.Start, EcdsaSignature.Parse([.. new byte[64], 27]));

    private static readonly PackedGrant Plain = GrantEncoding.Encode(Samples.Grant);

    private static readonly PackedGrant Renewed = GrantEncoding.Encode(Samples.With(envelope => envelope with
    {
        Ttl = TimeSpan.FromHours(1),
        MaxRenewals = 1,
        Renewer = Samples.Router,
    }));

    [Fact]
    public void Renewal_by_a_renewer_needs_its_consent()
    {
        ArgumentException refusal =
            Assert.Throws<ArgumentException>(() => Build(Renewed, new SegmentOptions { Renew = true }));

        Assert.Contains($"the renewer {Samples.Router}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            Build(Renewed, null).Length + 71,
            Build(Renewed, new SegmentOptions { Renew = true, Consent = Consent }).Length);
    }

    [Fact]
    public void Consent_without_a_renewal_or_without_a_renewer_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Build(Renewed, new SegmentOptions { Consent = Consent }));
        Assert.Throws<ArgumentException>(() => Build(Plain, new SegmentOptions { Renew = true, Consent = Consent }));
    }

    [Fact]
    public void Renewal_of_a_session_without_ttl_is_left_to_the_module() =>
        Assert.Equal(Build(Plain, null).Length, Build(Plain, new SegmentOptions { Renew = true }).Length);

    [Fact]
    public void Options_of_a_P256_key_do_not_fit_another_key()
    {
        Assert.Throws<ArgumentException>(() => Build(Plain, new SegmentOptions { P256InSolidity = true }));
        Assert.Throws<ArgumentException>(() => Build(Plain, new SegmentOptions { PublicKey = new byte[64] }));
    }

    [Fact]
    public void P256_key_needs_its_own_public_key()
    {
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();
        using InMemoryP256SessionKey other = InMemoryP256SessionKey.Create();
        PackedGrant grant = GrantEncoding.Encode(
            Samples.With(envelope => envelope with { KeyType = KeyType.P256 }) with { SessionKey = key.Address });

        ArgumentException missing = Assert.Throws<ArgumentException>(() => Build(grant, null));
        ArgumentException foreign = Assert.Throws<ArgumentException>(
            () => Build(grant, new SegmentOptions { PublicKey = other.PublicKey }));

        Assert.Contains("0 bytes; allowed is exactly 64", missing.Message, StringComparison.Ordinal);
        Assert.Contains($"its address is {other.Address}", foreign.Message, StringComparison.Ordinal);
        Assert.Contains($"session key {key.Address}", foreign.Message, StringComparison.Ordinal);
        Assert.Equal(
            Build(Plain, null).Length + 63, Build(grant, new SegmentOptions { PublicKey = key.PublicKey }).Length);
    }

    [Theory]
    [InlineData(true, ApprovalForm.Text, true)]
    [InlineData(true, ApprovalForm.Typed, false)]
    [InlineData(false, ApprovalForm.Text, false)]
    public void Text_with_token_names_does_not_ride_on_an_operation(bool names, ApprovalForm form, bool isRefused)
    {
        PackedGrant grant = GrantEncoding.Encode(Samples.With(envelope => envelope with { TokenNames = names }));
        Approval approval = new(form, new byte[65]);

        Exception? refusal = Record.Exception(
            () => SessionSegment.CreateEnabling(grant, approval, [Samples.TransferOf(1)], Claim));

        Assert.Equal(isRefused ? "token-names-need-relay" : null, (refusal as SessionKeyException)?.Id);
    }

    private static SessionSegment Build(PackedGrant grant, SegmentOptions? options) =>
        SessionSegment.Create(grant, [Samples.TransferOf(1)], Claim, options);
}
