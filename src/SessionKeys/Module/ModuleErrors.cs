using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace SessionKeys;

/// <summary>Reads the errors of the session key module and of its execution guard.</summary>
/// <remarks>Thread-safe. An error comes out of an EntryPoint or a bundler wrapped; unwrap it first.</remarks>
public static class ModuleErrors
{
    private static readonly FrozenDictionary<Selector, ModuleError> BySelector =
        ModuleErrorTable.All.ToFrozenDictionary(error => error.Function.Selector);

    /// <summary>The guard reverts with these in validation, or when a list of feeds is registered.</summary>
    private static readonly FrozenSet<string> BeforeExecution =
        new[] { "CallDataTaken", "CallerNotModule", "FeedInvalid", "FeedListInvalid" }.ToFrozenSet();

    /// <summary>Gets the name of every error, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ModuleErrorTable.All.Select(error => error.Name)];

    /// <summary>Reads what the module reverted with, or the guard through it.</summary>
    /// <param name="revertData">The selector and arguments of an error.</param>
    /// <param name="refusal">The refusal, or null when the method returns false.</param>
    /// <returns>False when the data is no error of theirs, or not its canonical encoding.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> revertData, [NotNullWhen(true)] out SessionRefusal? refusal)
    {
        refusal = null;
        return Find(revertData) is { } error && TryDecode(error, revertData, out refusal);
    }

    /// <summary>Reads what the guard undid the execution of an operation with.</summary>
    /// <param name="revertData">The selector and arguments of an error.</param>
    /// <param name="refusal">The refusal, or null when the method returns false.</param>
    /// <returns>
    /// False when the data is no error with which only the guard undoes an execution, or not its canonical encoding.
    /// </returns>
    /// <remarks>
    /// A called contract can revert with the same bytes, and nothing in them says who did: of a session without a guard
    /// they say nothing. So the names that the guard shares with the module, such as <c>SessionIsRevoked</c>, are not
    /// read here; who knows that the session names a guard reads them with <see cref="TryDecode(ReadOnlySpan{byte}, out SessionRefusal?)"/>.
    /// </remarks>
    public static bool TryDecodeExecution(
        ReadOnlySpan<byte> revertData, [NotNullWhen(true)] out SessionRefusal? refusal)
    {
        refusal = null;
        return Find(revertData) is { } error
            && error.Sources == ErrorSources.Guard
            && !BeforeExecution.Contains(error.Name)
            && TryDecode(error, revertData, out refusal);
    }

    private static ModuleError? Find(ReadOnlySpan<byte> revertData) =>
        revertData.Length < Selector.Length
            ? null
            : BySelector.GetValueOrDefault(Selector.FromBytes(revertData[..Selector.Length]));

    private static bool TryDecode(
        ModuleError error, ReadOnlySpan<byte> revertData, [NotNullWhen(true)] out SessionRefusal? refusal)
    {
        refusal = null;
        IReadOnlyList<object> values;
        try
        {
            values = error.Function.DecodeCall(revertData);
        }
        catch (SessionKeyException)
        {
            return false;
        }

        // An ordered dictionary: the arguments are shown as the contract declares them.
        OrderedDictionary<string, object> arguments = new(values.Count);
        for (int i = 0; i < values.Count; i++)
        {
            arguments.Add(error.ArgumentNames[i], values[i]);
        }

        refusal = RefusalFactory.Create(error.Name, arguments, ModuleErrorText.Write(error.Name, arguments));
        return true;
    }
}
