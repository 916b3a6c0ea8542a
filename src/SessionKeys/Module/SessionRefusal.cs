namespace SessionKeys;

/// <summary>
/// Why the session key module refused an operation, a grant or a revocation, or its guard an execution.
/// </summary>
/// <remarks>
/// The refusals on which a program acts have types of their own with their values, such as
/// <see cref="SessionKeys.BudgetExceeded"/>; all are told by name, values and sentence. Nobody else can derive.
/// </remarks>
public abstract record SessionRefusal
{
    private protected SessionRefusal(IReadOnlyDictionary<string, object> arguments, string message)
    {
        Arguments = arguments;
        Message = message;
    }

    /// <summary>The name of the error, for example <c>BudgetExceeded</c>; a heading in docs/errors.md.</summary>
    public string Name => ErrorName;

    /// <summary>
    /// The values of the error by name, in their order: numbers are <see cref="UInt256"/>, signed
    /// ones <see cref="System.Numerics.BigInteger"/>, byte strings byte arrays.
    /// </summary>
    public IReadOnlyDictionary<string, object> Arguments { get; }

    /// <summary>What was refused, the actual and the allowed value, and what to do.</summary>
    public string Message { get; }

    private protected abstract string ErrorName { get; }

    /// <summary>Writes the refusal for a person.</summary>
    /// <returns>The name and the message.</returns>
    public sealed override string ToString() => $"{Name}: {Message}";

    private protected UInt256 Number(string argument) => (UInt256)Arguments[argument];

    /// <summary>A place; the module counts in calldata, so that a larger number comes from no module.</summary>
    private protected int Index(string argument) =>
        Number(argument).BitLength < 32 ? (int)(ulong)Number(argument) : int.MaxValue;

    private protected Address AddressOf(string argument) => (Address)Arguments[argument];

    private protected byte[] Bytes(string argument) => (byte[])Arguments[argument];

    private protected DateTimeOffset? Time(string argument) =>
        Number(argument).BitLength <= 64 && UnixTime.TryRead((ulong)Number(argument), out DateTimeOffset time)
            ? time
            : null;

    /// <summary>A duration; the module's are of 32 bits, so that a longer one comes from no module.</summary>
    private protected TimeSpan Seconds(string argument) =>
        TimeSpan.FromSeconds(Number(argument).BitLength <= 32 ? (long)(ulong)Number(argument) : uint.MaxValue);
}
