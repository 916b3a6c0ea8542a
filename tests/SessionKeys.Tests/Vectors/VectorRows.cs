using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Names the entries of a list of vectors as the rows of a theory.</summary>
internal static class VectorRows
{
    public static TheoryData<int, string> Of(
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
}
