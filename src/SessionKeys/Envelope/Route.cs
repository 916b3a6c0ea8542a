using System.Globalization;

namespace SessionKeys;

/// <summary>The standard by which an account calls the module.</summary>
public enum AccountStandard : byte
{
    /// <summary>ERC-6900 modular accounts.</summary>
    Erc6900 = 1,

    /// <summary>ERC-7579 modular accounts.</summary>
    Erc7579 = 2,
}

/// <summary>
/// The way from an account to the module: the standard and, for ERC-6900, the entity id. A signed term.
/// </summary>
/// <remarks>An immutable value; <c>default</c> is no route and is refused by the encoder.</remarks>
public readonly record struct Route
{
    /// <summary>The route of every ERC-7579 account.</summary>
    public static readonly Route Erc7579 = new(AccountStandard.Erc7579, 0);

    private Route(AccountStandard standard, uint entityId)
    {
        Standard = standard;
        EntityId = entityId;
    }

    /// <summary>Gets the standard of the account.</summary>
    public AccountStandard Standard { get; }

    /// <summary>Gets the entity id of the module on an ERC-6900 account.</summary>
    /// <value>0 for ERC-7579.</value>
    public uint EntityId { get; }

    /// <summary>Makes the route of an ERC-6900 account.</summary>
    /// <param name="entityId">The entity id that the module was installed with.</param>
    /// <returns>The route.</returns>
    public static Route Erc6900(uint entityId) => new(AccountStandard.Erc6900, entityId);

    /// <summary>Takes a route out of the 40 bits of the signed format.</summary>
    /// <param name="packed">standard 8 bits ‖ entity id 32 bits.</param>
    /// <returns>The route.</returns>
    /// <exception cref="FormatException">The standard is not 1 or 2, or an ERC-7579 route has an entity id.</exception>
    public static Route FromPacked(ulong packed) =>
        (packed >> 32, (uint)(packed & uint.MaxValue)) switch
        {
            ((ulong)AccountStandard.Erc6900, uint entityId) => Erc6900(entityId),
            ((ulong)AccountStandard.Erc7579, 0) => Erc7579,
            _ => throw new FormatException(
                $"The route 0x{packed:x10} was refused: allowed is 0x01 and an entity id, or 0x0200000000. " +
                "Check which standard the account implements."),
        };

    /// <summary>Packs the route into the 40 bits of the signed format.</summary>
    /// <returns>standard 8 bits ‖ entity id 32 bits.</returns>
    public ulong ToPacked() => ((ulong)Standard << 32) | EntityId;

    /// <summary>Writes the route as the grant text does.</summary>
    /// <returns><c>ERC-6900, entity n</c> or <c>ERC-7579</c>.</returns>
    public override string ToString() => Standard switch
    {
        AccountStandard.Erc6900 => "ERC-6900, entity " + EntityId.ToString(CultureInfo.InvariantCulture),
        AccountStandard.Erc7579 => "ERC-7579",
        _ => "none",
    };
}
