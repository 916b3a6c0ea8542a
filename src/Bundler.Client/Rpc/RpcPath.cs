using System.Globalization;

namespace SessionKeys.Bundler.Client;

/// <summary>The place of an object or array in a reply; its text is made only for a refusal.</summary>
/// <param name="container">The place of what contains it; null for the outermost.</param>
/// <param name="name">Its name there; null in an array.</param>
/// <param name="index">Its index there.</param>
internal sealed class RpcPath(RpcPath? container, string? name, int index)
{
    /// <summary>The index that stands for the container, and for nothing in it.</summary>
    public const int Itself = -1;

    /// <summary>Writes the place of a member or an element, such as <c>result.logs[3].data</c>.</summary>
    public static string Write(RpcPath? container, string? name, int index)
    {
        string before = container?.ToString() ?? string.Empty;
        return name is not null ? before.Length == 0 ? name : $"{before}.{name}"
            : index == Itself ? before
            : string.Create(CultureInfo.InvariantCulture, $"{before}[{index}]");
    }

    /// <inheritdoc/>
    public override string ToString() => Write(container, name, index);
}
