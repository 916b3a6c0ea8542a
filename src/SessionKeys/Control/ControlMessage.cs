using System.Globalization;

namespace SessionKeys;

/// <summary>What an approver or guardian signs to stop sessions or let them go on, in both forms.</summary>
/// <param name="Context">Where the sessions live and the account's current epoch; its route is not signed.</param>
/// <remarks>Immutable. The module renders the same text and hashes the same typed data, byte for byte.</remarks>
public abstract record ControlMessage(SessionContext Context)
{
    /// <summary>Gets the message's kind in the first line of its text.</summary>
    private protected abstract string Kind { get; }

    /// <summary>Gets the word in the last line of its text.</summary>
    private protected abstract string End { get; }

    /// <summary>Gets the EIP-712 type of the message.</summary>
    private protected abstract string Type { get; }

    /// <summary>Renders the text form, which is signed as a personal message (EIP-191).</summary>
    /// <returns>ASCII lines; each but the last ends with <c>;</c> and a newline.</returns>
    /// <exception cref="GrantEncodingException">A time is not a whole second.</exception>
    public string ToText()
    {
        string[] lines =
        [
            $"SessionKeys v1: {Kind}",
            $"Account: {Hex.Format(Context.Account.ToArray())}",
            Line("Chain", Context.ChainId),
            $"Module: {Hex.Format(Context.Module.ToArray())}",
            .. Lines(),
        ];
        return string.Concat(lines.Select(line => line + ";\n")) + $"End of {End}.";
    }

    /// <summary>Makes the typed form (EIP-712).</summary>
    /// <returns>The typed data to sign.</returns>
    /// <exception cref="GrantEncodingException">A time is not a whole second.</exception>
    public TypedData ToTypedData()
    {
        Dictionary<string, object> message = new() { ["account"] = Context.Account };
        foreach ((string name, object value) in Fields())
        {
            message.Add(name, value);
        }

        return ModuleTypedData.Create(Context.ChainId, Context.Module, message, Type);
    }

    /// <summary>The lines of the text between the module and the end.</summary>
    private protected abstract IEnumerable<string> Lines();

    /// <summary>The fields of the typed form behind the account.</summary>
    private protected abstract IEnumerable<(string Name, object Value)> Fields();

    private protected static string Line(string keyword, ulong number) =>
        string.Create(CultureInfo.InvariantCulture, $"{keyword}: {number}");

    private protected static string Line(string keyword, DateTimeOffset time)
    {
        _ = UnixTime.Seconds(time, keyword);
        return $"{keyword}: {UnixTime.ToText(time)}";
    }

    private protected static string Line(AccountMode mode) => mode switch
    {
        AccountMode.Normal => "Mode: normal",
        AccountMode.Restricted => "Mode: restricted",
        AccountMode.Halted => "Mode: halted",
        _ => throw new ArgumentOutOfRangeException(
            nameof(mode), mode, "The mode is not one of docs/encoding.md; use a value of the enumeration."),
    };

    private protected static (string Name, object Value) Field(string name, ulong number) => (name, (UInt256)number);
}
