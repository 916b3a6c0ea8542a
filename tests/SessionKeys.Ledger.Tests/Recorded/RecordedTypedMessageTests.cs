namespace SessionKeys.Ledger.Tests;

/// <summary>Typed messages without filters that real devices signed: 0 to 18, none left out.</summary>
/// <remarks>
/// Three devices signed most of them, a fourth the recording 14 (its address stands in the recording "getAddress with
/// chain ID"). The signatures of 2, 3 and 7 recover to addresses that nothing else in the package knows, so they do not
/// fit their messages; only their commands count. Everything goes through our own planner, which refuses none of them.
/// </remarks>
public class RecordedTypedMessageTests
{
    private const string First = "0xB7030d92Ec58bA063aC413a2Ce0420A14686f84f";
    private const string Second = "0xEB1297A7AeEd59196eb8A4e401C952Eb19F62006";
    private const string Third = "0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D";
    private const string Fourth = "0x6cBCD73CD8e8a42844662f0A0e76D7F79Afd933d";

    public static TheoryData<string, string, string> Signed => new()
    {
        { "0", "0", First }, { "11", "11", First }, { "12", "12", First }, { "13", "13", First },
        { "1", "1", Second }, { "4", "4", Second }, { "5", "5", Second }, { "6", "6", Second },
        { "8", "8", Second }, { "9", "9", Second }, { "10", "10", Second },
        { "15", "15-permit", Third }, { "16", "16-permit2", Third }, { "17", "17-uniswapx", Third },
        { "18", "18-1inch-fusion", Third }, { "14", "14", Fourth }, { "14", "14bis", Fourth },
    };

    public static TheoryData<string> WithForeignSignature => ["2", "3", "7"];

    [Theory]
    [MemberData(nameof(Signed))]
    public void Recorded_message_gives_the_recorded_commands_and_signer(string recording, string message, string signer)
    {
        TypedData data = LedgerRecordings.Message(message);

        Assert.Equal(LedgerRecordings.CommandsOf(recording), Commands(data));
        Assert.Equal(Address.Parse(signer), Recover(recording, data));
    }

    [Theory]
    [MemberData(nameof(WithForeignSignature))]
    public void Recording_with_a_foreign_signature_still_has_our_commands(string recording)
    {
        TypedData data = LedgerRecordings.Message(recording);

        Assert.Equal(LedgerRecordings.CommandsOf(recording), Commands(data));
        Assert.DoesNotContain(
            Recover(recording, data), new[] { First, Second, Third, Fourth }.Select(Address.Parse));
    }

    /// <summary>Without this, a comparison that always succeeds would pass the tests above.</summary>
    [Fact]
    public void Another_message_gives_other_commands_and_another_signer()
    {
        TypedData data = LedgerRecordings.Message("1");

        Assert.NotEqual(LedgerRecordings.CommandsOf("0"), Commands(data));
        Assert.NotEqual(Address.Parse(First), Recover("0", data));
    }

    [Fact]
    public void Address_with_a_wrong_checksum_in_message_7_is_refused_as_it_stands()
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(
            () => TypedData.Parse(LedgerRecordings.MessageText("7")));

        Assert.Equal("typed-data-format", refusal.Id);
        Assert.Contains("domain.verifyingContract", refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Commands(TypedData data)
        => TypedDataApdus.Build(DerivationPath.Default, TypedDataPlanner.Plan(data)).Select(
            command => Convert.ToHexStringLower(command.Apdu.ToBytes()));

    private static Address Recover(string recording, TypedData data)
    {
        EcdsaSignature signature = LedgerRecordings.SignatureOf(recording);
        Assert.True(signature.IsLowS);
        Assert.True(Secp256k1.TryRecover(data.Digest(), signature, out Address signer));
        return signer;
    }
}
