using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static JsonElement ReadVectors(string fileName)
    {
        string path = Path.Combine(Root, "tests", "vectors", fileName);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SessionKeys.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException("SessionKeys.sln is in no folder above the tests.");
    }
}
