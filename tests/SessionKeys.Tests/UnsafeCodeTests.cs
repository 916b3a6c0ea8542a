using System.Text.RegularExpressions;

namespace SessionKeys.Tests;

/// <summary>
/// Code that the runtime does not check (pointers, memory reinterpreted, vector instructions, native cryptography)
/// stands in files that are listed here, each with a test that compares it with a plain form.
/// </summary>
public partial class UnsafeCodeTests
{
    private static readonly Dictionary<string, string[]> TwinTests = new()
    {
        ["src/SessionKeys/Cryptography/KeccakAvx512.cs"] =
            ["KeccakPermutationTests.Avx512_form_equals_the_plain_one"],
        ["src/SessionKeys/Cryptography/NativeMethods.cs"] =
        [
            "PublishedSecp256k1Tests.Libraries_recover_the_same_from_every_published_signature",
            "Secp256k1ProviderTests.Signatures_of_many_keys_have_low_s_and_recover_by_both_libraries",
            "KeystoreTests.Scrypt_gives_the_vectors_of_its_standard",
        ],
        ["src/SessionKeys.Ledger/Transport/Hid/HidApiEntry.cs"] =
            ["HidApiTests.List_in_native_memory_is_read_field_by_field"],
        ["src/SessionKeys.Ledger/Transport/Hid/HidApiText.cs"] =
            ["HidApiTests.Wide_text_is_read_with_the_width_of_the_system"],
    };

    [Fact]
    public void Every_file_with_unchecked_code_is_listed_and_no_other()
    {
        string[] found = [.. Sources("src").Where(IsUnchecked).Order(StringComparer.Ordinal)];

        string[] missing = [.. found.Except(TwinTests.Keys)];
        Assert.True(missing.Length == 0, $"List here, with a test against a plain form: {string.Join(", ", missing)}");
        Assert.Equal(TwinTests.Keys.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void Every_listed_test_exists()
    {
        string[] tests = [.. Sources("tests").Select(Read)];

        Assert.All(TwinTests.Values.SelectMany(names => names), name =>
        {
            string[] parts = name.Split('.');
            Assert.True(
                tests.Any(text => text.Contains($"class {parts[0]}", StringComparison.Ordinal)
                    && Regex.IsMatch(text, $@"public (void|async Task) {parts[1]}\(")),
                $"There is no test {name}.");
        });
    }

    /// <summary>What the search is for is found, and what only looks like it is not.</summary>
    [Theory]
    [InlineData("public unsafe struct A", true)]
    [InlineData("byte* p = stackalloc byte[1];", true)]
    [InlineData("fixed (byte* p = bytes)", true)]
    [InlineData("ref byte b = ref Unsafe.As<ulong, byte>(ref a);", true)]
    [InlineData("MemoryMarshal.Cast<byte, ulong>(bytes)", true)]
    [InlineData("CollectionsMarshal.AsSpan(list)", true)]
    [InlineData("Marshal.PtrToStringUTF8(text)", true)]
    [InlineData("using System.Runtime.Intrinsics.X86;", true)]
    [InlineData("[SkipLocalsInit]", true)]
    [InlineData("[InlineArray(4)]", true)]
    [InlineData("Span<byte> p = stackalloc byte[2 * 32];", false)]
    [InlineData("/// <summary>Nothing unsafe.</summary>", false)]
    [InlineData("throw new Error(); // MemoryMarshal would do", false)]
    public void Search_finds_what_the_runtime_does_not_check(string line, bool isUnchecked) =>
        Assert.Equal(isUnchecked, IsUncheckedText(line));

    [GeneratedRegex(
        @"\bunsafe\b|Unsafe\.|CreateScalarUnsafe|\w\* *\w+ *= *stackalloc|\bfixed *\("
        + @"|\b(Memory|Collections|Sequence)Marshal\.|\bMarshal\.(Read|Write|Copy|PtrTo|StructureTo)|NativeMemory|SkipLocalsInit|InlineArray|UnsafeAccessor"
        + @"|Runtime\.Intrinsics")]
    private static partial Regex Unchecked();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    private static bool IsUnchecked(string path) => IsUncheckedText(Read(path))
        || (path.StartsWith("src/SessionKeys/", StringComparison.Ordinal)
            && Read(path).Contains("[LibraryImport(", StringComparison.Ordinal));

    private static bool IsUncheckedText(string text) => Unchecked().IsMatch(Comment().Replace(text, ""));

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryFiles.Root, path));

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal));
}
