using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using SessionKeys.Bundler.Client;
using SessionKeys.Ledger;

namespace SessionKeys.Tests;

/// <summary>
/// Secrets stand in no text, error, JSON, debugger display, exchange or file, whatever is done with them.
/// </summary>
public sealed class SecretCanaryTests
{
    private static readonly Assembly[] Sources =
        [typeof(Address).Assembly, typeof(LedgerApprover).Assembly, typeof(BundlerClient).Assembly];

    private static readonly string[] SecretNames =
        ["secret", "password", "passphrase", "seed", "mnemonic", "privateKey", "entropy"];

    private static readonly Type[] Holders = [typeof(IApprover), typeof(ISessionKeySigner)];

    public static TheoryData<string> Members => [.. SecretDrives.ByMember.Keys];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Secret_is_shown_by_nothing(string member)
    {
        Evidence evidence = new();

        await SecretDrives.ByMember[member](evidence);

        Assert.NotEqual(0, evidence.Texts.Count + evidence.Bytes.Count);
        Assert.Null(evidence.Find([SecretDrives.Key, SecretDrives.Password, .. LedgerSecretDrive.Canaries]));
    }

    /// <summary>So that a new type or member is noticed: it must be driven, too.</summary>
    [Fact]
    public void Every_public_member_that_takes_a_secret_and_every_type_that_holds_one_is_driven()
    {
        IEnumerable<string> found = Sources.SelectMany(assembly => assembly.GetExportedTypes()).SelectMany(Names);

        Assert.Equal(
            found.Distinct().Order(StringComparer.Ordinal),
            SecretDrives.ByMember.Keys.Except(["OwnerOperationSigner"]).Order(StringComparer.Ordinal));
    }

    /// <summary>Whoever adds logging to one of these packages adds its texts to the evidence.</summary>
    [Fact]
    public void Packages_that_see_secrets_do_not_log()
    {
        Assert.All(Sources, assembly => Assert.DoesNotContain(
            assembly.GetReferencedAssemblies(),
            reference => reference.Name!.Contains("Logging", StringComparison.Ordinal)
                || reference.Name is "System.Console" or "System.Diagnostics.TraceSource"));
    }

    [Fact]
    public async Task Drives_reach_the_errors()
    {
        Evidence evidence = new();
        foreach (Func<Evidence, Task> drive in SecretDrives.ByMember.Values)
        {
            await drive(evidence);
        }

        Assert.True(evidence.Exceptions > 100, $"{evidence.Exceptions} errors");
        Assert.Contains(evidence.Texts, text => text.Contains("keystore-", StringComparison.Ordinal));
    }

    /// <summary>The negative control: what leaks is found, in every encoding and at every place.</summary>
    [Fact]
    public async Task Leak_is_found_in_every_form()
    {
        byte[] secret = SecretDrives.Key.Secret;
        BigInteger number = new(secret, isUnsigned: true, isBigEndian: true);
        object[] leaks =
        [
            new LeakingText(Convert.ToHexString(secret)),
            new LeakingText(Convert.ToHexStringLower(secret)[20..40]),
            new LeakingText($"x{Convert.ToBase64String(secret)}"),
            new LeakingText(Convert.ToBase64String([1, .. secret])),
            new LeakingText(Convert.ToBase64String([1, 2, .. secret])),
            new LeakingText(BitConverter.ToString(secret)),
            new LeakingText(string.Join(", ", secret)),
            new LeakingText(number.ToString(CultureInfo.InvariantCulture)),
            new LeakingText(Encoding.Latin1.GetString(secret)),
            new LeakingText(Encoding.UTF8.GetString(secret)),
            new LeakingProperty(secret),
            new LeakingRecord(Convert.ToHexStringLower(secret)),
            new LeakingDisplay(Convert.ToHexStringLower(secret)),
            new InvalidOperationException("outer", new CryptographicException(Hex.Format(secret))),
            new InvalidOperationException("data") { Data = { ["key"] = Hex.Format(secret) } },
            new AggregateException(new InvalidOperationException("a"), new FormatException(Hex.Format(secret))),
            (byte[])[1, 2, 3, .. secret, 4],
            (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(Hex.Format(secret)),
        ];
        foreach (object leak in leaks)
        {
            Evidence evidence = new();
            await evidence.StepAsync(() => leak);
            Assert.True(evidence.Find(SecretDrives.Key) is not null, $"{leak}");
            Assert.Null(evidence.Find(SecretDrives.Password));
        }
    }

    [Fact]
    public void Private_key_in_the_place_of_an_address_is_not_repeated_by_an_envelope_file()
    {
        string hex = Convert.ToHexStringLower(SecretDrives.Key.Secret);
        Evidence evidence = new();
        foreach (string text in (string[])[$"0x{hex}", hex, hex.ToUpperInvariant()])
        {
            evidence.Show(Record.Exception(
                () => CapabilityEnvelopeJson.Parse(Encoding.ASCII.GetBytes($$"""{"account":"{{text}}"}"""))));
            evidence.Show(Record.Exception(
                () => CapabilityEnvelopeJson.Parse(Encoding.ASCII.GetBytes($$"""{"{{text}}":1}"""))));
        }

        Assert.Equal(6, evidence.Exceptions);
        Assert.Null(evidence.Find(SecretDrives.Key));
    }

    private static IEnumerable<string> Names(Type type)
    {
        if (type.IsClass && Holders.Any(holder => holder.IsAssignableFrom(type)))
        {
            yield return type.Name;
        }

        const BindingFlags Public =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (MethodBase method in type.GetMethods(Public).Concat<MethodBase>(type.GetConstructors(Public)))
        {
            if (method.GetParameters().Any(IsSecret))
            {
                yield return $"{type.Name}.{method.Name}";
            }
        }
    }

    private static bool IsSecret(ParameterInfo parameter) =>
        SecretNames.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)
        || typeof(AsymmetricAlgorithm).IsAssignableFrom(parameter.ParameterType);

    private sealed class LeakingText(string text)
    {
        public override string ToString() => text;
    }

    private sealed class LeakingProperty(byte[] secret)
    {
        public byte[] Secret { get; } = secret;
    }

    private sealed record LeakingRecord(string Secret);

    [DebuggerDisplay("{_secret}")]
    private sealed class LeakingDisplay(string secret)
    {
        private readonly string _secret = secret;
    }
}
