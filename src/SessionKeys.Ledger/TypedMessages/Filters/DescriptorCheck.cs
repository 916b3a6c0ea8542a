using System.Numerics;

namespace SessionKeys.Ledger;

/// <summary>Checks that a descriptor is for a message and shows all of it.</summary>
internal static class DescriptorCheck
{
    /// <summary>The token reference that stands for the verifying contract.</summary>
    public const int ContractReference = 255;

    private const string ChainMember = "chainId";
    private const string ContractMember = "verifyingContract";

    public static string KeyOf(TypedData data)
        => $"{ChainId(data)}:{Hex.Format(VerifyingContract(data).ToArray())}:"
            + Convert.ToHexStringLower(SchemaHash.Of(data));

    /// <summary>Finds out which token each reference stands for.</summary>
    /// <exception cref="LedgerException">The descriptor is for another message, or does not show all of it.</exception>
    public static IReadOnlyDictionary<int, SignedToken> Check(
        TypedDataDescriptor descriptor, TypedData data, TypedDataPlan plan)
    {
        if (!descriptor.IsFor(data))
        {
            throw DescriptorErrors.Unsuitable($"It is for {descriptor.Key}", KeyOf(data));
        }

        Dictionary<string, FieldType> leaves = TypedDataPaths.Leaves(plan);
        foreach (DescriptorField field in descriptor.Fields)
        {
            CheckField(field, leaves);
        }

        string[] hidden = [.. leaves.Keys.Except(descriptor.Fields.Select(field => field.Path))];
        if (hidden.Length > 0 && !descriptor.AllowHiddenFields)
        {
            throw DescriptorErrors.Unsuitable(
                $"It hides {hidden.Length} fields from the person ({string.Join(", ", hidden.Take(10))})",
                "one that lists every field");
        }

        return FindTokens(descriptor, data, plan);
    }

    private static void CheckField(DescriptorField field, Dictionary<string, FieldType> leaves)
    {
        if (!leaves.TryGetValue(field.Path, out FieldType? type))
        {
            throw DescriptorErrors.Unsuitable($"It lists {field.Path}", "only values that the message has");
        }

        bool fits = field.Format switch
        {
            FieldFormat.DateTime or FieldFormat.Amount => type.Kind is FieldKind.UInt or FieldKind.Int,
            FieldFormat.Token => type.Kind == FieldKind.Address,
            _ => true,
        };
        if (!fits)
        {
            throw DescriptorErrors.Unsuitable($"{field.Path} is no {field.Format}", "a format that its type has");
        }
    }

    /// <summary>Without the signed token a device shows an amount of base units beside three question marks and no
    /// address; two tokens behind one reference it refuses.</summary>
    private static Dictionary<int, SignedToken> FindTokens(
        TypedDataDescriptor descriptor, TypedData data, TypedDataPlan plan)
    {
        Dictionary<int, Address> addresses = new() { [ContractReference] = VerifyingContract(data) };
        Dictionary<string, int> references = descriptor.Fields.Where(field => field.Format == FieldFormat.Token)
            .ToDictionary(field => field.Path, field => field.TokenReference!.Value, StringComparer.Ordinal);
        foreach (TypedLeaf leaf in plan.Message.Steps.OfType<TypedLeaf>())
        {
            if (references.TryGetValue(TypedDataPaths.OfStep(leaf), out int reference)
                && !addresses.TryAdd(reference, Address.FromBytes(leaf.Encoded))
                && addresses[reference] != Address.FromBytes(leaf.Encoded))
            {
                throw DescriptorErrors.Unsuitable(
                    $"The message has two tokens for the reference {reference}", "one token for each reference");
            }
        }

        Dictionary<int, SignedToken> tokens = [];
        foreach (int reference in descriptor.Fields.Select(field => field.TokenReference).OfType<int>().Distinct())
        {
            if (!addresses.TryGetValue(reference, out Address address))
            {
                if (!references.ContainsValue(reference))
                {
                    throw DescriptorErrors.Unsuitable(
                        $"An amount counts the token {reference}", "a field that names this token");
                }

                continue; // The list of tokens is empty in this message.
            }

            tokens[reference] = descriptor.Tokens.FirstOrDefault(
                token => token.ChainId == descriptor.ChainId && token.Contract == address)
                ?? throw DescriptorErrors.Unsuitable(
                    $"Nothing signed describes the token {address}, so that amounts would be unreadable",
                    "its description among the tokens");
        }

        return tokens;
    }

    private static ulong ChainId(TypedData data)
    {
        BigInteger number = data.Domain.GetValueOrDefault(ChainMember) switch
        {
            UInt256 value => value,
            BigInteger value => value,
            _ => BigInteger.Zero,
        };
        return number.Sign >= 0 && number.GetBitLength() <= 64
            ? (ulong)number
            : throw DescriptorErrors.Unsuitable($"The chain id has {number.GetBitLength()} bits", "at most 64 bits");
    }

    private static Address VerifyingContract(TypedData data)
        => data.Domain.GetValueOrDefault(ContractMember) is Address address ? address : Address.Zero;
}
