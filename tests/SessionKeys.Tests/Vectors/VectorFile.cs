using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>The shared vectors in tests/vectors, which Solidity reads too.</summary>
internal static class VectorFile
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static JsonElement Read(string name)
    {
        using JsonDocument document =
            JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot, "tests", "vectors", name)));
        return document.RootElement.Clone();
    }

    /// <summary>Names of a list of vectors, as the rows of a theory.</summary>
    public static TheoryData<int, string> Rows(
        JsonElement vectors, Func<JsonElement, string> name, Func<JsonElement, bool>? where = null)
    {
        TheoryData<int, string> rows = [];
        foreach ((int index, JsonElement vector) in vectors.EnumerateArray().Index())
        {
            if (where is null || where(vector))
            {
                rows.Add(index, name(vector));
            }
        }

        return rows;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SessionKeys.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
