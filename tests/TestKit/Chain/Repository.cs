namespace SessionKeys.TestKit;

/// <summary>The clone that the running tests were built from.</summary>
public static class Repository
{
    private static readonly Lazy<string> LazyRoot = new(FindRoot);

    /// <summary>The absolute path of the folder that holds <c>SessionKeys.sln</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The program does not run inside a clone.</exception>
    public static string Root => LazyRoot.Value;

    /// <summary>The absolute path of a file or folder, given its path from the root.</summary>
    /// <param name="path">Names with <c>/</c> between them.</param>
    public static string PathOf(string path) => Path.GetFullPath(path, Root);

    /// <summary>The same, but of a file that set-up creates.</summary>
    /// <param name="path">Names with <c>/</c> between them.</param>
    /// <exception cref="FileNotFoundException">Set-up has not created it.</exception>
    internal static string PathOfPrepared(string path)
    {
        string full = PathOf(path);
        return File.Exists(full)
            ? full
            : throw new FileNotFoundException(
                $"The file '{path}' is missing. Run scripts/setup.sh to create it.", full);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SessionKeys.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            $"No folder above '{AppContext.BaseDirectory}' holds SessionKeys.sln. Run this from a clone.");
    }
}
