using System.Numerics;

namespace SessionKeys;

/// <summary>Reads the data of the token types.</summary>
internal static class TokenPermissionReader
{
    /// <summary>Why a known type is not imported.</summary>
    private static readonly Dictionary<string, string> RefusedTypes = new(StringComparer.Ordinal)
    {
        ["erc20-token-revocation"] = "it names no token contract, and a session names each contract that it calls",
        ["token-approval-revocation"] = "it names no token contract, and a session names each contract that it calls",
        ["erc721-token-transfer"] = "a budget does not count single token ids",
        ["erc1155-token-transfer"] = "a budget does not count amounts of single token ids",
        ["contract-call"] = "it bounds neither arguments nor amounts",
        ["native-token-limit"] = "its draft does not say what counts to the amount",
        ["gas-limit"] = "it permits nothing, and the drafts do not agree whether it counts gas or wei",
        ["rate-limit"] = "it permits nothing, and counts calls where a budget counts operations",
    };

    public static TokenPermission Read(PermissionRequest request) => request.Type.Value switch
    {
        Erc7715PermissionTypes.Erc20Allowance =>
            Read(request, ["tokenAddress", "allowanceAmount", "startTime"], Token(request), ReadAllowance),
        Erc7715PermissionTypes.NativeAllowance =>
            Read(request, ["allowanceAmount", "startTime"], Asset.Native, ReadAllowance),
        Erc7715PermissionTypes.Erc20Periodic => Read(
            request, ["tokenAddress", "periodAmount", "periodDuration", "startTime"], Token(request), ReadPeriodic),
        Erc7715PermissionTypes.NativePeriodic =>
            Read(request, ["periodAmount", "periodDuration", "startTime"], Asset.Native, ReadPeriodic),
        Erc7715PermissionTypes.Erc20Stream => Read(
            request,
            ["tokenAddress", "initialAmount", "maxAmount", "amountPerSecond", "startTime"],
            Token(request),
            ReadStream),
        Erc7715PermissionTypes.NativeStream => Read(
            request, ["initialAmount", "maxAmount", "amountPerSecond", "startTime"], Asset.Native, ReadStream),
        Erc7715PermissionTypes.Erc20Transfer =>
            ReadDraft(request, ["address", "allowance", "ticker"], Token(request, "address")),
        Erc7715PermissionTypes.NativeTransfer => ReadDraft(request, ["allowance", "ticker"], Asset.Native),
        _ => throw NotSupported(request.Type),
    };

    private static TokenPermission Read(
        PermissionRequest request, string[] names, Asset asset, Func<JsonFields, BudgetShape> shape)
    {
        if (request.Rules.Allowance is { } policy)
        {
            throw PermissionRefusedException.NotSupported(
                policy.Path,
                $"the policy \"token-allowance\" beside the type \"{request.Type.Value}\"",
                "no policy, as the type says its amounts itself",
                "Remove the policy.");
        }

        JsonFields fields = new(request.Data, [.. names, "justification"]);
        return new()
        {
            Asset = asset,
            Shape = shape(fields),
            Start = PermissionScalars.Optional(
                fields,
                "startTime",
                value => Locate(value, each => PermissionScalars.Timestamp(each, 1, PermissionScalars.EndOfTime - 1)),
                null),
            Justification = PermissionScalars.Optional(fields, "justification", JsonScalars.Text, null),
        };
    }

    /// <summary>Reads the drafts' types: the allowance is in the data or a policy; a ticker proves nothing.</summary>
    private static TokenPermission ReadDraft(PermissionRequest request, string[] names, Asset asset)
    {
        JsonFields fields = new(request.Data, names);
        _ = fields.Optional("ticker", JsonScalars.Text, "");
        Located<BigInteger>? inData =
            fields.Optional("allowance", value => Locate(value, PermissionScalars.Amount), null);
        Located<BigInteger>? inPolicy = request.Rules.Allowance;
        return inData is not null && inPolicy is not null
            ? throw PermissionRequestReader.Twice(fields.Required("allowance"), inPolicy.Path)
            : new()
            {
                Asset = asset,
                Shape = new BudgetShape.Allowance(inData ?? inPolicy ?? throw new EnvelopeFormatException(
                    $"{fields.Path}.allowance",
                    "the field is missing, and there is no policy \"token-allowance\"",
                    "one of the two",
                    "Say how much may be spent.")),
            };
    }

    private static BudgetShape.Allowance ReadAllowance(JsonFields fields) =>
        new(Locate(fields.Required("allowanceAmount"), PermissionScalars.Amount));

    private static BudgetShape.Periodic ReadPeriodic(JsonFields fields) => new(
        Locate(fields.Required("periodAmount"), PermissionScalars.Amount),
        Locate(fields.Required("periodDuration"), PermissionScalars.Seconds));

    private static BudgetShape.Stream ReadStream(JsonFields fields)
    {
        BudgetShape.Stream stream = new(
            Locate(fields.Required("amountPerSecond"), PermissionScalars.Amount),
            PermissionScalars.Optional(fields, "initialAmount", PermissionScalars.AmountOrZero, BigInteger.Zero),
            PermissionScalars.Optional(fields, "maxAmount", value => Locate(value, PermissionScalars.Amount), null));
        return stream.Maximum is null || stream.Maximum.Value >= stream.Initial
            ? stream
            : throw fields.Required("maxAmount").Refuse(
                $"at least the initial amount, {stream.Initial}", "Correct one of the two.");
    }

    private static Asset Token(PermissionRequest request, string name = "tokenAddress")
    {
        JsonFields.RequireObject(request.Data);
        return request.Data.Members.TryGetValue(name, out JsonValue? value)
            ? TokenAt(value)
            : throw new EnvelopeFormatException(
                $"{request.Data.Path}.{name}", "the field is missing", "the address of a token", "Add the field.");
    }

    private static Asset TokenAt(JsonValue value)
    {
        Address contract = JsonScalars.Address(value);
        return ForbiddenTargets.IsReserved(contract)
            ? throw value.Refuse("a contract above 0xffff", "Copy the address of the token.")
            : Asset.Token(contract);
    }

    private static PermissionRefusedException NotSupported(Located<string> type)
    {
        string reason = RefusedTypes.GetValueOrDefault(type.Value, "nothing is known of it");
        return PermissionRefusedException.NotSupported(
            type.Path,
            $"the permission type \"{JsonValue.Shorten(type.Value)}\": {reason}",
            "the token types allowance, periodic and stream of ERC-20 and native, and "
                + $"\"{Erc7715PermissionTypes.SessionKeysCall}\"",
            $"Ask for the type \"{Erc7715PermissionTypes.SessionKeysCall}\", which names calls and amounts.");
    }

    private static Located<T> Locate<T>(JsonValue value, Func<JsonValue, T> read) => new(value.Path, read(value));
}
