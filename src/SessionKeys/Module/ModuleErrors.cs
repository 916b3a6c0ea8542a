using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace SessionKeys;

/// <summary>Reads the errors of the session key module.</summary>
/// <remarks>Thread-safe. An error comes out of an EntryPoint or a bundler wrapped; unwrap it first.</remarks>
public static class ModuleErrors
{
    private static readonly FrozenDictionary<Selector, ModuleError> BySelector =
        ModuleErrorTable.All.ToFrozenDictionary(error => error.Function.Selector);

    /// <summary>Gets the name of every error, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ModuleErrorTable.All.Select(error => error.Name)];

    /// <summary>Reads what the module reverted with.</summary>
    /// <param name="revertData">The selector and arguments of an error.</param>
    /// <param name="refusal">The refusal, or null when the method returns false.</param>
    /// <returns>False when the data is no error of the module, or not its canonical encoding.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> revertData, [NotNullWhen(true)] out SessionRefusal? refusal)
    {
        refusal = null;
        if (revertData.Length < Selector.Length
            || !BySelector.TryGetValue(Selector.FromBytes(revertData[..Selector.Length]), out ModuleError? error))
        {
            return false;
        }

        IReadOnlyList<object> values;
        try
        {
            values = error.Function.DecodeCall(revertData);
        }
        catch (SessionKeyException)
        {
            return false;
        }

        // An ordered dictionary: the arguments are shown as the module declares them.
        OrderedDictionary<string, object> arguments = new(values.Count);
        for (int i = 0; i < values.Count; i++)
        {
            arguments.Add(error.ArgumentNames[i], values[i]);
        }

        refusal = RefusalFactory.Create(error.Name, arguments, ModuleErrorText.Write(error.Name, arguments));
        return true;
    }
}
