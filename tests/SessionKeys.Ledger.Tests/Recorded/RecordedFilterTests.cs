namespace SessionKeys.Ledger.Tests;

/// <summary>All recordings with filters, against the catalogues of descriptors beside them.</summary>
/// <remarks>
/// The first edition of the catalogue has no formats, the second has. Most of these descriptors hide fields, which is
/// refused unless allowed. The descriptions of tokens on chain 137 stand in the recordings alone, so they come from
/// there.
/// </remarks>
public class RecordedFilterTests
{
    private static readonly Address Signer = Address.Parse("0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D");

    public static TheoryData<string, string, string> Recordings
    {
        get
        {
            TheoryData<string, string, string> data = [];
            for (int i = 0; i <= 18; i++)
            {
                data.Add($"{i}-filtered-v1", MessageOf(i), "v1");
            }

            for (int i = 15; i <= 18; i++)
            {
                data.Add($"{i}-filtered-v2", MessageOf(i), "v2");
            }

            data.Add("14-filtered-v1", "14bis", "v1");
            data.Add("1-filtered-empty-array-1-level-v2", "1-empty-array-1-level", "v2");
            data.Add("1-filtered-empty-array-2-levels-v2", "1-empty-array-2-levels", "v2");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Recorded_message_with_its_descriptor_gives_the_recorded_commands_and_signer(
        string recording, string message, string catalogue)
    {
        TypedData data = LedgerRecordings.Message(message);
        TypedDataDescriptor descriptor = DescriptorOf(recording, data, catalogue) with { AllowHiddenFields = true };

        Assert.Equal(LedgerRecordings.CommandsOf(recording), Commands(data, descriptor));
        Assert.True(Secp256k1.TryRecover(data.Digest(), LedgerRecordings.SignatureOf(recording), out Address signer));
        Assert.Equal(Signer, signer);
    }

    [Fact]
    public void Descriptors_that_hide_fields_are_refused_unless_allowed()
    {
        List<string> complete = [];
        foreach (object[] row in Recordings)
        {
            TypedData data = LedgerRecordings.Message((string)row[1]);
            TypedDataDescriptor descriptor = DescriptorOf((string)row[0], data, (string)row[2]);
            try
            {
                _ = Commands(data, descriptor);
                complete.Add((string)row[0]);
            }
            catch (LedgerException refusal)
            {
                Assert.Equal(LedgerReason.DescriptorUnsuitable, refusal.Reason);
                Assert.Contains("hides", refusal.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal(
            ["3-filtered-v1", "5-filtered-v1", "10-filtered-v1", "13-filtered-v1", "14-filtered-v1", "14-filtered-v1"],
            complete);
    }

    private static string MessageOf(int number) => number switch
    {
        15 => "15-permit",
        16 => "16-permit2",
        17 => "17-uniswapx",
        18 => "18-1inch-fusion",
        _ => $"{number}",
    };

    private static TypedDataDescriptor DescriptorOf(string recording, TypedData data, string catalogue)
        => TypedDataDescriptor.ParseAll(LedgerRecordings.Catalogue(catalogue)).Single(each => each.IsFor(data)) with
        {
            Tokens =
            [
                .. LedgerRecordings.Apdus(recording).Where(exchange => exchange.Command[1] == 0x0a).Select(
                    exchange => SignedToken.Parse(exchange.Command.AsSpan(5))),
            ],
        };

    private static IEnumerable<string> Commands(TypedData data, TypedDataDescriptor descriptor)
    {
        TypedDataPlan plan = TypedDataPlanner.Plan(data);
        return TypedDataApdus.Build(DerivationPath.Default, plan, FilterCommands.Create(descriptor, data, plan)).Select(
            command => Convert.ToHexStringLower(command.Apdu.ToBytes()));
    }
}
