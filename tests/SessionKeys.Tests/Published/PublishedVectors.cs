using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>
/// Files of tests/vectors/published: what others published, each with its source. They are never written anew.
/// </summary>
internal static class PublishedVectors
{
    /// <summary>Reads the entries of a file, all of them.</summary>
    public static JsonElement Read(string fileName)
    {
        JsonElement file = RepositoryFiles.ReadVectors($"published/{fileName}");
        JsonElement vectors = file.GetProperty("vectors");
        Assert.NotEmpty(file.Text("source"));
        Assert.Equal(file.GetProperty("count").GetInt32(), vectors.GetArrayLength());
        return vectors;
    }

    public static TheoryData<int, string> Rows(JsonElement vectors) =>
        VectorRows.Of(vectors, each => each.Text("name"));
}
