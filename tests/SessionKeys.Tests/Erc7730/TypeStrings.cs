using System.Text.RegularExpressions;

namespace SessionKeys.Tests;

/// <summary>The types of everything that is signed, as both languages have them.</summary>
internal static partial class TypeStrings
{
    /// <summary>Structs that stand in others only.</summary>
    private static readonly string[] Parts = ["Budget", "Capability", "Rule", "Spend", "EIP712Domain"];

    private static readonly SessionId Session = new(Hash32.Zero);

    /// <summary>Every message of the library, with the text that its type hash is made of.</summary>
    public static IReadOnlySet<string> OfLibrary { get; } = new HashSet<string>(
        new[]
        {
            GrantTypedData.Create(Samples.Grant),
            RevocationTypedData.ForOne(1, Address.Zero, Address.Zero, Session),
            RevocationTypedData.ForAll(1, Address.Zero, Address.Zero, 1),
            new SessionPause(Samples.Context, Session).ToTypedData(),
            new SessionResumption(Samples.Context, Session, 0).ToTypedData(),
            new ModeTightening(Samples.Context, AccountMode.Halted).ToTypedData(),
            new ModeLoosening(Samples.Context, AccountMode.Normal, 0).ToTypedData(),
            new SessionReattestation(Samples.Context, Session, Samples.Start).ToTypedData(),
            new SessionRenewal(Samples.Context, Session, 1, Samples.Start).ToTypedData(),
            Operation(),
        }.Select(data => data.EncodeType(data.PrimaryType)));

    /// <summary>Every type hash of the contracts that is one of a whole message.</summary>
    public static IReadOnlySet<string> OfContracts { get; } = new HashSet<string>(
        new[] { "GrantHashLib.sol", "TypedGrantLib.sol" }
            .Select(file => Path.Combine(RepositoryFiles.Root, "contracts", "src", "libraries", file))
            .SelectMany(file => TypeHash().Matches(File.ReadAllText(file)))
            .Select(match => Literal().Matches(match.Groups["text"].Value))
            .Select(literals => string.Concat(literals.Select(each => each.Groups[1])))
            .Where(type => !Parts.Contains(type[..type.IndexOf('(', StringComparison.Ordinal)])));

    /// <summary>What a session key signs; the library hashes it without typed data.</summary>
    public static TypedData Operation() => ModuleTypedData.Create(
        Samples.Context.ChainId,
        Samples.Context.Module,
        new Dictionary<string, object> { ["userOpHash"] = Hash32.Zero, ["segmentHash"] = Hash32.Zero },
        "SessionOperation(bytes32 userOpHash,bytes32 segmentHash)");

    [GeneratedRegex("""_TYPEHASH\s*=\s*keccak256\((?<text>(\s*"[^"]*")+\s*)\);""")]
    private static partial Regex TypeHash();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Literal();
}
