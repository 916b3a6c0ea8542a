namespace SessionKeys.Ledger;

/// <summary>How far a typed message has come: an error means different things at different stages.</summary>
internal enum TypedDataStage
{
    /// <summary>The struct types. Nothing is shown yet.</summary>
    Definitions,

    /// <summary>The certificate of a descriptor, which the operating system takes.</summary>
    Certificate,

    /// <summary>The domain begins. Here devices with a large screen refuse when blind signing is off.</summary>
    DomainRoot,

    /// <summary>The first value that would be shown. Here a Nano refuses when blind signing is off.</summary>
    FirstValue,

    /// <summary>All later values.</summary>
    Values,

    /// <summary>The parts of a descriptor, between the values.</summary>
    Filters,

    /// <summary>The person decides.</summary>
    Sign,
}

/// <summary>One command of the flow and its stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Apdu">The command.</param>
/// <param name="TokenReference">The place that the reply must name, for the description of a token; else null. For 255
/// any place will do.</param>
internal readonly record struct TypedDataCommand(TypedDataStage Stage, Apdu Apdu, int? TokenReference = null);
