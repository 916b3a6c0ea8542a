namespace SessionKeys;

/// <summary>A word of a call breaks a rule of its capability.</summary>
public sealed record RuleViolated : SessionRefusal
{
    internal RuleViolated(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The place of the call in the batch, from 0.</summary>
    public int CallIndex => Index("callIndex");

    /// <summary>The place of the rule in the capability, from 0.</summary>
    public int RuleIndex => Index("ruleIndex");

    /// <summary>The word of the arguments that the rule reads, from 0.</summary>
    public int Word => Index("word");

    /// <summary>How the rule compares.</summary>
    public Comparison Comparison => (Comparison)(byte)Number("comparison");

    /// <summary>The word that the call carries.</summary>
    public Hash32 Actual => Hash32.FromBytes(Bytes("actual"));

    /// <summary>What the rule compares with; for a set its root, for a ratio its packed value.</summary>
    public Hash32 Allowed => Hash32.FromBytes(Bytes("allowed"));

    private protected override string ErrorName => nameof(RuleViolated);
}
