namespace SessionKeys;

/// <summary>A refusal on which a person acts and no program.</summary>
internal sealed record OtherRefusal : SessionRefusal
{
    public OtherRefusal(string name, IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message) => ErrorName = name;

    private protected override string ErrorName { get; }
}
