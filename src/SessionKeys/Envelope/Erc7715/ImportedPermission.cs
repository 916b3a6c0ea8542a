using System.Text;

namespace SessionKeys;

/// <summary>The envelope that an ERC-7715 permission became.</summary>
public sealed record ImportedPermission
{
    /// <summary>Gets the envelope with its account, chain and session key.</summary>
    public required EnvelopeDocument Document { get; init; }

    /// <summary>Gets the type that the request names.</summary>
    public required string PermissionType { get; init; }

    /// <summary>Tells whether the request lets the wallet adjust it.</summary>
    /// <value>False when the request does not say.</value>
    public required bool IsAdjustmentAllowed { get; init; }

    /// <summary>Gets why the request says that it asks: words of whoever asks, which nobody checks or signs.</summary>
    /// <value>Null when the request does not say.</value>
    public string? Justification { get; init; }

    /// <summary>Gets in which points the envelope allows less than the request, a sentence each.</summary>
    /// <value>Empty when the request is honoured exactly.</value>
    public ValueList<string> Adjustments { get; init; }

    /// <summary>Shows the person what is going to be granted.</summary>
    /// <returns>The adjustments, an empty line, and the canonical JSON form.</returns>
    public string Show()
    {
        string adjustments = Adjustments.Count == 0 ? "Exactly as requested." : string.Join('\n', Adjustments);
        return $"{adjustments}\n\n{Encoding.ASCII.GetString(CapabilityEnvelopeJson.Write(Document))}";
    }
}
